import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { addDays, ageOn, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { buildingOf } from '../../domain/building.ts';
import { readChain, type OrderChain } from '../../domain/chain.ts';
import { explainChain, type ChainOption, type ChainPart, type ExplainedLine } from '../../domain/chain-explained.ts';
import { MOST_CHAIN_LINES } from '../../domain/chain-lines.ts';
import { buildingsIn } from '../../domain/chain-words.ts';
import { MEAL_SLOTS, type MealSlot } from '../../domain/meal-slot.ts';
import { MOST_DRAFTS } from '../../domain/order-draft.ts';
import type { App } from '../../request.ts';
import { loadBookOf, loadChainStart, loadResidents, openAddress, type Resident } from '../../store/village-people.ts';
import { ChainPage } from '../../../web/community/chain-page.tsx';
import type { ChainLineView, OptionView } from '../../../web/community/chain-lines.tsx';
import { paths } from '../../../web/paths.ts';
import { chainProblemText, draftProblemText, goBackText } from '../../../web/refusals.ts';
import { whoText } from '../../../web/community/who-text.ts';
import { form, serviceDate } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { checkDrafts } from './draft-check.tsx';
import { draftText, readDraft } from './draft-fields.ts';
import { communityFrame } from './frame.ts';

export const chain = new Hono<App>();

/** So long that the form, with every Chinese letter in nine bytes, stays within a body's limit. */
const MOST_LETTERS = 4500;
const AHEAD_DAYS = 31;

chain.get('/chain', permit('order.for_village'), async (c) => {
  const today = serviceDateOf(c.var.now);
  const { offices, date } = await loadChainStart(c.var.db, c.var.scope, today, c.var.now);
  return c.html(<ChainPage frame={communityFrame(c, offices, 'chain')} {...{ today }} text="" date={date ?? addDays(today, 1)} slot="lunch" lines={null} />);
});

const pasted = { text: z.string(), date: serviceDate, slot: z.enum(MEAL_SLOTS) };
const pasting = form(z.strictObject(pasted), (c) => problem(c, 422));

/** Reads the chain and explains every line. Changes nothing; it is posted so that nobody's name stands in an address. */
chain.post('/chain', permit('order.for_village'), pasting, (c) => explained(c, c.req.valid('form')));

const choosing = form(z.object(pasted).catchall(z.string().max(140)), (c) => problem(c, 422));

/** The lines that somebody ticked and chose, read over with their prices. */
chain.post('/order-checks', permit('order.for_village'), choosing, async (c) => {
  const { text, date, slot, ...fields } = c.req.valid('form');
  const chosen = Object.entries(fields).filter(([, value]) => value !== '');
  const drafts = chosen.flatMap(([, value]) => readDraft(value));
  if (drafts.length < chosen.length || drafts.length > MOST_DRAFTS || Object.keys(fields).some((name) => !/^d\.\d{1,3}\.\d{1,3}$/.test(name))) return problem(c, 422);
  if (drafts.length === 0) return explained(c, { text, date, slot }, draftProblemText.nothing_ticked);
  return checkDrafts(c, drafts, { action: paths.communityChain(), hidden: { text, date, slot }, label: goBackText });
});

type Pasted = { text: string; date: ServiceDate; slot: MealSlot };

async function explained(c: Context<App>, { text, date, slot }: Pasted, problemText?: string) {
  const { db, scope, now } = c.var;
  const today = serviceDateOf(now);
  const residents = await loadResidents(db, scope, today);
  const tooLong = text.length > MOST_LETTERS || text.split('\n').length > MOST_CHAIN_LINES;
  const unread = text.trim() === '' ? chainProblemText.empty : tooLong ? chainProblemText.too_long : null;
  const message = unread ?? problemText;
  const lines = unread === null ? await linesOf(c, { text, date, slot }, residents) : null;
  return c.html(
    <ChainPage
      frame={communityFrame(c, residents.offices, 'chain')}
      {...{ today, text, date, slot, lines }}
      errors={message === undefined ? [] : [{ field: 'text', message }]}
    />,
    message === undefined ? 200 : 422,
  );
}

async function linesOf(c: Context<App>, { text, date, slot }: Pasted, { people, menu }: Awaited<ReturnType<typeof loadResidents>>): Promise<ChainLineView[]> {
  const { db, scope, vault, now } = c.var;
  const today = serviceDateOf(now);
  const buildings = new Map(await Promise.all(buildingsIn(text, today).map(async (one) => [await vault.indexOf('building', one), one] as const)));
  const known = people.map(({ buildingIndex, ...one }) => ({ ...one, building: buildings.get(buildingIndex ?? '') ?? null }));
  const read = readChain(text, { people: known, menu, today, date, slot });
  const book = await loadBookOf(db, scope, idsIn(read), { from: today, to: addDays(today, AHEAD_DAYS) });
  return viewsOf(c, explainChain(read, book, now), people);
}

function idsIn(lines: OrderChain): string[] {
  return [...new Set(lines.flatMap((line) => line.wishes.flatMap((wish) => wish.ids)))];
}

/** With what tells people apart where somebody has to choose: the age, and the building that only they who choose are shown. */
async function viewsOf(c: Context<App>, lines: readonly ExplainedLine[], people: readonly Resident[]): Promise<ChainLineView[]> {
  const today = serviceDateOf(c.var.now);
  const asked = new Set(lines.flatMap((line) => line.parts.flatMap((part) => (part.outcome === 'choose' ? part.options.map((one) => one.person.id) : []))));
  const inDoubt = people.filter((one) => asked.has(one.id));
  const who = new Map(await Promise.all(inDoubt.map(async (one) => [one.id, whoText(ageOn(one.birthDate, today), buildingOf(await openAddress(c.var.vault, one)))] as const)));
  const optionView = (option: ChainOption): OptionView => ({
    ...option,
    field: draftText(option.draft),
    who: who.get(option.person.id) ?? whoText(ageOn(option.person.eater.birthDate, today), null),
  });
  return lines.map(({ parts, ...line }) => ({ ...line, parts: parts.map((part) => ({ part, options: optionsOf(part).map(optionView), today })) }));
}

function optionsOf(part: ChainPart): readonly ChainOption[] {
  if (part.outcome === 'matched') return [part.option];
  return part.outcome === 'choose' || part.outcome === 'no_such_dish' ? part.options : [];
}
