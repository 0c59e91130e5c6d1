import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { readDate, readWords } from '../../domain/application-form.ts';
import { ageOn, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { DEATH_OUTCOMES, decideDeath, decideDeathNotice } from '../../domain/death.ts';
import { parseIdNumber } from '../../domain/id-number.ts';
import { auditEntry, type App } from '../../request.ts';
import { BooksStopped, untilSettled } from '../../store/commit.ts';
import {
  DEATHS_PAGE, deathHash, decideNotice, findForDeath, loadDeathForm, loadDeathList, loadDeathNotice, noteDeath, type DeathFormRead, type DeathNoticeRead,
} from '../../store/death-notices.ts';
import { isLeftToSettle, loadDeaths, settleDeaths } from '../../store/death-settlements.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { formProblemText, searchTooShort } from '../../../web/application-text.ts';
import { DeathFormPage, DeathNoticePage } from '../../../web/civil/death-notice-page.tsx';
import { DeathsPage, type DeathsPageProps } from '../../../web/civil/deaths-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { deathDecisionRefusalText, deathNoticeRefusalText } from '../../../web/refusals.ts';
import { form, id, pageNumber, query, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

export const deaths = new Hono<App>();

deaths.get('/', permit('death.read'), query(z.object({ page: pageNumber })), async (c) => {
  const { page } = c.req.valid('query');
  const { offices, all, ...lists } = await loadDeathList(c.var.db, c.var.scope, page);
  const pages = Math.max(1, Math.ceil(all / DEATHS_PAGE));
  return page > pages ? c.notFound() : c.html(<DeathsPage frame={civilFrame(c, offices, 'deaths')} lists={{ ...lists, page, pages }} />);
});

const MOST_TYPED = 60;
const searching = form(z.strictObject({ q: z.string() }), (c) => problem(c, 422));

/** A search: changes nothing, and is posted so that nobody's name or number stands in an address. */
deaths.post('/', permit('death.note'), searching, async (c) => {
  const typed = c.req.valid('form').q.trim();
  const isNumber = /^[\d\sXx０-９]{6,}$/.test(typed);
  const parsed = isNumber ? parseIdNumber(typed) : null;
  if (typed.length < 2 || typed.length > MOST_TYPED) return searchPage(c, { typed: typed.slice(0, MOST_TYPED), wrong: searchTooShort });
  if (parsed && 'problem' in parsed) return searchPage(c, { typed, wrong: formProblemText[`id_${parsed.problem}`] });
  const { offices, found, more } = await findForDeath(c.var.db, c.var.vault, c.var.scope, parsed ? { idNumber: parsed.number } : { name: typed.replace(/\s/g, '') });
  const today = serviceDateOf(c.var.now);
  return c.html(<DeathsPage frame={civilFrame(c, offices, 'deaths')} search={{ typed, people: found.map((one) => ({ ...one, age: ageOn(one.birthDate, today) })), more }} />);
});

async function searchPage(c: Context<App>, search: Pick<NonNullable<DeathsPageProps['search']>, 'typed' | 'wrong'>) {
  const { offices } = await loadDeathList(c.var.db, c.var.scope, 1);
  return c.html(<DeathsPage frame={civilFrame(c, offices, 'deaths')} search={{ ...search, people: [], more: false }} />, 422);
}

const oneElder = segments(z.object({ elderId: id }));

deaths.get('/elders/:elderId', permit('death.note'), oneElder, async (c) => {
  const read = await loadDeathForm(c.var.db, c.var.scope, c.req.valid('param').elderId);
  return read ? formPage(c, read) : c.notFound();
});

const noting = form(z.strictObject({ key: requestKey, died: z.string().max(40), told: z.string().max(200), document: z.string().max(200) }), (c) => problem(c, 422));

/** Writes down what was told. Another person confirms it; nothing is cancelled yet. */
deaths.post('/elders/:elderId', permit('death.note'), oneElder, noting, async (c) => {
  const { key, ...typed } = c.req.valid('form');
  const { elderId } = c.req.valid('param');
  const actor = actorRef(officialOf(c));
  const payloadHash = await sha256(JSON.stringify(['death', elderId, typed]));
  return untilSettled(async () => {
    const read = await loadDeathForm(c.var.db, c.var.scope, elderId, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const asked = readNotice(typed, read, serviceDateOf(c.var.now));
    if ('errors' in asked) return formPage(c, read, typed, asked.errors);
    const noticeId = newId();
    const answer = paths.deathNotice(noticeId);
    const entry = auditEntry(c, actor, 'death.note', `elder:${elderId}`);
    const outcome = await noteDeath(c.var.db, entry, { id: noticeId, elderId, ...asked, notedAt: c.var.now, notedBy: actor }, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

type Typed = { died: string; told: string; document: string };

function readNotice(typed: Typed, read: DeathFormRead, today: ServiceDate): { diedDate: ServiceDate; toldBy: string; document: string } | { errors: FieldError[] } {
  const [died, told, document] = [readDate('died', typed.died), readWords('told', typed.told, true, 100), readWords('document', typed.document, false, 100)];
  const missing = died.value === null && died.problems.length === 0 ? [{ field: 'died', problem: 'missing' as const }] : [];
  const problems = [...died.problems, ...missing, ...told.problems, ...document.problems];
  if (problems.length > 0 || died.value === null) return { errors: problems.map((one) => ({ field: one.field, message: formProblemText[one.problem] })) };
  const { refused } = decideDeathNotice({ birthDate: read.person.birthDate, facts: read.facts, waiting: read.waiting !== null }, died.value, today);
  if (refused !== null) return { errors: [{ field: 'died', message: deathNoticeRefusalText[refused] }] };
  return { diedDate: died.value, toldBy: told.value, document: document.value };
}

function formPage(c: Context<App>, { offices, person, waiting }: DeathFormRead, typed: Typed = { died: '', told: '', document: '' }, errors: readonly FieldError[] = []) {
  const age = ageOn(person.birthDate, serviceDateOf(c.var.now));
  const page = <DeathFormPage frame={civilFrame(c, offices, 'deaths')} {...{ person: { ...person, age }, waiting, typed, errors }} requestKey={newId()} />;
  return c.html(page, errors.length > 0 ? 422 : 200);
}

const oneNotice = segments(z.object({ noticeId: id }));

deaths.get('/notices/:noticeId', permit('death.read'), oneNotice, async (c) => {
  const read = await loadDeathNotice(c.var.db, c.var.scope, c.req.valid('param').noticeId);
  return read ? noticePage(c, read) : c.notFound();
});

const deciding = form(z.strictObject({ shown: z.string().regex(/^[\w-]{43}$/), outcome: z.enum(DEATH_OUTCOMES) }), (c) => problem(c, 422));

/** Needs no key: a notice is decided once. What follows is settled at once; should that fail, the job does it within a minute. */
deaths.post('/notices/:noticeId', permit('death.confirm'), oneNotice, deciding, async (c) => {
  const { shown, outcome } = c.req.valid('form');
  const { noticeId } = c.req.valid('param');
  const actor = actorRef(officialOf(c));
  const answer = paths.deathNotice(noticeId);
  return untilSettled(async () => {
    const read = await loadDeathNotice(c.var.db, c.var.scope, noticeId);
    if (!read) return c.notFound();
    const { notice, facts } = read;
    if (notice.decidedBy === actor && notice.outcome === outcome) {
      if (await isLeftToSettle(c.var.db, notice.elderId)) await settleNow(c, notice.elderId);
      return c.redirect(answer, 303);
    }
    const { refused } = decideDeath({ notedBy: notice.notedBy, decided: notice.outcome !== null, facts }, outcome, actor);
    if (refused !== null) return noticePage(c, read, deathDecisionRefusalText[refused]);
    if (shown !== (await deathHash(read))) return noticePage(c, read, deathDecisionRefusalText.decided);
    const entry = auditEntry(c, actor, `death.${outcome === 'confirmed' ? 'confirm' : 'decline'}`, `elder:${notice.elderId}`);
    if ((await decideNotice(c.var.db, entry, read, outcome, shown)) !== 'done') return 'conflict';
    if (outcome === 'confirmed') await settleNow(c, notice.elderId);
    return c.redirect(answer, 303);
  });
});

/** What a check stops in this very moment is the job's: the death is written, and its page says what is left. */
async function settleNow(c: Context<App>, elderId: string) {
  const entry = auditEntry(c, actorRef(officialOf(c)), 'death.settle', `elder:${elderId}`);
  await untilSettled(async () => settleDeaths(c.var.db, entry, await loadDeaths(c.var.db, [elderId]))).catch((error: unknown) => {
    if (!(error instanceof BooksStopped)) throw error;
  });
}

async function noticePage(c: Context<App>, read: DeathNoticeRead, refusal?: string) {
  const own = read.notice.notedBy === actorRef(officialOf(c));
  const age = ageOn(read.person.birthDate, serviceDateOf(c.var.now));
  const page = <DeathNoticePage frame={civilFrame(c, read.offices, 'deaths')} {...{ ...read, person: { ...read.person, age }, own }} shown={await deathHash(read)} {...(refusal ? { refusal } : {})} />;
  return c.html(page, refusal ? 409 : 200);
}
