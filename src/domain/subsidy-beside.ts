import { fen, type Fen } from './money.ts';
import { isSeller, type Beside } from './policy-rules.ts';
import { percentOf } from './subsidy-amount.ts';
import { mealMiss, whoMiss } from './subsidy-eligibility.ts';
import type { BesideLine, Grant, Occasion } from './subsidy-facts.ts';
import { allowanceOf, givenIn, type Counted } from './subsidy-limits.ts';
import { settle } from './subsidy-payers.ts';

// Section E, "Beside the meal price": public money to the operator and for bringing the meal, never part of the price.

/** The lines of one policy. `grants`: all that the meal was given, under any policy. */
export function besideLines(occasion: Occasion, grants: readonly Grant[]): BesideLine[] {
  const { rules } = occasion.version;
  if (mealMiss(rules.meals, occasion.meal, '') || whoMiss(rules.who, occasion)) return [];
  const lines: BesideLine[] = [];
  for (const one of rules.beside) lines.push(...linesOf(one, occasion, grants, lines));
  return lines;
}

function linesOf(beside: Beside, occasion: Occasion, grants: readonly Grant[], soFar: readonly BesideLine[]): BesideLine[] {
  const { kind, clause } = beside;
  const { version, meal, history } = occasion;
  if (!applies(beside, occasion, grants)) return [];
  const policy = version.policyId;
  const same: Counted = (one) => one.policy === policy && one.clause === clause && one.benefit === undefined;
  const once = beside.per === 'person_day' ? givenIn('day', same, meal.serviceDate, history) : 0;
  const allowed = allowanceOf(beside.limits, same, meal.serviceDate, history).fen;
  const wanted = once > 0 ? 0 : Math.min(amountOf(beside, occasion), allowed);
  const payer = beside.payer ?? version.rules.payers[0]?.payer ?? '';
  // A payer who drops out or runs out leaves nothing behind here: there is no price that the elder would have to bear.
  const drawn = [...grants, ...soFar.map((one) => ({ ...one, benefit: '' }))];
  const settled = settle([{ payer, fen: fen(wanted) }], { policy, benefit: '', clause }, occasion, drawn);
  return settled.grants.map((one) => ({ kind, policy, clause, payer: one.payer, fen: one.fen }));
}

function applies({ kind, when, who, meals }: Beside, occasion: Occasion, grants: readonly Grant[]): boolean {
  const { meal } = occasion;
  if (kind === 'delivery' && meal.mode !== 'home_delivery') return false;
  if (when === 'subsidised' && !grants.some((one) => one.fen > 0 && !isSeller(one.payer))) return false;
  return whoMiss(who, occasion) === null && mealMiss(meals, meal, '') === null;
}

function amountOf({ fen: fixed, percentOfFee, upToFee }: Beside, { meal }: Occasion): Fen {
  const fee = meal.deliveryFeeFen ?? fen(0);
  const amount = fixed ?? percentOf(fee, percentOfFee ?? 0);
  return fen(upToFee ? Math.min(amount, fee) : amount);
}
