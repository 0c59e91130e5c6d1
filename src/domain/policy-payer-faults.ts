import type { CountyWords } from './policy.ts';
import { limitFaults, placeFaults } from './policy-condition-faults.ts';
import { givesOf, type Give, type Giving, type Pays } from './policy-give.ts';
import { problem, type Path, type PolicyProblem } from './policy-problem.ts';
import { CONCESSION, DISCOUNT, ELDER, isSeller, type PolicyRules } from './policy-rules.ts';

/** The payers of the rules: each once, none that everybody has anyway, nobody paying for himself in a circle. */
export function payerFaults(rules: PolicyRules, at: Path, county?: Pick<CountyWords, 'payers' | 'funds'>): PolicyProblem[] {
  return rules.payers.flatMap(({ payer, where, limits, balance, thenPays }, index) => {
    const here = [...at, 'payers', index];
    return [
      ...(rules.payers.findIndex((one) => one.payer === payer) < index ? [problem([...here, 'payer'], 'duplicate', payer)] : []),
      ...(payer === ELDER || isSeller(payer) ? [problem([...here, 'payer'], 'reserved_payer', payer)] : []),
      ...(county ? countyFaults(payer, balance !== undefined, here, county) : []),
      ...(where ? placeFaults(where, [...here, 'where'], rules.place) : []),
      ...limitFaults(limits, [...here, 'limits']),
      ...successorFaults(rules, thenPays, payer, [...here, 'thenPays']),
    ];
  });
}

/** Of the county's own, and written as what it is: a fund that the rules let give without end would stop every order in the ledger. */
function countyFaults(payer: string, hasBalance: boolean, at: Path, { payers, funds }: Pick<CountyWords, 'payers' | 'funds'>): PolicyProblem[] {
  if (!payers.includes(payer)) return [problem([...at, 'payer'], 'unknown_payer', payer)];
  if (funds.includes(payer) === hasBalance) return [];
  return [problem([...at, hasBalance ? 'balance' : 'payer'], hasBalance ? 'balance_without_fund' : 'fund_without_balance', payer)];
}

function successorFaults(rules: PolicyRules, thenPays: string, payer: string, at: Path): PolicyProblem[] {
  if (thenPays === ELDER) return [];
  if (!rules.payers.some((one) => one.payer === thenPays)) return [problem(at, 'unknown_payer', thenPays)];
  const chain = chainFrom(rules, thenPays, [payer]);
  const last = chain.at(-1) ?? ELDER;
  return chain.indexOf(last) < chain.length - 1 ? [problem(at, 'payer_cycle', chain.join(' → '))] : [];
}

/** Payer after payer, up to the elder or to one that was there before. */
function chainFrom(rules: PolicyRules, next: string, passed: readonly string[]): string[] {
  if (next === ELDER || passed.includes(next)) return [...passed, next];
  const row = rules.payers.find((one) => one.payer === next);
  return chainFrom(rules, row?.thenPays ?? ELDER, [...passed, next]);
}

/** Whether these rules know a payer: their own, and the seller. The elder is nobody's payer. */
function isKnown(rules: PolicyRules, payer: string): boolean {
  return payer === DISCOUNT || payer === CONCESSION || rules.payers.some((one) => one.payer === payer);
}

/** Who pays what a tier gives: somebody known, and for all of it. Left out, the only payer does, and a discount is the seller's. */
export function paysFaults(pays: Pays | undefined, giving: Giving, at: Path, rules: PolicyRules): PolicyProblem[] {
  const gives = givesOf(giving);
  if (pays === undefined) {
    const clear = rules.payers.length === 1 || gives.every((one) => one.form === 'discount');
    return clear ? [] : [problem(at, 'who_pays', rules.payers.map((one) => one.payer).join(', '))];
  }
  if (typeof pays === 'string') return isKnown(rules, pays) ? [] : [problem(at, 'unknown_payer', pays)];
  const names = pays.map((one) => one.payer);
  const unknown = pays.flatMap(({ payer }, index) => {
    if (!isKnown(rules, payer)) return [problem([...at, index, 'payer'], 'unknown_payer', payer)];
    return names.indexOf(payer) < index ? [problem([...at, index, 'payer'], 'duplicate', payer)] : [];
  });
  return [...unknown, ...shareFaults(pays, gives, at)];
}

/** Shares are all percents that make 100, or amounts of which one is the rest, or amounts that make the fixed amount. */
function shareFaults(shares: Exclude<Pays, string>, gives: readonly Give[], at: Path): PolicyProblem[] {
  if (shares.some((one) => one.percent !== undefined && one.fen !== undefined)) return [problem(at, 'one_or_the_other', 'percent, fen')];
  const percents = shares.filter((one) => one.percent !== undefined);
  if (percents.length > 0) {
    const total = Math.round(percents.reduce((sum, one) => sum + (one.percent ?? 0), 0) * 100);
    return total === 10_000 && percents.length === shares.length ? [] : [problem(at, 'shares_not_100', total / 100)];
  }
  const rests = shares.filter((one) => one.fen === undefined).length;
  if (rests > 1) return [problem(at, 'shares_not_the_amount', 'one rest')];
  if (rests === 1) return [];
  const total = shares.reduce((sum, one) => sum + (one.fen ?? 0), 0);
  const wrong = gives.find((one) => one.form !== 'fixed' || one.fen !== total);
  return wrong ? [problem(at, 'shares_not_the_amount', total)] : [];
}
