import { addDays, instantAt } from '../../src/domain/calendar.ts';
import type { Clash } from '../../src/domain/diet.ts';
import type { FamilyDoing, Undo } from '../../src/domain/family-doing.ts';
import { fen } from '../../src/domain/money.ts';
import { ownWeek } from '../../src/domain/own-week.ts';
import { OwnApplicationPage, type OwnApplicationPageProps } from '../../web/elder/application-pages.tsx';
import { CancellationPage } from '../../web/elder/cancellation-page.tsx';
import { CheckPage } from '../../web/elder/check-page.tsx';
import { DietPage, FirstDietPage } from '../../web/elder/diet-pages.tsx';
import { DoingsPage } from '../../web/elder/doings-page.tsx';
import type { ElderFrame, TextSize } from '../../web/elder/elder-layout.tsx';
import { DeceasedPage, HomePage, type HomePageProps } from '../../web/elder/home-page.tsx';
import type { MealOffer } from '../../web/elder/meal-offer.tsx';
import { MealPage } from '../../web/elder/meal-page.tsx';
import { ModePage } from '../../web/elder/mode-page.tsx';
import { OrderPage, type OrderView } from '../../web/elder/order-page.tsx';
import { askAgainLabel, askOutcomeLabel, outcomeWords } from '../../web/outcome-text.ts';
import { FaultPage, ProblemPage, UnavailablePage, UncertainPage } from '../../web/elder/problem-page.tsx';
import { RelativePage } from '../../web/elder/relatives-page.tsx';
import { RatingPage, type RatingPageProps } from '../../web/elder/rating-page.tsx';
import { WeekPage } from '../../web/elder/week-page.tsx';
import { EndCheckPage } from '../../web/elder/standing-order-change.tsx';
import { StandingMealPage } from '../../web/elder/standing-order-new.tsx';
import { StandingOrderPage, StandingOrdersPage } from '../../web/elder/standing-order-page.tsx';
import { serviceDate } from '../support/demo.ts';
import { reasonText } from '../../web/subsidy-text.ts';

// Elder pages that no test can bring about at will (a fault, a sold-out dish, a severe allergy), from the same page functions.

const today = serviceDate('2026-11-22');
const cutoffAt = instantAt(today, 580);
const serve = { from: instantAt(today, 660), to: instantAt(today, 760) };
const sitting = { runId: 'r1', date: today, slot: 'lunch' as const, today };
const dinner = { ...sitting, slot: 'dinner' as const };
const tomorrow = { ...sitting, date: addDays(today, 1) };

const frame = (size: TextSize): ElderFrame => ({
  place: '荆河街道长者食堂',
  phone: { owner: '荆河街道长者食堂', number: '0632-5550123', hours: '早 7 点到晚 6 点' },
  size,
  here: '/',
  standard: '/family',
});

const clash = (severity: 'mild' | 'severe'): Clash => ({ dishName: '宫保鸡丁', item: { kind: 'allergy', code: 'peanut', severity } });

const offer = (name: string, more: Partial<MealOffer> = {}): MealOffer => ({
  setMealId: name,
  name,
  dishes: ['西红柿炒鸡蛋', '清炒小白菜', '杂粮馒头', '紫菜蛋花汤'],
  categories: ['egg', 'vegetable', 'steamed_bun', 'soup'],
  pictureId: null,
  selfPayFen: fen(1250),
  subsidyFen: fen(250),
  refused: null,
  clashes: [],
  ...more,
});

const mild = offer('宫保鸡丁套餐', { clashes: [clash('mild')] });
const blocked = offer('宫保鸡丁套餐', { refused: 'severe_allergy', clashes: [clash('severe')] });
const soldOut = offer('三鲜水饺套餐', { refused: 'sold_out' });
const noPlaces = offer('清炖豆腐套餐', { refused: 'mode_full' });
const hard = offer('宫保鸡丁套餐', { clashes: mild.dishes.map((dishName) => ({ dishName, texture: 'semi_liquid' })) });
const offers = [mild, blocked, soldOut, offer('清炖豆腐套餐', { selfPayFen: fen(0) }), offer('炸酱面套餐'), offer('红烧茄子套餐')];

const ordered = (state: 'placed' | 'missed') => ({
  orderId: state, date: today, slot: 'lunch' as const, mode: 'home_delivery' as const, name: '清炖豆腐套餐', categories: ['tofu' as const, 'rice' as const], pictureId: null, serveFromAt: serve.from, state,
});

const home = (size: TextSize, more: Partial<HomePageProps>) => (
  <HomePage
    {...{ today, pointId: 'p1', dietAsked: false, next: null, again: null, others: [], stopped: false, ordered: [], comesNext: null, standing: [], pause: null, failures: [] }}
    frame={frame(size)}
    callAs="欧阳建国"
    {...more}
  />
);

