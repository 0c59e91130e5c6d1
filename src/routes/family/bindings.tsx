import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { readName } from '../../domain/application-form.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { readSearch } from '../../domain/counter.ts';
import { decideWithdrawal, RELATIONS } from '../../domain/family.ts';
import { maskName } from '../../domain/masking.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { askToCare, countCard, findOwnBinding, loadAsk, recordWithdrawal, type CardShown } from '../../store/family-bindings.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { familyProblemText } from '../../../web/family-text.ts';
import { EndBindingPage, NewBindingPage } from '../../../web/family/binding-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { errorsOf } from '../application-view.ts';
import { form, id, requestKey, segments, type Typed } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { familyFrame, memberOf } from './frame.ts';

/** Asking to care for the holder of a card, and letting go. */
export const bindings = new Hono<App>();

bindings.get('/new', permit('family.self'), (c) => c.html(askPage(c, newId())));

/** A family member who opens the link on a card: whose it is in a few letters, and the question what they are to them. */
export async function scannedCardPage(c: Context<App>, token: string) {
  const { card } = await loadAsk(c.var.db, c.var.vault, memberOf(c).personId, { token }, serviceDateOf(c.var.now));
  if (!card) return c.html(askPage(c, newId(), {}, [], familyProblemText.no_card), 404);
  return c.html(askPage(c, newId(), {}, [], undefined, { token, name: maskName(card.elderName) }));
}

const text = z.string().max(300).default('');
const asking = form(z.strictObject({ key: requestKey, card: text, token: z.string().max(100).default(''), name: text, relation: text }), (c) => problem(c, 422));

bindings.post('/', permit('family.self'), asking, async (c) => {
  const { key, ...typed } = c.req.valid('form');
  const { personId, name: known } = memberOf(c);
  const { db, vault, now } = c.var;
  const today = serviceDateOf(now);
  const actor = `person:${personId}`;
  const read = readAsk(typed, known);
  if (read.ask === null) return askAgain(c, key, typed, read.errors);
  const { shown, name, relation } = read.ask;
  // The payload holds a card: what is kept of it can be made by nobody who lacks the county's key.
  const payloadHash = await sha256(await vault.sign('form', JSON.stringify(typed)));
  return untilSettled(async () => {
    const { card, open, rule, prior } = await loadAsk(db, vault, personId, shown, today, key);
    const before = replay(prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const counting = auditEntry(c, actor, 'family.card', actor);
    if ('number' in shown && (await countCard(db, counting, personId, today, rule.cardTries)) !== 'done') {
      return askAgain(c, key, typed, [], familyProblemText.too_many_cards);
    }
    if (!card) return askAgain(c, key, typed, [{ field: 'card', message: familyProblemText.no_card }]);
    if (open) return askAgain(c, key, typed, [], open.consentedAt === null ? familyProblemText.already_asked : familyProblemText.already_standing);
    const bindingId = newId();
    const entry = auditEntry(c, actor, 'family.ask', `family_binding:${bindingId}`);
    const fresh = { id: bindingId, personId, elderId: card.elderId, cardId: card.id, name, relation };
    const outcome = await askToCare(db, entry, fresh, { key, payloadHash, answer: paths.family() });
    return outcome === 'done' ? c.redirect(paths.family(), 303) : outcome;
  });
});

function readAsk(typed: { card: string; token: string; name: string; relation: string }, known: string) {
  const shown = typed.token === '' ? readCard(typed.card) : { shown: { token: typed.token }, errors: [] };
  const relation = RELATIONS.find((one) => one === typed.relation);
  const name = known === '' ? readName('name', typed.name) : { value: known, problems: [] };
  const errors = [
    ...shown.errors,
    ...(relation ? [] : [{ field: 'relation', message: familyProblemText.no_relation }]),
    ...(name.value === '' ? [{ field: 'name', message: familyProblemText.no_name }] : errorsOf(name.problems)),
  ];
  if (errors.length > 0 || !relation || shown.shown === null) return { ask: null, errors };
  return { ask: { shown: shown.shown, name: name.value, relation }, errors };
}

/** The number on the card, or the address behind its code. */
function readCard(typed: string): { shown: CardShown | null; errors: FieldError[] } {
  const search = readSearch(typed);
  if (search?.kind === 'card_link') return { shown: { token: search.token }, errors: [] };
  if (search?.kind === 'card_number') return { shown: { number: search.number }, errors: [] };
  const message = search?.kind === 'mistyped_card_number' ? familyProblemText.mistyped : familyProblemText.unreadable;
  return { shown: null, errors: [{ field: 'card', message }] };
}

/** What was typed is kept. A refusal is answered 409, a slip of the keys 422. */
async function askAgain(c: Context<App>, key: string, typed: Typed, errors: readonly FieldError[], refusal?: string) {
  const token = typed['token'] ?? '';
  const { card } = token === '' ? { card: null } : await loadAsk(c.var.db, c.var.vault, memberOf(c).personId, { token }, serviceDateOf(c.var.now));
  const scanned = card ? { token, name: maskName(card.elderName) } : undefined;
  return c.html(askPage(c, key, typed, errors, refusal, scanned), refusal ? 409 : 422);
}

function askPage(
  c: Context<App>, key: string, typed: Typed = {}, errors: readonly FieldError[] = [], refusal?: string, scanned?: { token: string; name: string },
) {
  const more = { ...(refusal ? { refusal } : {}), ...(scanned ? { scanned } : {}) };
  return <NewBindingPage frame={familyFrame(c)} requestKey={key} known={memberOf(c).name !== ''} typed={typed} errors={errors} {...more} />;
}

const oneBinding = segments(z.object({ bindingId: id }));

bindings.get('/:bindingId/withdrawal', permit('family.self'), oneBinding, async (c) => {
  const binding = await findOwnBinding(c.var.db, c.var.vault, memberOf(c).personId, c.req.valid('param').bindingId);
  if (!binding) return c.notFound();
  if (decideWithdrawal(binding).refused !== null) return c.redirect(paths.family(), 303);
  const standing = binding.state === 'standing';
  const name = standing ? binding.elderName : maskName(binding.elderName);
  return c.html(<EndBindingPage frame={familyFrame(c)} bindingId={binding.id} name={name} asked={!standing} />);
});

/** Needs no key: it is withdrawn once. */
bindings.post('/:bindingId/withdrawal', permit('family.self'), oneBinding, async (c) => {
  const { personId } = memberOf(c);
  return untilSettled(async () => {
    const binding = await findOwnBinding(c.var.db, c.var.vault, personId, c.req.valid('param').bindingId);
    if (!binding) return c.notFound();
    if (decideWithdrawal(binding).refused !== null) return c.redirect(paths.family(), 303);
    const entry = auditEntry(c, `person:${personId}`, 'family.withdraw', `family_binding:${binding.id}`);
    const outcome = await recordWithdrawal(c.var.db, entry, binding.id, 'family_page');
    return outcome === 'done' ? c.redirect(paths.family(), 303) : outcome;
  });
});
