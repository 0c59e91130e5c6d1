import { ELDER_PAYER, type Assessment } from '../domain/subsidy.ts';
import type { PlacementRead } from '../store/orders.ts';
import { borrowedNote } from '../../web/text.ts';

/** Who pays what of a meal by name, why, and which paper says so: for whoever asks, at home or at the counter. */
export function explanation(read: PlacementRead, { split, reasons, policyVersionId }: Assessment) {
  const document = read.facts.policies.find((version) => version.id === policyVersionId)?.document;
  const payers = split
    .filter((line) => line.payer !== ELDER_PAYER)
    .map((line) => ({ code: line.payer, payer: read.payers.find((one) => one.code === line.payer)?.name ?? line.payer, fen: line.fen }));
  return { payers, reasons, borrowed: document ? borrowedNote(document) : null };
}
