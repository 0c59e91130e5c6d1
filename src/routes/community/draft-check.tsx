import type { Context } from 'hono';
import { addDays, serviceDateOf } from '../../domain/calendar.ts';
import { judgeDrafts, type OrderDraft } from '../../domain/order-draft.ts';
import type { App } from '../../request.ts';
import { loadOffices } from '../../store/application-lists.ts';
import { loadDraftBook } from '../../store/village-people.ts';
import { newId } from '../../vault.ts';
import { DraftCheckPage, type WayBack } from '../../../web/community/draft-check-page.tsx';
import { draftText } from './draft-fields.ts';
import { communityFrame } from './frame.ts';

/** As far ahead as menus reach. */
const AHEAD_DAYS = 31;

/** What these drafts come to, read once before they are confirmed. Nothing is written; drafts for people out of reach are not found. */
export async function checkDrafts(c: Context<App>, drafts: readonly OrderDraft[], back: WayBack) {
  const { db, scope, now } = c.var;
  const today = serviceDateOf(now);
  const [book, offices] = await Promise.all([loadDraftBook(db, scope, drafts, { from: today, to: addDays(today, AHEAD_DAYS) }), loadOffices(db, scope)]);
  const judged = judgeDrafts(book, drafts, now);
  if (judged.length < drafts.length) return c.notFound();
  const taken = judged.flatMap(({ draft, judged: one }) => (one.refused === null ? [{ draft, selfPayFen: one.assessment.selfPayFen }] : []));
  const lines = taken.map(({ draft, selfPayFen }, index) => [`l.${index + 1}`, `${draftText(draft)}.${selfPayFen}`]);
  const hidden = { key: newId(), ...Object.fromEntries(lines) };
  return c.html(<DraftCheckPage frame={communityFrame(c, offices)} {...{ now, judged, hidden, back }} />);
}