const asked = (only: MealOffer) => ({ next: { sitting, cutoffAt, offer: only, otherDishes: true } });

/** A long one: several payers, clauses of a real paper, a fund that has run out. */
const WHY = {
  payers: [{ code: 'city', payer: '市级财政', fen: fen(255) }, { code: 'charity', payer: '福彩公益金', fen: fen(100) }],
  reasons: ['按“80 周岁及以上的本市户籍居民，每餐补贴 3.55 元”，补贴 3.55 元。', '爱心款的钱不够了，1.45 元由本人出。'],
  borrowed: '依据滕州市民政局《老年助餐服务补贴办法（试行）》滕民发〔2026〕3 号',
};

const order = (size: TextSize, view: OrderView, orderedAtFen = mild.selfPayFen) => (
  <OrderPage
    {...{ view, today, serve, undoUntil: cutoffAt, date: today, slot: 'lunch', mode: 'home_delivery', orderId: 'o1', number: 128, reorder: false, standingOrderId: null }}
    frame={frame(size)}
    place="荆河街道长者食堂"
    name={mild.name}
    eater="欧阳建国"
    dishes={mild.dishes}
    subsidyFen={mild.subsidyFen}
    selfPayFen={mild.selfPayFen}
    orderedAtFen={orderedAtFen}
    prepaid
    why={view === 'cancelled' || view === 'missed' ? null : { priceFen: fen(1255), selfPayFen: mild.selfPayFen, ...WHY }}
    rating={null}
    mayRate={view === 'handed_over'}
  />
);

const check = (size: TextSize) => (
  <CheckPage
    {...{ sitting, cutoffAt, serve, mode: 'home_delivery', payers: [], borrowed: null, requestKey: 'k', clashes: [clash('mild')] }}
    frame={frame(size)}
    setMeal={{ id: 's1', name: mild.name, dishes: mild.dishes, categories: mild.categories, pictureId: null }}
    place="荆河街道长者食堂"
    priceFen={fen(1255)}
    selfPayFen={fen(1255)}
    subsidyFen={fen(0)}
    prepaid={{ leftFen: fen(99_999), kept: true }}
    reasons={[reasonText({ kind: 'price_not_covered', benefit: '老年助餐', listPriceFen: fen(1500) })]}
  />
);

const modes = [
  { mode: 'dine_in' as const, note: '11 点到 12 点 40 分', full: false },
  { mode: 'home_delivery' as const, note: '11 点到 12 点 40 分', full: true },
];

const daily = { id: 's1', slot: 'lunch' as const, weekdays: '12345', mode: 'home_delivery' as const, setMealName: null, pointName: '荆河街道长者食堂' };
const sittingOn = (days: number) => ({ serviceDate: addDays(today, days), slot: 'lunch' as const });

const application = (size: TextSize, more: Partial<OwnApplicationPageProps>) => (
  <OwnApplicationPage
    {...{ today, state: 'refused', village: '社区', number: '20261122-0012', applicationId: 'a1', fromDate: null, appealUntil: null, words: [] }}
    {...{ mayAppeal: false, mayWithdraw: false, categories: [{ code: 'low', name: '低保对象' }] }}
    frame={frame(size)}
    subject={{ wish: 'hardship', kind: 'category', value: 'low' }}
    {...more}
  />
);

const rated = (size: TextSize, rating: RatingPageProps['rating'], until: number | null = cutoffAt, tooLong?: string) => (
  <RatingPage {...{ today, rating, until, tooLong }} date={today} slot="lunch" orderId="o1" name={mild.name} frame={frame(size)} />
);

const weekMeals = (['handed_over', 'handed_over', 'missed', 'placed', 'placed', 'placed', 'placed', 'placed'] as const).map((state, index) => ({
  ...ordered('placed'), state, orderId: `w${index}`, serviceDate: addDays(today, Math.max(0, index - 3)), selfPayFen: fen(700), subsidyFen: fen(800), kept: state === 'missed',
}));

const said = { name: '欧阳建军', relation: 'son_in_law' as const, at: cutoffAt };
const doing = (kind: FamilyDoing['kind'], undo: Undo, more: Partial<FamilyDoing> = {}) => {
  return { doing: { kind, id: kind, ...said, slot: 'lunch' as const, weekdays: '12345', date: today, resume: null, beforeId: null, stands: true, ...more }, undo };
};
const doings = [
  doing('diet', { undo: 'diet', id: '2' }, { slot: null }), doing('paused', { undo: 'pause_end', id: 'p' }), doing('skipped', { undo: 'eat', id: 's', date: today }),
  doing('changed', { undo: 'restore', id: 's' }), doing('ended', { undo: 'restore', id: 's' }), doing('begun', { undo: 'end', id: 's' }), doing('begun', null),
];

