import type { ServiceDate } from '../../src/domain/calendar.ts';
import { ALLERGENS, AVOIDABLES, TEXTURES, type Allergen, type Clash, type Diet, type DietCode, type DietItem, type DietItemKind, type Texture } from '../../src/domain/diet.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { familySaidText, type FamilySaid } from '../family-text.ts';
import { PostForm } from '../form.tsx';
import { spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { clashesSpoken, dietCodeLabel, restrictionLabel } from '../text.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';

type Framed = { frame: ElderFrame };

/** Asked once, kindly; most people are done with one press. */
export function FirstDietPage({ frame, callAs }: Framed & { callAs: string }) {
  return (
    <ElderLayout frame={frame} title="有没有不能吃的" footnote="说了以后，有您不能吃的菜，会先告诉您。随时能改。">
      <Question phrases={[`${callAs}，`, '您有没有', '不能吃的？']} />
      <Answer change={{ change: 'asked' }} class="go">
        没有，什么都能吃
      </Answer>
      <a class="plain" href={paths.diet('all')}>
        有，我来说说
      </a>
      <StepBack href={paths.home()} />
    </ElderLayout>
  );
}

/** One answer is one button. */
function Answer({ change, class: name = 'plain', children }: { change: Record<string, string>; class?: string; children: string }) {
  return (
    <PostForm action={paths.diet()} hidden={change}>
      <button class={name}>{children}</button>
    </PostForm>
  );
}

export type DietPageProps = Framed & {
  diet: Diet;
  /** Meals that are ordered and go against it. */
  wrong: readonly { orderId: string; serviceDate: ServiceDate; slot: MealSlot; name: string; clashes: readonly Clash[] }[];
  today: ServiceDate;
  /** The latest answer, where family gave it for her. */
  said?: (FamilySaid & { version: number }) | null;
};

/** 吃花生过敏，很厉害 · 不吃辣: to whom it concerns. */
function dietItemSpoken(item: DietItem): string {
  if (item.kind === 'restriction') return restrictionLabel[item.code];
  const how = { severe: '过敏，很厉害', mild: '有点过敏', unknown: '过敏' }[item.severity ?? 'unknown'];
  return `${eatingOf(item.code)}${how}`;
}

/** 吃花生 · 喝奶: never a single character, which whoever checks contrast by machine cannot read. */
const eatingOf = (code: DietCode) => (code === 'milk' ? '喝奶' : code === 'gluten' ? '吃面食（麸质）' : `吃${dietCodeLabel[code]}`);

const textureWish: Record<Texture, string> = { regular: '什么都嚼得动', soft: '要软和的', semi_liquid: '要煮得软烂的', liquid: '要打成糊的' };

/** What the canteen knows, and four things that can be said. */
export function DietPage({ frame, diet, wrong, today, said }: DietPageProps) {
  const known = [
    ...(diet.texture === 'regular' ? [] : [textureWish[diet.texture]]),
    ...(diet.feedingHelp ? ['吃饭要人帮'] : []),
    ...(diet.note ? [diet.note] : []),
  ];
  const nothing = known.length === 0 && diet.items.length === 0;
  return (
    <ElderLayout frame={frame} title="我不能吃的">
      <Question phrases={diet.askedAt === null ? ['您不能吃的，', '一样一样说'] : ['您不能吃的，', '食堂记着']} />
      {wrong.map((meal) => (
        <div class="warn" role="alert">
          <b>{spokenMeal(meal.serviceDate, meal.slot, today)}您订了{meal.name}，</b>
          {clashesSpoken(meal.clashes)}。
          <a class="plain" href={paths.order(meal.orderId)}>
            看看这一顿
          </a>
        </div>
      ))}
      {nothing ? <p>{diet.askedAt === null ? '还没有说过。' : '没有，什么都能吃。'}</p> : null}
      {known.length > 0 ? <p>{known.join('，')}。</p> : null}
      {diet.items.map((item) => (
        <div class="slip">
          <div>
            <b>{dietItemSpoken(item)}</b>
          </div>
          <Answer change={{ change: 'without', itemKind: item.kind, code: item.code }}>{`去掉这一条：${dietCodeLabel[item.code]}`}</Answer>
        </div>
      ))}
      {said ? (
        <div class="slip">
          <div>{familySaidText(said)}替您说的。</div>
          {said.version > 1 ? (
            <PostForm action={paths.dietRestoration()} hidden={{ version: String(said.version) }}>
              <button class="plain">不对，改回原来的</button>
            </PostForm>
          ) : null}
        </div>
      ) : null}
      <h2>{nothing ? '哪一样不行？' : '还有别的，或者要改'}</h2>
      <a class="plain" href={paths.dietItems('allergy')}>
        吃了会过敏的
      </a>
      <a class="plain" href={paths.dietItems('restriction')}>
        不吃的、医生不让吃的
      </a>
      <a class="plain" href={paths.dietTexture()}>
        牙口：{textureWish[diet.texture]}
      </a>
      <a class="plain" href={paths.dietFeeding()}>
        吃饭要不要人帮
      </a>
      {diet.askedAt === null ? (
        <Answer change={{ change: 'asked' }} class="go">
          就这些，说完了
        </Answer>
      ) : (
        <a class="go" href={paths.home()}>
          好了
        </a>
      )}
    </ElderLayout>
  );
}

export function TexturePage({ frame, texture }: Framed & { texture: Texture }) {
  return (
    <ElderLayout frame={frame} title="牙口怎么样">
      <Question phrases={['您牙口', '怎么样？']} />
      {TEXTURES.map((one) => (
        <Answer change={{ change: 'texture', texture: one }}>{one === texture ? `${textureWish[one]}（现在这样）` : textureWish[one]}</Answer>
      ))}
      <StepBack href={paths.diet('all')} />
    </ElderLayout>
  );
}

export function FeedingPage({ frame }: Framed) {
  return (
    <ElderLayout frame={frame} title="吃饭要不要人帮">
      <Question phrases={['您吃饭，', '要不要人帮？']} />
      <Answer change={{ change: 'feeding', help: 'no' }}>不要，我自己吃</Answer>
      <Answer change={{ change: 'feeding', help: 'yes' }}>要人帮一把</Answer>
      <StepBack href={paths.diet('all')} />
    </ElderLayout>
  );
}

const FIRST: Record<DietItemKind, readonly DietCode[]> = {
  allergy: ['peanut', 'crustacean', 'fish', 'egg'],
  restriction: ['sugar', 'salty', 'spicy', 'pork'],
};
const ALL: Record<DietItemKind, readonly DietCode[]> = { allergy: ALLERGENS, restriction: [...AVOIDABLES, ...ALLERGENS] };

/** Four common ones; the rest folds away. What is recorded already is not offered again. */
export function AvoidPage({ frame, kind, items }: Framed & { kind: DietItemKind; items: readonly DietItem[] }) {
  const open = ALL[kind].filter((code) => !items.some((one) => one.kind === kind && one.code === code));
  const first = open.filter((code) => FIRST[kind].includes(code));
  const rest = open.filter((code) => !FIRST[kind].includes(code));
  const one = (code: DietCode) =>
    kind === 'allergy' ? (
      <a class="plain" href={paths.dietAllergy(code)}>
        {eatingOf(code)}
      </a>
    ) : (
      <Answer change={{ change: 'item', itemKind: kind, code }}>{restrictionLabel[code]}</Answer>
    );
  return (
    <ElderLayout frame={frame} title={kind === 'allergy' ? '吃了会过敏的' : '不吃的'}>
      <Question phrases={kind === 'allergy' ? ['吃喝什么', '会过敏？'] : ['什么不吃，', '或者不让吃？']} />
      {first.map(one)}
      {rest.length > 0 ? (
        <details>
          <summary>还有别的</summary>
          {rest.map(one)}
        </details>
      ) : null}
      <StepBack href={paths.diet('all')} />
    </ElderLayout>
  );
}

/** How bad it is decides whether the dish is refused. Who does not know is on the safe side. */
export function AllergyPage({ frame, code }: Framed & { code: Allergen }) {
  const item = { change: 'item', itemKind: 'allergy', code };
  return (
    <ElderLayout frame={frame} title="过敏得厉不厉害" footnote="厉害的，有这样东西的菜就不给您订，免得吃错。">
      <Question phrases={[`${eatingOf(code)}过敏，`, '厉害不厉害？']} />
      <Answer change={{ ...item, severity: 'severe' }}>厉害，喘不上气、要看医生</Answer>
      <Answer change={{ ...item, severity: 'mild' }}>有点痒，不太要紧</Answer>
      <Answer change={item}>说不清，先当厉害的</Answer>
      <StepBack href={paths.dietItems('allergy')} />
    </ElderLayout>
  );
}
