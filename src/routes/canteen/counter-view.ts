import type { Context } from 'hono';
import { ageOn, serviceDateOf, type Instant, type ServiceDate } from '../../domain/calendar.ts';
import { layOut, type Caller } from '../../domain/counter.ts';
import { clashesOf } from '../../domain/diet.ts';
import { decideHandOver, handOverUndoUntil } from '../../domain/hand-over.ts';
import { fen, sumFen, type Fen } from '../../domain/money.ts';
import type { CallerOrder, CallerRead } from '../../store/counter.ts';
import type { Desk, HandOverLine } from '../../store/counter-desk.ts';
import { newId } from '../../vault.ts';
import type { CallerMeal, CallerProps } from '../../../web/canteen/caller.tsx';
import type { CounterPageProps, LatestLine } from '../../../web/canteen/counter-page.tsx';
import { clockOf } from '../../../web/format.tsx';
import type { App } from '../../request.ts';
import { canteenFrame } from './frame.ts';

/** What stands on the counter's page whoever is in front of it. */
export function deskView(c: Context<App>, desk: Desk, givenFen?: Fen): Pick<CounterPageProps, 'frame' | 'points' | 'sittings' | 'latest' | 'done'> {
  const { now } = c.var;
  const several = desk.points.length > 1;
  const [done] = desk.done;
  return {
    frame: canteenFrame(c, desk.points[0]?.name ?? '', 'counter'),
    points: desk.points,
    sittings: desk.sittings.map(({ pointName, slot, ordered, handedOver, walkIns }) => ({
      pointName: several ? pointName : null,
      slot,
      ordered,
      handedOver: handedOver - walkIns,
      walkIns,
    })),
    latest: desk.latest.map((line) => latestLine(line, now)),
    ...(done ? { done: { line: latestLine(done, now), undone: done.undone === 1, ...(givenFen === undefined ? {} : { givenFen }) } } : {}),
  };
}

function latestLine(line: HandOverLine, now: Instant): LatestLine {
  return {
    handOverId: line.id,
    clock: clockOf(line.recordedAt),
    name: line.elderName,
    slot: line.slot,
    date: otherDay(line.serviceDate, now),
    letter: line.letter,
    selfPayFen: line.selfPayFen,
    prepaid: line.prepaid === 1,
    walkIn: line.channel === 'walk_in',
    undoable: now < handOverUndoUntil(line),
  };
}

/** The person in front of the counter, their meals laid out. */
export function callerView(c: Context<App>, read: CallerRead, caller: Caller): CallerProps {
  const { now } = c.var;
  const today = serviceDateOf(now);
  const { main, today: others, early } = layOut(read.orders, today, now);
  const several = read.desk.points.length > 1;
  const show = (order: CallerOrder): CallerMeal => ({
    ...mealOf(order, now),
    ...payOf(order, read.prepaid),
    pointName: several ? order.pointName : null,
    clashes: clashesOf(read.diet, order.dishes),
  });
  const { birthDate, ...person } = read.person;
  return {
    person: { ...person, age: ageOn(birthDate, today) },
    ...(caller.card ? { pass: caller.card.pass } : {}),
    diet: read.diet,
    main: main ? show(main) : null,
    others: others.map(show),
    early: early.map(show),
    own: read.own,
    prepaidFen: sumFen(read.prepaid.map((one) => one.fen)),
  };
}

/** Prepaid as it stands; a missed meal has nothing set aside any more, and is paid from what is left where that reaches. */
function payOf(order: CallerOrder, left: CallerRead['prepaid']): Pick<CallerMeal, 'prepaid' | 'couldPayFen'> {
  const free = left.find((one) => one.operatorId === order.run.operatorId)?.fen ?? fen(0);
  const reaches = order.selfPayFen > 0 && free >= order.selfPayFen;
  const prepaid = order.prepaidStands || (order.state === 'missed' && order.payBy === 'prepaid' && reaches);
  const isOpen = order.state === 'placed' || order.state === 'missed';
  return { prepaid, couldPayFen: isOpen && !prepaid && reaches ? free : null };
}

function mealOf(order: CallerOrder, now: Instant): Omit<CallerMeal, 'pointName' | 'clashes' | 'prepaid' | 'couldPayFen'> {
  const { id, orderNo, run, letter, setMealName, mode, selfPayFen, state, handOver } = order;
  return {
    orderId: id,
    orderNo,
    slot: run.slot,
    date: otherDay(run.serviceDate, now),
    letter,
    setMealName,
    mode,
    selfPayFen,
    state,
    refused: decideHandOver(order, now).refused,
    handOver: handOver && {
      id: handOver.id,
      clock: clockOf(handOver.recordedAt),
      by: handOver.by,
      tickedBy: handOver.tickedBy,
      undoable: now < handOverUndoUntil({ recordedAt: handOver.recordedAt, undoMinutes: run.undoMinutes }),
    },
    requestKey: newId(),
  };
}

function otherDay(date: ServiceDate, now: Instant): ServiceDate | null {
  return date === serviceDateOf(now) ? null : date;
}
