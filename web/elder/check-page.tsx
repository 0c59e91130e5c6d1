import type { Instant } from '../../src/domain/calendar.ts';
import type { Clash } from '../../src/domain/diet.ts';
import type { ServiceMode } from '../../src/domain/meal-slot.ts';
import type { DishCategory } from '../../src/domain/menu.ts';
import type { Fen } from '../../src/domain/money.ts';
import { PostForm } from '../form.tsx';
import { spokenMeal, spokenMoney, spokenSpan } from '../format.tsx';
import { paths } from '../paths.ts';
import { MealPicture } from '../pictogram.tsx';
import { modeSpoken } from '../text.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';
import { ClashWarning, cutoffText, Pay, placeText, type Sitting } from './meal-offer.tsx';
import { Why, type WhyProps } from './why.tsx';

export type CheckPageProps = Omit<WhyProps, 'noShow'> & {
  frame: ElderFrame;
  sitting: Sitting;
  cutoffAt: Instant;
  serve: { from: Instant; to: Instant };
  setMeal: { id: string; name: string; dishes: readonly string[]; categories: readonly DishCategory[]; pictureId: string | null };
  mode: ServiceMode;
  /** Where it is eaten, fetched or brought, in a few words: 荆河街道长者食堂. */
  place: string;
  subsidyFen: Fen;
  clashes: readonly Clash[];
  /** Paid from prepaid money: how much there is, and whether the share stays with the canteen when nobody comes. Null: in cash. */
  prepaid: { leftFen: Fen; kept: boolean } | null;
  /** The page seen before showed another price: this one says so. */
  changed?: boolean;
  /** Made with the page, so that two taps make one order. */
  requestKey: string;
};

export function CheckPage(props: CheckPageProps) {
  const { frame, sitting, setMeal, mode, requestKey } = props;
  const hidden = { key: requestKey, runId: sitting.runId, setMealId: setMeal.id, mode, selfPayFen: String(props.selfPayFen), payBy: props.prepaid ? 'prepaid' : 'cash' };
  return (
    <ElderLayout frame={frame} title={`请您看一遍：${setMeal.name}，${modeSpoken[mode]}`} footnote={cutoffText(props.cutoffAt, sitting.today)}>
      <Question phrases={props.changed ? ['价钱变了，', '这样订对不对？'] : ['这样订，', '对不对？']} />
      <div class="slip pictured">
        <MealPicture categories={setMeal.categories} pictureId={setMeal.pictureId} />
        <div>
          <b>{setMeal.name}</b>
          <br />
          {setMeal.dishes.join('、')}
        </div>
        <div>
          <b>{spokenMeal(sitting.date, sitting.slot, sitting.today)}</b> {spokenSpan(props.serve.from, props.serve.to)}
          <br />
          <b>{modeSpoken[mode]}</b> <span>{placeText(mode, props.place)}</span>
        </div>
        <Pay selfPayFen={props.selfPayFen} subsidyFen={props.subsidyFen} priceFen={props.priceFen} />
        {props.prepaid ? <div>从预存款里付，余额 {spokenMoney(props.prepaid.leftFen)}</div> : null}
      </div>
      <ClashWarning clashes={props.clashes} />
      {props.clashes.length > 0 ? (
        <a class="plain" href={paths.mealRun(sitting.runId)}>
          换一个菜
        </a>
      ) : null}
      <PostForm action={paths.orders()} hidden={hidden}>
        <button class="go">对的，下单</button>
      </PostForm>
      <StepBack href={paths.setMeal(sitting.runId, setMeal.id)} />
      <Why {...props} {...(props.prepaid ? { noShow: noShowText(props.prepaid) } : {})} />
    </ElderLayout>
  );
}

/** What becomes of the money when nobody comes, before anybody presses. */
const noShowText = ({ kept }: { kept: boolean }) =>
  kept ? '订了没来吃，又没有退，自己付的这份钱不退。' : '订了没来吃，自己付的这份钱退回预存款。';
