import { assessedMeal, type DayKind } from '../domain/assessed-meal.ts';
import { serviceDateOf, type Instant, type ServiceDate } from '../domain/calendar.ts';
import { clashesOf, isSevere } from '../domain/diet.ts';
import { factsOn, holdsOn, type ElderFacts } from '../domain/elder.ts';
import type { PayWay } from '../domain/ledger.ts';
import type { ServiceMode } from '../domain/meal-slot.ts';
import type { OrderState } from '../domain/order.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { keepAssessment, type KeptAssessment } from '../domain/recomputation.ts';
import { assessSubsidy, type Assessment } from '../domain/subsidy.ts';
import { NO_HISTORY } from '../domain/subsidy-facts.ts';
import { elderIdOf } from './load-people.ts';
import type { DemoOffer, DemoRun } from './load-runs.ts';
import type { DemoElder } from './people.ts';
import { seeded, type Random } from './random.ts';

/** One invented order and what became of it. */
export type DemoOrder = {
  id: string;
  run: DemoRun;
  orderNo: number;
  elderId: string;
  offer: DemoOffer;
  mode: ServiceMode;
  walkIn: boolean;
  state: OrderState;
  placedAt: Instant;
  /** When it was handed over or cancelled; null while placed and when missed. */
  endedAt: Instant | null;
  assessment: Assessment;
  kept: KeptAssessment;
  /** How the elder's own share is paid. */
  payBy: PayWay;
};

export type Setting = { seed: string; now: Instant; policies: readonly PolicyVersion[]; days: ReadonlyMap<ServiceDate, DayKind> };

const HOUR = 3_600_000;

/** Who ordered for this run by now, and who came. The personas leave today and tomorrow free to order. */
export function inventOrders(run: DemoRun, neighbours: readonly DemoElder[], setting: Setting): DemoOrder[] {
  return neighbours.flatMap((elder) => {
    const random = seeded(`${setting.seed}:${run.id}:${elder.key}`);
    const order = eats(run, elder, random, setting.now) && inventOrder(run, elder, random, setting);
    return order ? [order] : [];
  });
}

function eats(run: DemoRun, elder: DemoElder, random: Random, now: Instant): boolean {
  const today = serviceDateOf(now);
  if (elder.persona && run.date >= today) return false;
  if ((['death', 'institution', 'hospital'] as const).some((kind) => holdsOn(elder.facts, kind, run.date))) return false;
  return random.chance(elder.habit[run.slot] * shareOrderedBy(run, now));
}

/** Few order tomorrow's meal before this evening, and everybody has ordered once the cut-off has passed. */
function shareOrderedBy({ cutoffAt }: DemoRun, now: Instant): number {
  if (now >= cutoffAt) return 1;
  const hours = (cutoffAt - now) / HOUR;
  return hours > 30 ? 0 : hours > 12 ? 0.35 : 0.9;
}

function inventOrder(run: DemoRun, elder: DemoElder, random: Random, { now, policies, days }: Setting): DemoOrder | null {
  const offer = chooseOffer(run, elder, random);
  const mode = chooseMode(run, elder);
  if (!offer || !mode) return null;
  const past = run.date < serviceDateOf(now);
  const walkIn = past && mode === 'dine_in' && random.chance(0.06);
  const state = past ? outcome(walkIn, random) : 'placed';
  if (!walkIn && state !== 'cancelled') {
    offer.taken += 1;
    run.taken[mode] += 1;
  }
  run.lastOrderNo += 1;
  const servedAt = run.serveFromAt + Math.floor(random.next() * (run.serveToAt - run.serveFromAt));
  const placedAt = walkIn ? servedAt : orderedAt(run, random, now);
  const id = `${run.id}-${run.lastOrderNo}`;
  const point = { id: run.point.key, divisionCode: run.point.divisionCode };
  const meal = assessedMeal({ serviceDate: run.date, slot: run.slot, mode, priceFen: offer.priceFen }, point, days.get(run.date) ?? null);
  const assessment = assessSubsidy(judged(elder, run), policies, NO_HISTORY, meal);
  if (!walkIn && state !== 'cancelled') run.orderIds.push(id);
  return {
    id, run, payBy: 'cash', orderNo: run.lastOrderNo, elderId: elderIdOf(elder), offer, mode, walkIn, state, placedAt,
    endedAt: state === 'handed_over' ? servedAt : state === 'cancelled' ? placedAt + 5 * 60_000 : null,
    assessment,
    kept: keepAssessment(assessment, meal, policies, [], {}),
  };
}

/** The demo's borrowed policy has no limits, so nobody's earlier meals matter. */
function judged(elder: DemoElder, { date }: DemoRun): ElderFacts {
  const { registeredDivisionCode: registeredDivision, residenceDivisionCode: residenceDivision, homePointKey: boundPointId } = elder;
  return factsOn(elder.birthDate, elder.facts, date, { registeredDivision, residenceDivision, boundPointId });
}

/** Whatever does not harm the person and is not sold out; what suits them most often, else the first choice of the menu. */
function chooseOffer(run: DemoRun, elder: DemoElder, random: Random): DemoOffer | null {
  const clashes = (offer: DemoOffer) => clashesOf({ ...elder.diet, askedAt: null }, offer.dishes);
  const free = run.offers.filter((offer) => offer.taken < offer.capacity && !clashes(offer).some(isSevere));
  if (free.length === 0) return null;
  const liking = (offer: DemoOffer, index: number) => ([60, 32, 14][index] ?? 8) * (clashes(offer).length === 0 ? 12 : 1);
  return random.weighted(free.map((offer, index) => [offer, liking(offer, index)] as const));
}

function chooseMode({ rule, taken }: DemoRun, elder: DemoElder): ServiceMode | null {
  const wanted = [elder.preferredMode, 'dine_in', 'pickup'] as const;
  return wanted.find((mode) => taken[mode] < rule.capacity[mode]) ?? null;
}

function outcome(walkIn: boolean, random: Random): OrderState {
  if (walkIn) return 'handed_over';
  return random.weighted([['handed_over', 955], ['missed', 25], ['cancelled', 20]] as const);
}

/** Some time in the twenty hours before the cut-off, and never later than now. */
function orderedAt({ cutoffAt }: DemoRun, random: Random, now: Instant): Instant {
  const latest = Math.min(cutoffAt, now) - 20 * 60_000;
  return latest - Math.floor(random.next() * 20 * HOUR);
}
