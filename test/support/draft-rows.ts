// Drafts of the county and a trial, as rows: what the tests of access look for.
import { monthOf } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import { NO_TOTALS } from '../../src/domain/policy-trial.ts';
import type { Database } from '../../src/store/read.ts';
import { policyDraftStep, policyTrial, policyTrialPerson, policyTrialStep } from '../../src/store/schema.ts';
import { draftText } from './drafts.ts';
import { TODAY } from './seed.ts';

/** What an official may have typed. */
export const DRAFT_TEXT = draftText();

/** Two drafts of the county, and a trial of the first in which somebody of the place would have paid more. */
export async function draftFor(db: Database, no: number): Promise<{ draft: string; draftOver: string; trial: string }> {
  const [draft, draftOver, trial] = [`draft-${no}`, `draftover-${no}`, `trial-${no}`];
  const saved = { number: 1, kind: 'saved', content: DRAFT_TEXT, contentHash: 'h', actor: 'person:clerk', at: 0 } as const;
  await db.insert(policyDraftStep).values([{ draftId: draft, ...saved }, { draftId: draftOver, ...saved }]);
  await db.insert(policyTrial).values({ id: trial, draftId: draft, contentHash: 'h', month: monthOf(TODAY), meals: 1, startedBy: 'person:clerk', startedAt: 0 });
  const over = { uptoElderId: `e${no}01`, last: 1, meals: 1, people: 1, totals: JSON.stringify(NO_TOTALS), balances: '{}', at: 0 };
  await db.insert(policyTrialStep).values({ trialId: trial, number: 1, ...over });
  const sums = { meals: 1, changedMeals: 1, subsidyBeforeFen: fen(800), subsidyAfterFen: fen(0), selfPayBeforeFen: fen(700), selfPayAfterFen: fen(1500) };
  await db.insert(policyTrialPerson).values({ trialId: trial, elderId: `e${no}01`, ...sums });
  return { draft, draftOver, trial };
}
