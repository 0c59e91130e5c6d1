import { fen, sumFen, type Fen } from './money.ts';
import type { Pays } from './policy-give.ts';
import { ELDER, isSeller, type PolicyPayer } from './policy-rules.ts';
import { percentOf } from './subsidy-amount.ts';
import { placeMiss } from './subsidy-eligibility.ts';
import type { Grant, Occasion } from './subsidy-facts.ts';
import { allowanceOf, type Counted } from './subsidy-limits.ts';
import type { Reason } from './subsidy-reason.ts';

// Section E, "Payers": each yuan has one.

/** One payer's part of what a tier gives. */
export type Part = { payer: string; fen: Fen };

/** Parts an amount among payers: by percent (the parts make the whole), or by amount in the order written, the rest last. */
export function partsOf(pays: Pays, amount: Fen): Part[] {
  if (typeof pays === 'string') return [{ payer: pays, fen: amount }];
  if (pays.some((one) => one.percent !== undefined)) return byWeight(pays.map(({ payer, percent = 0 }) => ({ payer, weight: percent })), amount);
  let left: number = amount;
  const fixed = pays.map((one) => {
    const part = Math.min(left, one.fen ?? 0);
    left -= part;
    return { payer: one.payer, fen: fen(part) };
  });
  return fixed.map((part, index) => (pays[index]?.fen === undefined ? { ...part, fen: fen(left) } : part));
}

/** Each part runs from one rounded running share to the next, so that the parts make the whole. Weights are percents that make 100. */
function byWeight(weights: readonly { payer: string; weight: number }[], amount: Fen): Part[] {
  let share = 0;
  let given = 0;
  return weights.map(({ payer, weight }) => {
    share += weight;
    const upTo = percentOf(amount, Math.min(100, share));
    const part = { payer, fen: fen(upTo - given) };
    given = upTo;
    return part;
  });
}

/**
 * What limits leave of the parts. They count public money only; what the seller bears stays. Percentages keep their proportions,
 * amounts are cut from the last one backwards.
 */
export function cutTo(allowed: number, pays: Pays, parts: readonly Part[]): Part[] {
  const isPublic = ({ payer }: Part) => !isSeller(payer);
  const counted = parts.some(isPublic) ? parts.filter(isPublic) : parts;
  const total = sumFen(counted.map((one) => one.fen));
  if (total <= allowed) return [...parts];
  const shared = typeof pays !== 'string' && pays.some((one) => one.percent !== undefined);
  const cut = shared ? inProportion(counted, total, fen(allowed)) : backwards(counted, fen(allowed));
  return parts.map((part) => cut[counted.indexOf(part)] ?? part);
}

function inProportion(parts: readonly Part[], total: Fen, allowed: Fen): Part[] {
  let before = 0;
  let given = 0;
  return parts.map((part) => {
    before += part.fen;
    const upTo = Math.floor((2 * before * allowed + total) / (2 * total));
    const cut = { ...part, fen: fen(upTo - given) };
    given = upTo;
    return cut;
  });
}

function backwards(parts: readonly Part[], allowed: Fen): Part[] {
  let left: number = allowed;
  return parts.map((part) => {
    const kept = Math.min(left, part.fen);
    left -= kept;
    return { ...part, fen: fen(kept) };
  });
}

export type Settled = { grants: Grant[]; reasons: Reason[] };

/**
 * Who really pays: a part whose test of place fails drops out to the elder; a payer whose balance or limit is used up hands on to
 * the next by its setting. `soFar`: what this meal has been given already, under any benefit.
 */
export function settle(parts: readonly Part[], label: Omit<Grant, 'payer' | 'fen'>, occasion: Occasion, soFar: readonly Grant[]): Settled {
  const settled: Settled = { grants: [], reasons: [] };
  for (const part of parts) settlePart(part, label, occasion, soFar, settled);
  return { ...settled, grants: merged(settled.grants) };
}

/** Fills `into`, which settle() owns. */
function settlePart(part: Part, label: Omit<Grant, 'payer' | 'fen'>, occasion: Occasion, soFar: readonly Grant[], into: Settled): void {
  const { clause } = label;
  let { payer, fen: left } = part;
  while (payer !== ELDER && left > 0) {
    const row = occasion.version.rules.payers.find((one) => one.payer === payer);
    if (row?.where && placeMiss(row.where, occasion) !== null) {
      into.reasons.push({ kind: 'payer_dropped', clause, payer, fen: left });
      return;
    }
    const able = row ? fen(Math.min(left, ableToPay(row, occasion, [...soFar, ...into.grants]))) : left;
    if (able > 0) into.grants.push({ ...label, payer, fen: able });
    left = fen(left - able);
    const thenPays = row?.thenPays ?? ELDER;
    if (left > 0) into.reasons.push({ kind: 'payer_exhausted', clause, payer, thenPays, fen: left });
    payer = thenPays;
  }
}

/** What a payer can still give: its limits and its balance. */
function ableToPay(row: PolicyPayer, { version, meal, history }: Occasion, soFar: readonly Grant[]): number {
  const own: Counted = (grant) => grant.payer === row.payer && grant.policy === version.policyId;
  const { fen: allowed } = allowanceOf(row.limits, own, meal.serviceDate, history, soFar);
  if (!row.balance) return allowed;
  const drawnNow = soFar.filter((one) => one.payer === row.payer).reduce((sum, one) => sum + one.fen, 0);
  return Math.max(0, Math.min(allowed, balanceOf(row, history) - drawnNow));
}

/** What the ledger says, and nothing where it knows of none; without a ledger what the payer started with, less what was drawn. */
function balanceOf({ payer, balance }: PolicyPayer, { meals, balances }: Occasion['history']): number {
  if (balances) return balances[payer] ?? 0;
  const drawn = meals.flatMap((meal) => [...meal.grants, ...meal.beside]).filter((one) => one.payer === payer);
  return (balance?.openingFen ?? 0) - drawn.reduce((sum, one) => sum + one.fen, 0);
}

/** One grant for each payer. */
function merged(grants: readonly Grant[]): Grant[] {
  const payers = [...new Set(grants.map((one) => one.payer))];
  return payers.flatMap((payer) => {
    const own = grants.filter((one) => one.payer === payer);
    const [first] = own;
    return first ? [{ ...first, fen: sumFen(own.map((one) => one.fen)) }] : [];
  });
}
