import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef, type Permission } from '../domain/access.ts';
import { ageOn, serviceDateOf } from '../domain/calendar.ts';
import { CARD_END_REASONS, decideCard, isPrintable, type CardEndReason } from '../domain/card.ts';
import { readSearch } from '../domain/counter.ts';
import { holdsOn } from '../domain/elder.ts';
import { auditEntry, type App } from '../request.ts';
import { findHolders, findPrintedCard, issueCard, loadHolder, revokeCard, type Holder } from '../store/cards.ts';
import { untilSettled } from '../store/commit.ts';
import { recordLook } from '../store/looks.ts';
import { replay } from '../store/request-keys.ts';
import { newId, sha256 } from '../vault.ts';
import { CardSearchPage, HolderPage } from '../../web/card-pages.tsx';
import { CardSheet } from '../../web/card-sheet.tsx';
import type { FieldError } from '../../web/form.tsx';
import { paths, type Door } from '../../web/paths.ts';
import { cardRefusalText, searchProblemText } from '../../web/refusals.ts';
import type { StaffFrame } from '../../web/staff-layout.tsx';
import { form, id, query, requestKey, segments } from './fields.ts';
import { paper } from './paper.tsx';
import { permit } from './permit.ts';
import { problem } from './problems.tsx';

const MOST_TYPED = 200;
const oneCard = segments(z.object({ cardId: id }));
const endReason = z.enum(CARD_END_REASONS);

/** Which door the pages stand behind, and what stands around them there. */
type Desk = { door: Door; may: Permission; frameOf: (c: Context<App>) => Promise<StaffFrame> };

/** Cards, at the counter and in an office: the same pages behind two doors. */
export function cardPages(desk: Desk): Hono<App> {
  const { may } = desk;
  const searching = form(z.strictObject({ q: z.string().max(MOST_TYPED) }), (c, typed) => unread(c, desk, (typed['q'] ?? '').slice(0, MOST_TYPED), 'too_long'));
  const making = form(z.strictObject({ key: requestKey, elder: id, reason: endReason.optional() }), (c) => problem(c, 422));
  const ending = form(z.strictObject({ why: endReason.optional() }), (c) => problem(c, 422));

  return new Hono<App>()
    .get('/', permit(may), query(z.object({ elder: id.optional() })), async (c) => {
      const { elder } = c.req.valid('query');
      if (elder === undefined) return c.html(<CardSearchPage frame={await desk.frameOf(c)} door={desk.door} />);
      const holder = await loadHolder(c.var.db, c.var.scope, elder);
      return holder ? holderPage(c, desk, holder) : c.notFound();
    })
    .post('/', permit(may), searching, (c) => search(c, desk, c.req.valid('form').q))
    .post('/issues', permit(may), making, (c) => issue(c, desk, c.req.valid('form')))
    .get('/:cardId', permit(may), oneCard, (c) => print(c, desk, c.req.valid('param').cardId))
    .post('/:cardId/revocation', permit(may), oneCard, ending, (c) => revoke(c, desk, c.req.valid('param').cardId, c.req.valid('form').why));
}

/** A search changes nothing. One hit leads to the person. */
async function search(c: Context<App>, desk: Desk, typed: string) {
  const { door } = desk;
  const read = readSearch(typed);
  if (!read) return c.redirect(paths.cards(door), 303);
  if (read.kind === 'mistyped_card_number') return unread(c, desk, typed, read.kind);
  const { people, more } = await findHolders(c.var.db, c.var.vault, c.var.scope, read);
  const [only, ...others] = people;
  if (only && others.length === 0) return c.redirect(paths.cards(door, only.elderId), 303);
  if (!only) return c.html(<CardSearchPage frame={await desk.frameOf(c)} {...{ door, typed }} problem={searchProblemText[read.kind]} />);
  const today = serviceDateOf(c.var.now);
  const lines = people.map((one) => ({ ...one, age: ageOn(one.birthDate, today), href: paths.cards(door, one.elderId) }));
  return c.html(<CardSearchPage frame={await desk.frameOf(c)} {...{ door, typed, more }} people={lines} />);
}

async function unread(c: Context<App>, { door, frameOf }: Desk, typed: string, why: 'too_long' | 'mistyped_card_number') {
  return c.html(<CardSearchPage frame={await frameOf(c)} {...{ door, typed }} problem={searchProblemText[why]} />, 422);
}

