import { ELDER_PAYER, type Assessment } from '../domain/subsidy.ts';
import type { PlacementRead } from '../store/orders.ts';
import { findPayers, type PolicyDocument } from '../store/policies.ts';
import type { Database } from '../store/read.ts';
import { reasonText } from '../../web/subsidy-text.ts';
import { borrowedNote } from '../../web/text.ts';

type Asked = Pick<Assessment, 'split' | 'reasons'> & { payers: readonly { code: string; name: string }[]; document: PolicyDocument | undefined };

/** Who pays what of a meal by name, why in sentences, and which paper says so: for whoever asks, at home or at the counter. */
export function explained({ split, reasons, payers, document }: Asked) {
  const nameOf = (code: string) => payers.find((one) => one.code === code)?.name ?? code;
  const gives = split.filter((line) => line.payer !== ELDER_PAYER && line.fen > 0);
  return {
    payers: gives.map((line) => ({ code: line.payer, payer: nameOf(line.payer), fen: line.fen })),
    reasons: reasons.map((reason) => reasonText(reason, nameOf)),
    borrowed: document ? borrowedNote(document) : null,
  };
}

/** The same of a meal that is about to be ordered. After a refused write the names are asked for now. */
export async function explanation(db: Database, { facts, payers }: PlacementRead, { split, reasons, policyVersionId }: Assessment) {
  const document = facts.policies.find((version) => version.id === policyVersionId)?.document;
  return explained({ split, reasons, payers: payers ?? (await findPayers(db)), document });
}
