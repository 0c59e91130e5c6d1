import { addDays, instantAt, serviceDateOf, type Instant, type ServiceDate } from '../domain/calendar.ts';
import { nextTryAt, type MessageRule } from '../domain/message.ts';
import { dueDateOf, type Face } from '../domain/rating.ts';
import { subsidyFenOf } from '../domain/statement.ts';
import * as t from '../store/schema.ts';
import type { DemoOrder } from './invent-orders.ts';
import { staffOf } from './load-network.ts';
import { COOK, DAUGHTER, ELDER_ID, SECOND_COOK, SON } from './personas.ts';
import { DEMO_SEED } from './people.ts';
import { seeded } from './random.ts';
import type { Insert } from './rows.ts';

// What elders said of their meals, what of it waits for an answer, and messages that reached nobody: the same rows that the journey writes.

const HOUR = 3_600_000;
const PRAISE = ['好吃', '热乎', '软和，咬得动', '菜换得勤'];

/** A few in a hundred press a face; of those who praise, some say why. `apart`: whose meals have a story of their own. */
export function loadRatings(insert: Insert, orders: readonly DemoOrder[], today: ServiceDate, apart: ReadonlySet<string>): void {
  const rated = orders.flatMap((order) => {
    const random = seeded(`${DEMO_SEED}:rating:${order.id}`);
    if (order.state !== 'handed_over' || order.endedAt === null || order.run.date >= today || apart.has(order.elderId) || !random.chance(0.05)) return [];
    const face = random.weighted<Face>([['good', 72], ['fair', 21], ['poor', 7]]);
    return [{ order, face, words: face === 'good' && random.chance(0.2) ? random.pick(PRAISE) : '', at: order.endedAt + Math.floor((0.5 + random.next()) * HOUR) }];
  });
  insertRatings(insert, rated);
}

type Rated = { order: DemoOrder; face: Face; words: string; at: Instant };

function insertRatings(insert: Insert, rated: readonly Rated[]): void {
  insert(t.rating, rated.map(({ order, face, words, at }) => ({ orderId: order.id, version: 1, face, words, ratedAt: at, ratedBy: `elder:${order.elderId}` })));
  insert(t.audit, rated.map(({ order, at }) => ({ id: `${order.id}-a9`, at, actor: `elder:${order.elderId}`, action: 'order.rate', subject: `order:${order.id}`, requestId: `demo-${order.id}` })));
}

type Story = { pointKey: string; daysAgo: number; words: string; owner: string; answer?: { days: number; by: string; words: string } };

/** At the cook's point one that is answered, one that waits and one that is overdue; at another point one that is overdue too. */
const STORIES: readonly Story[] = [
  { pointKey: COOK.pointKey, daysAgo: 12, words: '太咸', owner: COOK.id, answer: { days: 2, by: SECOND_COOK.id, words: '和厨房说了，汤里少放一勺盐，您再尝尝。' } },
  { pointKey: COOK.pointKey, daysAgo: 9, words: '凉了', owner: COOK.id },
  { pointKey: COOK.pointKey, daysAgo: 1, words: '太硬，嚼不动', owner: SECOND_COOK.id },
  { pointKey: 'longquan', daysAgo: 8, words: '等了半个钟头', owner: staffOf('longquan').id },
];

/** The elders of the stories: nobody whom a link on /demo signs in. */
export function storiesAmong(orders: readonly DemoOrder[], today: ServiceDate, personas: ReadonlySet<string>): { story: Story; order: DemoOrder }[] {
  const told = new Set<string>();
  return STORIES.flatMap((story) => {
    const date = addDays(today, -story.daysAgo);
    // A day without meals, or a point that the demo has not: the last one before it.
    const order = orders.findLast((one) => one.run.point.key === story.pointKey && one.run.date <= date && one.state === 'handed_over' && !one.walkIn && !personas.has(one.elderId) && !told.has(one.elderId));
    if (!order) return [];
    told.add(order.elderId);
    return [{ story, order }];
  });
}

export function loadComplaints(insert: Insert, stories: ReturnType<typeof storiesAmong>, answerDays: number): void {
  const opened = stories.map(({ story, order }) => ({ story, order, at: (order.endedAt ?? order.placedAt) + HOUR }));
  insertRatings(insert, opened.map(({ story, order, at }) => ({ order, face: 'poor', words: story.words, at })));
  insert(t.complaint, opened.map(({ story, order, at }) => {
    return { id: `complaint-${order.id}`, orderId: order.id, mealPointId: order.run.point.key, owner: `person:${story.owner}`, dueDate: dueDateOf(at, answerDays), openedAt: at };
  }));
  insert(t.complaintAnswer, opened.flatMap(({ story: { answer }, order, at }) => {
    if (!answer) return [];
    const answeredAt = instantAt(addDays(serviceDateOf(at), answer.days), 14 * 60 + 20);
    return [{ complaintId: `complaint-${order.id}`, answer: answer.words, answeredAt, answeredBy: `person:${answer.by}` }];
  }));
}

/** Two of her meals that her children were not told of: the provider was busy ten times, and it knows no such number. */
export function loadUndelivered(insert: Insert, orders: readonly DemoOrder[], today: ServiceDate, rule: MessageRule): void {
  const eaten = orders.filter((one) => one.elderId === ELDER_ID && one.state === 'handed_over' && one.run.date < addDays(today, -1));
  const [earlier, later] = [eaten.at(-2), eaten.at(-1)];
  if (later) giveUp(insert, later, DAUGHTER.id, Array.from({ length: rule.attempts }, () => ({ outcome: 'failed', cause: 'status 503' })), rule);
  if (earlier) giveUp(insert, earlier, SON.id, [{ outcome: 'refused', cause: 'status 400' }], rule);
}

type End = { outcome: 'failed' | 'refused'; cause: string };

function giveUp(insert: Insert, order: DemoOrder, personId: string, ends: readonly End[], rule: MessageRule): void {
  const id = `handed_over.${order.id}-h.person:${personId}`;
  const writtenAt = order.endedAt ?? order.placedAt;
  const { selfPayFen, split } = order.assessment;
  let at = writtenAt;
  const tries = ends.map((end, index) => {
    const one = { ...end, attempt: index + 1, at };
    at = nextTryAt(at, one.attempt, rule);
    return one;
  });
  insert(t.message, [{
    id, kind: 'handed_over', recipient: `person:${personId}`, elderId: order.elderId, orderId: order.id, handOverId: `${order.id}-h`, subsidyFen: subsidyFenOf(split), selfPayFen,
    balanceFen: null, writtenAt, writtenBy: `person:${staffOf(order.run.point.key).id}`, state: 'given_up', attempts: tries.length, nextAt: writtenAt,
  }]);
  insert(t.messageAttempt, tries.map((one) => ({ messageId: id, ...one })));
}
