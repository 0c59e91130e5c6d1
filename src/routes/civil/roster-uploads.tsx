import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { addDays, parseServiceDate, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { csvText } from '../../domain/csv.ts';
import { ROSTER_KINDS, type RosterFile, type RosterKind } from '../../domain/roster.ts';
import { readRosterSheet } from '../../domain/roster-file.ts';
import { planRoster, type RosterTerms } from '../../domain/roster-plan.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { replay } from '../../store/request-keys.ts';
import { indexRows, loadUploadDesk, loadUploadState, recordRoster, type IndexedRow, type NewRoster } from '../../store/rosters.ts';
import { stateOf } from '../../store/roster-state.ts';
import { newId, sha256, sha256Bytes } from '../../vault.ts';
import { RosterUploadPage, type TypedRoster } from '../../../web/civil/roster-upload-page.tsx';
import { columnsOf, fileProblemText, rosterFormText, templateName } from '../../../web/civil/roster-text.ts';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';
import { readSheetFile } from './roster-file.ts';

export const rosterUploads = new Hono<App>();

const ofKind = segments(z.object({ kind: z.enum(ROSTER_KINDS) }));
const NOTHING_TYPED: TypedRoster = { office: '', name: '', documentNo: '', documentDate: '', asOf: '', coverage: '', covers: [] };
/** A list may begin with the coming month, not later. */
const DAYS_AHEAD = 62;

rosterUploads.get('/:kind', permit('roster.prepare'), ofKind, (c) =>
  uploadPage(c, c.req.valid('param').kind, { ...NOTHING_TYPED, asOf: serviceDateOf(c.var.now) }, []),
);

/** The head alone: whoever fills it in has the right columns. */
rosterUploads.get('/:kind/template.csv', permit('roster.prepare'), ofKind, (c) => {
  const { kind } = c.req.valid('param');
  return c.body(csvText([columnsOf(kind)]), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="roster-${kind}.csv"; filename*=UTF-8''${encodeURIComponent(templateName(kind))}`,
  });
});

const line = z.string().max(200);
const upload = z.strictObject({
  key: requestKey,
  office: id.optional(),
  name: line,
  documentNo: line,
  documentDate: line,
  asOf: line,
  coverage: z.enum(['increment', 'whole']).optional(),
  covers: z.union([id.transform((code) => [code]), z.array(id).max(50)]).optional(),
  /** No file chosen comes as an empty text. */
  file: z.union([z.instanceof(File), z.literal('').transform(() => null)]).optional(),
});
type Upload = z.infer<typeof upload>;

rosterUploads.post('/:kind', permit('roster.prepare'), ofKind, form(upload, (c) => problem(c, 422)), async (c) => {
  const { kind } = c.req.valid('param');
  const sent = c.req.valid('form');
  const { file, key: _key, covers = [], office = '', coverage = '', ...rest } = sent;
  const typed: TypedRoster = { ...rest, office, coverage, covers };
  const bytes = new Uint8Array(file ? await file.arrayBuffer() : new ArrayBuffer(0));
  const { terms, errors } = readTerms(c, kind, sent);
  const read = await readSheetFile(bytes);
  const list = 'problem' in read ? read : readRosterSheet(read.sheet, { kind, today: latestStart(c, kind, terms), singleValue: await singleCategory(c, kind, covers) });
  if ('problem' in list) errors.unshift({ field: 'file', message: fileProblemText(kind, list) });
  if ('problem' in list || !terms || errors.length > 0) return uploadPage(c, kind, typed, errors);
  const from = 'problem' in read ? null : read.from;
  const source = { fileHash: await sha256Bytes(bytes), fileName: (file?.name ?? '').slice(0, 200), sheetName: from?.name ?? null, otherSheets: from?.others ?? 0 };
  return record(c, { terms, sent, list, source });
});

/** What the form says of the list, or everything that is wrong with it. */
function readTerms(c: Context<App>, kind: RosterKind, sent: Upload): { terms: (RosterTerms & { documentDate: ServiceDate }) | null; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const wrong = (field: keyof typeof rosterFormText) => errors.push({ field, message: rosterFormText[field] });
  const today = serviceDateOf(c.var.now);
  const [documentDate, asOf] = [parseServiceDate(sent.documentDate), parseServiceDate(sent.asOf)];
  if (!sent.office) wrong('office');
  if (sent.name.trim() === '') wrong('name');
  if (sent.documentNo.trim() === '') wrong('documentNo');
  if (documentDate === null || documentDate > today) wrong('documentDate');
  if (asOf === null || asOf > addDays(today, DAYS_AHEAD)) wrong('asOf');
  if (kind === 'category' && !sent.covers?.length) wrong('covers');
  if (!sent.coverage || (kind === 'death' && sent.coverage === 'whole')) wrong('coverage');
  if (errors.length > 0 || documentDate === null || asOf === null) return { terms: null, errors };
  return { terms: { kind, asOf, whole: sent.coverage === 'whole', covers: kind === 'category' ? (sent.covers ?? []) : [], documentDate }, errors };
}

/** Facts may begin with the list; deaths lie behind. */
function latestStart(c: Context<App>, kind: RosterKind, terms: RosterTerms | null): ServiceDate {
  const today = serviceDateOf(c.var.now);
  return kind !== 'death' && terms && terms.asOf > today ? terms.asOf : today;
}

/** A list about one category alone needs no column that says so. */
async function singleCategory(c: Context<App>, kind: RosterKind, covers: readonly string[]): Promise<string | null> {
  if (kind !== 'category' || covers.length !== 1) return null;
  const { categories } = await loadUploadDesk(c.var.db, c.var.scope);
  return categories.find((one) => one.code === covers[0])?.name ?? null;
}

type Import = { terms: RosterTerms & { documentDate: ServiceDate }; sent: Upload; list: RosterFile; source: Pick<NewRoster, 'fileHash' | 'fileName' | 'sheetName' | 'otherSheets'> };

/** Reads what is known of the people, makes the first preview and stores both; the same form again leads to the same import. */
async function record(c: Context<App>, { terms: { documentDate, ...terms }, sent, list, source }: Import) {
  const { db, vault, scope } = c.var;
  const actor = actorRef(officialOf(c));
  const rows = await indexRows(vault, list.rows);
  const divisionCode = sent.office ?? '';
  const text = { name: sent.name.trim(), documentNo: sent.documentNo.trim() };
  const payloadHash = await sha256(JSON.stringify([terms, divisionCode, text, documentDate, source.fileHash]));
  return untilSettled(async () => {
    const read = await loadUploadState(db, { scope, divisionCode, terms }, sent.key, indexesOf(rows));
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(paths.roster(before.answer), 303);
    if (!read.offices.some((one) => one.code === divisionCode) || !terms.covers.every((code) => read.state.categories.some((one) => one.code === code))) return c.notFound();
    const lines = planRoster(terms, rows, await stateOf(vault, read.state, rows));
    const rosterId = newId();
    const roster = { id: rosterId, divisionCode, ...terms, ...text, documentDate, ...source, ignoredColumns: list.ignoredColumns, skippedRows: list.skippedRows };
    const keyed = { key: sent.key, payloadHash, answer: rosterId };
    const outcome = await recordRoster(db, vault, auditEntry(c, actor, 'roster.upload', `roster:${rosterId}`), { roster, rows, lines, keyed });
    return outcome === 'done' ? c.redirect(paths.roster(rosterId), 303) : outcome;
  });
}

const indexesOf = (rows: readonly IndexedRow[]): string[] => rows.flatMap((row) => row.index ?? []);

async function uploadPage(c: Context<App>, kind: RosterKind, typed: TypedRoster, errors: readonly FieldError[]) {
  const { offices, categories } = await loadUploadDesk(c.var.db, c.var.scope);
  return c.html(<RosterUploadPage {...{ kind, offices, categories, typed, errors }} frame={civilFrame(c, offices, 'rosters')} requestKey={newId()} />, errors.length > 0 ? 422 : 200);
}