type Wanted = { key: string; elder: string; reason?: CardEndReason | undefined };

/** A card, or another in place of the one that ends with it. Leads to the sheet. */
async function issue(c: Context<App>, desk: Desk, { key, elder, reason = undefined }: Wanted) {
  const actor = personOf(c);
  const payloadHash = await sha256(JSON.stringify(['card', elder, reason ?? null]));
  return untilSettled(async () => {
    const holder = await loadHolder(c.var.db, c.var.scope, elder, key);
    if (!holder) return c.notFound();
    const before = replay(holder.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const decision = decideCard({ deceased: isDead(c, holder), inUse: inUseOf(holder)?.id ?? null }, reason ?? null);
    if (decision.refused !== null) return holderPage(c, desk, holder, { field: 'reason', message: cardRefusalText[decision.refused] });
    const cardId = newId();
    const answer = paths.cardSheet(desk.door, cardId);
    const entry = { ...auditEntry(c, actor, 'card.issue', `card:${cardId}`), ...(reason ? { reason } : {}) };
    const made = { id: cardId, elderId: elder, replaces: decision.replaces };
    const outcome = await issueCard(c.var.db, c.var.vault, entry, made, { key, payloadHash, answer }, serviceDateOf(c.var.now));
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
}

/** The sheet to print. Each look is noted; a card of another day, or one that has ended, is not printed any more. */
async function print(c: Context<App>, { door }: Desk, cardId: string) {
  const printed = await findPrintedCard(c.var.db, c.var.vault, c.var.scope, cardId);
  if (!printed) return c.notFound();
  const back = paths.cards(door, printed.elderId);
  if (printed.token === null || !isPrintable(printed, c.var.now)) return c.redirect(back, 303);
  await recordLook(c.var.db, auditEntry(c, personOf(c), 'card.print', `card:${printed.id}`));
  const link = new URL(paths.card(printed.token), c.req.url).href;
  return paper(c, <CardSheet card={printed} {...{ link, back }} />);
}

/** Needs no key: a card ends once, and the second press is shown that it has. */
async function revoke(c: Context<App>, desk: Desk, cardId: string, why: CardEndReason | undefined) {
  return untilSettled(async () => {
    const printed = await findPrintedCard(c.var.db, c.var.vault, c.var.scope, cardId);
    const holder = printed && (await loadHolder(c.var.db, c.var.scope, printed.elderId));
    if (!printed || !holder) return c.notFound();
    const back = paths.cards(desk.door, printed.elderId);
    if (printed.revokedAt !== null) return c.redirect(back, 303);
    if (why === undefined) return holderPage(c, desk, holder, { field: 'why', message: cardRefusalText.no_reason });
    const entry = { ...auditEntry(c, personOf(c), 'card.revoke', `card:${cardId}`), reason: why };
    const outcome = await revokeCard(c.var.db, entry, cardId, why);
    return outcome === 'done' ? c.redirect(back, 303) : outcome;
  });
}

async function holderPage(c: Context<App>, { door, frameOf }: Desk, holder: Holder, wrong?: FieldError) {
  const { birthDate, ...person } = holder.elder;
  const inUse = inUseOf(holder);
  const page = (
    <HolderPage
      frame={await frameOf(c)}
      door={door}
      person={{ ...person, age: ageOn(birthDate, serviceDateOf(c.var.now)) }}
      deceased={isDead(c, holder)}
      cards={holder.cards}
      printable={inUse !== undefined && inUse.issuedByName !== null && isPrintable(inUse, c.var.now)}
      requestKey={newId()}
      errors={wrong ? [wrong] : []}
    />
  );
  return c.html(page, wrong ? 422 : 200);
}

const inUseOf = ({ cards }: Holder) => cards.find((one) => one.revokedAt === null);

const isDead = (c: Context<App>, { facts }: Holder) => holdsOn(facts, 'death', serviceDateOf(c.var.now));

/** Granted to persons only, so anybody else here is a fault. */
function personOf(c: Context<App>): string {
  if (c.var.actor.kind !== 'person') throw new Error('cards without a person at work');
  return actorRef(c.var.actor);
}
