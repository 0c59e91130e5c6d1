import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import type { DishCategory } from '../../src/domain/menu.ts';
import type { Fen } from '../../src/domain/money.ts';
import { carriedPhotos } from '../../src/domain/picture.ts';
import { dayText, spokenDay, spokenMoney } from '../format.tsx';
import { paths } from '../paths.ts';
import { DishPicture } from '../pictogram.tsx';
import { slotSpoken } from '../text.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';

export type MenuDay = {
  date: ServiceDate;
  slots: readonly {
    slot: MealSlot;
    meals: readonly { name: string; dishes: readonly string[]; categories: readonly DishCategory[]; /** The point's own photo of it. */ pictureId: string | null; priceFen: Fen }[];
  }[];
};

const HOW = {
  here: { words: '回到开头，选一个菜就行。', home: '去订饭' },
  elsewhere: { words: '这里不是您常去的食堂。想来这里吃，打上面的电话问问，带上助餐卡来。', home: '回到开头' },
  stranger: { words: '用手机扫一扫您的助餐卡。没有卡，打上面的电话问问。', home: '没有卡怎么办' },
} as const;

export type MenuPageProps = {
  frame: ElderFrame;
  point: { name: string; address: string; divisionCode: string };
  today: ServiceDate;
  /** From today on; the first two stand open, the rest folds away. */
  days: readonly MenuDay[];
  /** Where the subsidy rule comes from, in a sentence; null when no rule is in force. */
  subsidyNote: string | null;
  /** Somebody who usually eats here, or elsewhere, or who is not signed in. */
  reader: keyof typeof HOW;
};

/** The week's dishes, to be read by everybody. */
export function MenuPage({ frame, point, today, days, subsidyNote, reader }: MenuPageProps) {
  const near = days.slice(0, 2);
  const later = days.slice(2);
  const photos = carriedPhotos(near.flatMap((day) => day.slots.flatMap(({ meals }) => meals.map((meal) => meal.pictureId))));
  return (
    <ElderLayout frame={frame} title="这几天吃什么" footnote={subsidyNote}>
      <Question phrases={[point.name, '这几天吃什么？']} />
      <p>{point.address}</p>
      {days.length === 0 ? <p>菜单还没有出来。打上面的电话问问食堂。</p> : null}
      {near.map((day) => (
        <section>
          <h2>
            {spokenDay(day.date, today)}，{dayText(day.date)}
          </h2>
          <DayMenu day={day} photos={photos} />
        </section>
      ))}
      {photos.size > 0 ? <p>照片是{point.name}自己拍的。</p> : null}
      {later.map((day) => (
        <details>
          <summary>{dayText(day.date)}</summary>
          <DayMenu day={day} />
        </details>
      ))}
      <HowToOrder reader={reader} divisionCode={point.divisionCode} />
    </ElderLayout>
  );
}

/**
 * `photos`: what the days that stand open may carry; the other days stay words, so that the page stays light. Where the point took none its
 * meals are drawn; photos and drawings side by side would be neither light nor of one hand.
 */
function DayMenu({ day, photos }: { day: MenuDay; photos?: ReadonlySet<string> }) {
  return (
    <dl class="day">
      {day.slots.map((slot) => (
        <div>
          <dt>{slotSpoken[slot.slot]}</dt>
          {slot.meals.map((meal) => (
            <dd class={photos ? 'dish' : undefined}>
              {photos?.size === 0 || (meal.pictureId !== null && photos?.has(meal.pictureId)) ? <DishPicture {...meal} /> : null}
              <span>
                <b>{meal.name}</b>
                {photos ? ' ' : '，'}
                {meal.dishes.join('、')}，<span class="money">{spokenMoney(meal.priceFen)}</span>
              </span>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function HowToOrder({ reader, divisionCode }: Pick<MenuPageProps, 'reader'> & { divisionCode: string }) {
  const { words, home } = HOW[reader];
  return (
    <>
      <h2>怎么订</h2>
      <p>{words}</p>
      <a class="plain" href={paths.home()}>
        {home}
      </a>
      <a class="plain" href={paths.places(divisionCode)}>
        看看别的食堂
      </a>
    </>
  );
}
