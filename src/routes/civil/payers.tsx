import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { codeOf, codeRefusal, EVERYWHERE, labelOf, nameRefusal, PAYER_KINDS } from '../../domain/county-label.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { addPayer, loadPayer, loadPayers, removePayer, renamePayer, type PayerRow } from '../../store/payers.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { kindMissing, labelMoved, stillUsed, type LabelDone } from '../../../web/civil/county-label-text.ts';
import { PayerPage, PayersPage, type PayersPageProps, type PayerView } from '../../../web/civil/payers-page.tsx';
import { paths } from '../../../web/paths.ts';
import { form, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';
import { doneAsked, labelErrors, namingVersions, nothingTyped, ofCode, renaming, renamingErrors, renamingOf, typedText } from './label-forms.ts';

export const payers = new Hono<App>();

payers.get('/', permit('payer.read'), doneAsked, async (c) => {
  const read = await loadPayers(c.var.db, c.var.scope);
  return read ? listPage(c, read, { done: c.req.valid('query').done ?? null }) : c.notFound();
});

const adding = form(z.strictObject({ key: requestKey, code: typedText, name: typedText, kind: z.string().max(20).default('') }), (c) => problem(c, 422));

payers.post('/', permit('payer.set'), adding, async (c) => {
  const { key, ...typed } = c.req.valid('form');
  const actor = actorRef(officialOf(c));
  const [code, name] = [codeOf(typed.code), labelOf(typed.name)];
  const payloadHash = await sha256(JSON.stringify(['payer', code, name, typed.kind]));
  return untilSettled(async () => {
    const read = await loadPayers(c.var.db, c.var.scope, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const kind = PAYER_KINDS.find((one) => one === typed.kind);
    const errors = labelErrors({ name: nameRefusal(name, read.payers), code: codeRefusal(code, read.payers) });
    if (errors.length > 0 || !kind) return listPage(c, read, { typed, errors: [...errors, ...(kind ? [] : [{ field: 'kind', message: kindMissing }])] });
    const answer = paths.payer(code, 'added');
    const outcome = await addPayer(c.var.db, auditEntry(c, actor, 'payer.add', `payer:${code}`), { code, name, kind }, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

payers.get('/:code', permit('payer.read'), ofCode, doneAsked, async (c) => {
  const read = await loadPayer(c.var.db, c.var.scope, c.req.valid('param').code);
  return read?.payer ? onePage(c, { ...read, payer: read.payer }, { done: c.req.valid('query').done ?? null }) : c.notFound();
});

/** Needs no key: whoever is called so already is called so. */
payers.post('/:code/name', permit('payer.set'), ofCode, renaming, async (c) => {
  const { code } = c.req.valid('param');
  const typed = c.req.valid('form');
  const { name, reason } = renamingOf(typed);
  return untilSettled(async () => {
    const read = await loadPayer(c.var.db, c.var.scope, code);
    if (!read?.payer) return c.notFound();
    const found = { ...read, payer: read.payer };
    if (found.payer.name === name) return c.redirect(paths.payer(code, 'renamed'), 303);
    const errors = renamingErrors(nameRefusal(name, read.payers.filter((one) => one.code !== code)), reason);
    if (errors.length > 0) return onePage(c, found, { typed, errors });
    if (found.payer.name !== typed.was) return onePage(c, found, { typed, refusal: labelMoved });
    const entry = auditEntry(c, actorRef(officialOf(c)), 'payer.rename', `payer:${code}`);
    const outcome = await renamePayer(c.var.db, entry, { code, was: typed.was, name, reason });
    return outcome === 'done' ? c.redirect(paths.payer(code, 'renamed'), 303) : outcome;
  });
});

/** Needs no key: what is not there any more has been removed. */
payers.post('/:code/deletion', permit('payer.set'), ofCode, nothingTyped, async (c) => {
  const { code } = c.req.valid('param');
  return untilSettled(async () => {
    const read = await loadPayer(c.var.db, c.var.scope, code);
    if (!read || EVERYWHERE.includes(code)) return c.notFound();
    if (!read.payer) return c.redirect(paths.payers('removed'), 303);
    if (read.payer.used === 1) return onePage(c, { ...read, payer: read.payer }, { refusal: stillUsed.payer });
    const outcome = await removePayer(c.var.db, auditEntry(c, actorRef(officialOf(c)), 'payer.remove', `payer:${code}`), code);
    return outcome === 'done' ? c.redirect(paths.payers('removed'), 303) : outcome;
  });
});

const viewOf = ({ code, name, funded, balanceFen, reservedFen }: PayerRow): PayerView => ({ code, name, kind: funded === 1 ? 'fund' : 'budget', balanceFen, reservedFen });

function listPage(c: Context<App>, read: NonNullable<Awaited<ReturnType<typeof loadPayers>>>, show: Partial<Pick<PayersPageProps, 'typed' | 'errors' | 'done'>>) {
  const own = read.payers.filter((one) => !EVERYWHERE.includes(one.code)).map(viewOf);
  const fresh = { typed: { code: '', name: '', kind: '' }, errors: [], done: null, ...show };
  return c.html(<PayersPage frame={civilFrame(c, read.offices, 'policies')} payers={own} {...fresh} requestKey={newId()} />, fresh.errors.length > 0 ? 422 : 200);
}

type Show = { typed?: { name: string; reason: string }; errors?: { field: string; message: string }[]; done?: LabelDone | null; refusal?: string };
type Found = NonNullable<Awaited<ReturnType<typeof loadPayer>>> & { payer: PayerRow };

function onePage(c: Context<App>, { offices, payer, changes, versions }: Found, { typed, errors = [], done = null, refusal }: Show) {
  const page = (
    <PayerPage
      frame={civilFrame(c, offices, 'policies')}
      payer={viewOf(payer)}
      used={payer.used === 1}
      policies={namingVersions(versions, 'payer', payer.code)}
      changes={changes}
      renaming={{ typed: typed ?? { name: payer.name, reason: '' }, errors }}
      done={done}
      {...(refusal === undefined ? {} : { refusal })}
    />
  );
  return c.html(page, refusal !== undefined ? 409 : errors.length > 0 ? 422 : 200);
}