const made = {
  'home, a mild clash and many meals': (size: TextSize) =>
    home(size, { ...asked(mild), again: { same: 'meal', setMealId: 's2', name: '清炖豆腐套餐', mode: 'home_delivery' }, others: [dinner, tomorrow] }),
  'home, a dish she cannot chew, the way of the last time': (size: TextSize) =>
    home(size, { ...asked(hard), again: { same: 'mode', setMealId: 's2', name: hard.name, mode: 'home_delivery' }, others: [dinner] }),
  'home, nothing she may eat': (size: TextSize) => home(size, asked(blocked)),
  'home, sold out': (size: TextSize) => home(size, { ...asked(soldOut), ordered: [ordered('missed')] }),
  'home, every place taken': (size: TextSize) => home(size, { ...asked(noPlaces), others: [dinner, tomorrow] }),
  'home, nothing open': (size: TextSize) => home(size, {}),
  'home, open tomorrow': (size: TextSize) => home(size, { comesNext: { date: addDays(today, 2), slot: 'lunch', offeredFrom: addDays(today, 1) } }),
  'home, the card of somebody who has died': (size: TextSize) => <DeceasedPage frame={frame(size)} />,
  'home, nothing open until Monday': (size: TextSize) =>
    home(size, { comesNext: { date: addDays(today, 3), slot: 'lunch', offeredFrom: addDays(today, 2) }, ordered: [ordered('missed')] }),
  'home, books stopped': (size: TextSize) => home(size, { stopped: true, ordered: [ordered('placed')] }),
  'home, all ordered': (size: TextSize) => home(size, { ordered: [ordered('placed')] }),
  'home, only other meals': (size: TextSize) => home(size, { others: [dinner, tomorrow] }),
  'meal, six dishes': (size: TextSize) => <MealPage {...{ sitting, cutoffAt, offers }} frame={frame(size)} />,
  'mode, one is full': (size: TextSize) => (
    <ModePage {...{ sitting, cutoffAt, modes }} frame={frame(size)} setMeal={{ id: 's1', name: mild.name }} />
  ),
  'check, a mild clash and no subsidy': check,
  'order, too late to undo': (size: TextSize) => order(size, 'kitchen'),
  'order, its price has changed': (size: TextSize) => order(size, 'undoable', fen(755)),
  'order, cancelled for good': (size: TextSize) => order(size, 'cancelled'),
  'order, missed': (size: TextSize) => order(size, 'missed'),
  'cancellation for good': (size: TextSize) => (
    <CancellationPage
      {...{ today, orderId: 'o1', date: today, slot: 'lunch', name: mild.name, undoUntil: cutoffAt, reorder: false }}
      frame={frame(size)}
    />
  ),
  'asked for, granted': (size: TextSize) => application(size, { state: 'granted', fromDate: addDays(today, 9), words: ['材料齐全，核查属实，符合条件。'] }),
  'asked for, refused, may appeal': (size: TextSize) =>
    application(size, { words: ['不符合条件', '名下有两套住房，家庭财产超过低保标准。'], mayAppeal: true, appealUntil: addDays(today, 50) }),
  'asked for, papers missing': (size: TextSize) => application(size, { state: 'returned', words: ['缺收入证明，请补一份。'] }),
  'asked for, may be left': (size: TextSize) =>
    application(size, { state: 'requested', subject: { wish: 'unsure', kind: null, value: null }, mayWithdraw: true }),
  'diet, first': (size: TextSize) => <FirstDietPage frame={frame(size)} callAs="欧阳建国" />,
  'diet, meals that go against it': (size: TextSize) => (
    <DietPage
      {...{ today }}
      frame={frame(size)}
      diet={{ texture: 'semi_liquid', askedAt: null, feedingHelp: true, note: '吞咽慢', items: [{ kind: 'allergy', code: 'peanut', severity: 'severe' }, { kind: 'restriction', code: 'salty' }] }}
      wrong={[{ orderId: 'o1', serviceDate: today, slot: 'lunch', name: mild.name, clashes: [clash('severe')] }]}
    />
  ),
  'rating, sad, why': (size: TextSize) => rated(size, { face: 'poor', words: '', complaintId: null, answer: null }),
  'rating, sad, waiting': (size: TextSize) => rated(size, { face: 'poor', words: '凉了', complaintId: 'c1', answer: null }),
  'rating, answered, too late': (size: TextSize) => rated(size, { face: 'poor', words: '凉了', complaintId: 'c1', answer: '明天起送餐箱加了保温层，您再吃吃看。' }, null),
  'rating, words too long': (size: TextSize) => rated(size, { face: 'good', words: '', complaintId: null, answer: null }, cutoffAt, '好'.repeat(201)),
  'week, nothing yet': (size: TextSize) => <WeekPage frame={frame(size)} callAs="欧阳建国" week={ownWeek([], today, today)} now earlier={false} {...{ today }} />,
  'week, many meals': (size: TextSize) => <WeekPage frame={frame(size)} callAs="欧阳建国" week={ownWeek(weekMeals, today, today)} now earlier {...{ today }} />,
  'daily, what to eat': (size: TextSize) => <StandingMealPage frame={frame(size)} name={mild.name} hrefOf={(meal) => `/${meal}`} back="/" />,
  'daily, not ordered, paused': (size: TextSize) => (
    <StandingOrderPage
      frame={frame(size)}
      standing={{ ...daily, setMealName: mild.name }}
      today={today}
      days={[{ date: today, is: 'failed', refused: 'mode_not_offered' }, { date: addDays(today, 1), is: 'ordered', orderId: 'o1' }, { date: addDays(today, 2), is: 'closed' }, { date: addDays(today, 3), is: 'skipped' }]}
      pause={{ from: addDays(today, 1), resume: null }}
      stopped={false}
    />
  ),
  'daily, several': (size: TextSize) => (
    <StandingOrdersPage frame={frame(size)} standing={[daily, { ...daily, id: 's2', slot: 'dinner', weekdays: '135' }]} today={today} pause={{ from: today, resume: addDays(today, 8) }} />
  ),
  'daily, no more, one is cooked': (size: TextSize) => (
    <EndCheckPage frame={frame(size)} standing={daily} today={today} from={addDays(today, 1)} gone={[sittingOn(2), sittingOn(3)]} stay={[sittingOn(1)]} />
  ),
  'home, daily, not ordered': (size: TextSize) =>
    home(size, { ordered: [ordered('placed')], standing: [daily], failures: [{ slot: 'lunch', serviceDate: addDays(today, 1), refused: 'severe_allergy' }] }),
  'daily, set and paused by a son': (size: TextSize) => (
    <StandingOrderPage frame={frame(size)} standing={daily} {...{ said, today }} pauseSaid={said} days={[{ date: today, is: 'paused' }]} pause={{ from: today, resume: addDays(today, 8) }} stopped={false} />
  ),
  'a relative, more to say yes to': (size: TextSize) => (
    <RelativePage frame={frame(size)} bindingId="b1" name={said.name} relation="son_in_law" phone="138****5678" since={cutoffAt} more />
  ),
  'what family did, all kinds': (size: TextSize) => <DoingsPage frame={frame(size)} lines={doings} {...{ today }} newKey={() => 'k'} />,
  'home, family did something': (size: TextSize) => home(size, { ...asked(mild), again: { same: 'meal', setMealId: 's2', name: '清炖豆腐套餐', mode: 'home_delivery' }, others: [dinner, tomorrow], doing: { kind: 'paused', name: said.name, relation: 'son_in_law' } }),
  'diet, said by family': (size: TextSize) => (
    <DietPage {...{ today }} frame={frame(size)} diet={{ texture: 'soft', askedAt: 1, feedingHelp: false, note: '', items: [{ kind: 'restriction', code: 'salty' }] }} wrong={[]} said={{ ...said, version: 2 }} />
  ),
  'fault': (size: TextSize) => <FaultPage frame={frame(size)} requestId="0f3a91c27b5d4e68" />,
  'outcome unknown': (size: TextSize) => <UncertainPage frame={frame(size)} ask={{ href: '/outcomes/0f3a91c27b5d4e68?at=1', label: askOutcomeLabel }} />,
  'outcome unknown, nobody signed in': (size: TextSize) => <UncertainPage frame={frame(size)} />,
  'outcome: done': (size: TextSize) => <ProblemPage frame={frame(size)} {...outcomeWords.done} wayOut={{ href: '/orders/o1', label: '看看这一顿' }} />,
  'outcome: not done': (size: TextSize) => <ProblemPage frame={frame(size)} {...outcomeWords.not_done} />,
  'outcome: unsettled': (size: TextSize) => <ProblemPage frame={frame(size)} {...outcomeWords.unsettled} wayOut={{ href: '/outcomes/0f3a91c27b5d4e68?at=1', label: askAgainLabel }} />,
  'no database': (size: TextSize) => <UnavailablePage frame={frame(size)} />,
};

export const RARE_PAGES = Object.keys(made) as (keyof typeof made)[];

export async function rarePage(name: string, size: TextSize): Promise<string> {
  const page = RARE_PAGES.find((one) => one === name);
  if (page === undefined) throw new Error(`no such page: ${name}`);
  return String(await made[page](size).toString());
}
