import type { Fen } from './money.ts';
import type { PrepaidRule } from './prepaid.ts';
import { readYuan, type YuanProblem } from './typed-yuan.ts';

/** What an office types to limit an operator's prepaid money: three amounts in yuan, and the paper that they come from. */
export const RULE_FIELDS = ['topUpMost', 'heldMost', 'refundAlone', 'source'] as const;
export type RuleField = (typeof RULE_FIELDS)[number];
export type TypedRule = Readonly<Record<RuleField, string>>;

export type RuleProblem = YuanProblem | 'nothing' | 'above_held' | 'no_source' | 'source_too_long';

const MOST_SOURCE = 100;

/**
 * The limits as typed. Refusals, each with its field: an amount that cannot be read (typed-yuan.ts), `nothing` (zero may only be what one
 * person gives back alone: then every refund takes two), `above_held` (more at once than may be held in all), `no_source`, `source_too_long`.
 */
export function readPrepaidRule(typed: TypedRule): { rule: PrepaidRule } | { problems: { field: RuleField; problem: RuleProblem }[] } {
  const [topUp, held, alone] = [readYuan(typed.topUpMost), readYuan(typed.heldMost), readYuan(typed.refundAlone)];
  const source = typed.source.replace(/\s+/g, ' ').trim();
  if (!('problem' in topUp) && !('problem' in held) && !('problem' in alone)) {
    const problems = [...tooLittle(topUp.fen, held.fen), ...sourceProblems(source)];
    return problems.length > 0 ? { problems } : { rule: { topUpMostFen: topUp.fen, heldMostFen: held.fen, refundAloneMostFen: alone.fen, source } };
  }
  const amounts = { topUpMost: topUp, heldMost: held, refundAlone: alone };
  const unread = RULE_FIELDS.flatMap((field) => {
    const read = field === 'source' ? null : amounts[field];
    return read && 'problem' in read ? [{ field, problem: read.problem }] : [];
  });
  return { problems: [...unread, ...sourceProblems(source)] };
}

type Problems = { field: RuleField; problem: RuleProblem }[];

function tooLittle(topUpFen: Fen, heldFen: Fen): Problems {
  return [
    ...(topUpFen <= 0 ? [{ field: 'topUpMost' as const, problem: 'nothing' as const }] : []),
    ...(heldFen <= 0 ? [{ field: 'heldMost' as const, problem: 'nothing' as const }] : []),
    ...(heldFen > 0 && topUpFen > heldFen ? [{ field: 'topUpMost' as const, problem: 'above_held' as const }] : []),
  ];
}

function sourceProblems(source: string): Problems {
  if (source === '') return [{ field: 'source', problem: 'no_source' }];
  return source.length > MOST_SOURCE ? [{ field: 'source', problem: 'source_too_long' }] : [];
}
