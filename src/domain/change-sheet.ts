import { TEXTURES, type Texture } from './diet.ts';
import type { EqualityLine } from './equality.ts';
import { byNumber, linesNow, type PrintedLine } from './printed-line.ts';
import { namesakeAgeOf, planSheets, type Door, type PrintKind, type SheetContent, type SheetFacts, type SheetHead, type SheetPlan, type SheetRow } from './sheet.ts';

// 变更单: what is otherwise than the paper of a run says. All paper of a run tells one state: that of its latest full sheet and of the
// change sheets after it. While something has changed since, no further full sheet is printed before the change sheet.

/** One meal more, one less, or one that is otherwise. `line`: as it is now; of a removed one, as it was. */
export type Change = { kind: 'added' | 'removed'; line: PrintedLine } | { kind: 'changed'; was: PrintedLine; line: PrintedLine };

/** What can be otherwise about a meal: the name, which meal and how it is had, what to mind, where it is brought, the cash to be taken. */
export const ASPECTS = ['name', 'meal', 'care', 'door', 'cash'] as const;
export type Aspect = (typeof ASPECTS)[number];

const ASPECT: Record<Aspect, (line: PrintedLine) => unknown> = {
  name: ({ name }) => name,
  meal: ({ letter, mode }) => [letter, mode],
  care: ({ texture, items, clashes, feedingHelp, note }) => [
    texture, feedingHelp, note, items.map(({ kind, code, severity }) => [kind, code, severity ?? null]), clashes.map((clash) => [clash.dishName, 'item' in clash ? clash.item.code : clash.texture]),
  ],
  door: ({ doorMark }) => doorMark,
  cash: ({ collectFen, paid }) => [collectFen, paid],
};

/** In what two lines of one order differ. */
export function aspectsOf(was: PrintedLine, line: PrintedLine): Aspect[] {
  return ASPECTS.filter((aspect) => JSON.stringify(ASPECT[aspect](was)) !== JSON.stringify(ASPECT[aspect](line)));
}

/** What makes `now` of what was printed: the added, the removed, the changed, each by number. */
export function changesBetween(printed: readonly PrintedLine[], now: readonly PrintedLine[]): Change[] {
  const before = new Map(printed.map((line) => [line.orderId, line]));
  const after = new Set(now.map((line) => line.orderId));
  const added = now.filter((line) => !before.has(line.orderId)).map((line): Change => ({ kind: 'added', line }));
  const removed = printed.filter((line) => !after.has(line.orderId)).map((line): Change => ({ kind: 'removed', line }));
  const changed = now.flatMap((line): Change[] => {
    const was = before.get(line.orderId);
    return was && aspectsOf(was, line).length > 0 ? [{ kind: 'changed', was, line }] : [];
  });
  return [added, removed, changed].flatMap((some) => some.toSorted((one, other) => byNumber(one.line, other.line)));
}

/** What the paper says once these changes are added to it. */
export function withChanges(printed: readonly PrintedLine[], changes: readonly Change[]): PrintedLine[] {
  const gone = new Set(changes.map(({ line }) => line.orderId));
  const standing = changes.flatMap((change) => (change.kind === 'removed' ? [] : [change.line]));
  return [...printed.filter((line) => !gone.has(line.orderId)), ...standing].toSorted(byNumber);
}

/** +2 −1, and how many are otherwise. */
export type ChangeCount = { added: number; removed: number; changed: number };
export function countChanges(changes: readonly Change[]): ChangeCount {
  const count = (kind: Change['kind']) => changes.filter((one) => one.kind === kind).length;
  return { added: count('added'), removed: count('removed'), changed: count('changed') };
}

/** Portions of one set meal in one texture. */
export type PortionChange = { letter: string; mealName: string; texture: Texture; before: number; plus: number; minus: number; after: number };

/** `row`: over the whole sheet; an added meal can be ticked by it. `door`: of who is brought the meal, on the page that leaves the house. */
export type ChangeRow = { row: number; change: Change; namesakeAge: number | null; door: Door | null };

/** `changeNo`: the how-manieth of its run; `amends`: the sheets that it changes. */
export type ChangeSheet = {
  kind: 'change_sheet';
  head: SheetHead;
  equality: EqualityLine;
  changeNo: number;
  amends: readonly { number: number; kind: PrintKind }[];
  before: number;
  after: number;
  portions: readonly PortionChange[];
  rows: readonly ChangeRow[];
};

/** Whatever is archived with a number. */
export type PrintContent = SheetContent | ChangeSheet;

/** What the paper of a run says: its latest full sheet, which was printed from these lines, and the change sheets after it. */
export function onPaperNow(lines: readonly PrintedLine[], after: readonly Pick<ChangeSheet, 'rows'>[]): PrintedLine[] {
  return after.reduce((printed, { rows }) => withChanges(printed, rows.map(({ change }) => change)), [...lines]);
}

/**
 * What changed since the paper was printed, and whether paper and changes together come to exactly the orders that are accepted now
 * (`plan.equality`): nothing is printed otherwise.
 */
export function planChanges(facts: SheetFacts, printed: readonly PrintedLine[], over: boolean): { changes: Change[]; plan: SheetPlan } {
  const changes = changesBetween(printed, linesNow(facts, printed, over));
  const onPaper = withChanges(printed, changes).map((line) => line.orderId);
  return { changes, plan: planSheets(facts, onPaper) };
}

type Made = { printed: readonly PrintedLine[]; changes: readonly Change[]; plan: SheetPlan; changeNo: number; amends: ChangeSheet['amends'] };

/** `doors` by order id: opened for meals that are brought. */
export function makeChangeSheet(facts: SheetFacts, made: Made, doors: ReadonlyMap<string, Door>): ChangeSheet {
  const { printed, changes, plan, changeNo, amends } = made;
  const namesakeAge = ({ line }: Change) => {
    const order = facts.orders.find((one) => one.id === line.orderId);
    return order ? namesakeAgeOf(order, facts) : null;
  };
  const rows = changes.map((change, index) => ({
    row: index + 1,
    change,
    namesakeAge: namesakeAge(change),
    door: change.line.mode === 'home_delivery' ? doors.get(change.line.orderId) ?? null : null,
  }));
  const after = withChanges(printed, changes);
  return {
    kind: 'change_sheet', head: facts.head, equality: plan.equality.line, changeNo, amends,
    before: printed.length, after: after.length, portions: portionChanges(facts, { before: printed, after, changes }), rows,
  };
}

/** Of each set meal and texture that is touched. Dishes follow from their set meals. */
function portionChanges({ offered }: SheetFacts, { before, after, changes }: { before: readonly PrintedLine[]; after: readonly PrintedLine[]; changes: readonly Change[] }): PortionChange[] {
  const less = changes.flatMap((change) => (change.kind === 'added' ? [] : [change.kind === 'changed' ? change.was : change.line]));
  const more = changes.flatMap((change) => (change.kind === 'removed' ? [] : [change.line]));
  const cells = offered.flatMap(({ letter, name }) => TEXTURES.map((texture) => ({ letter, mealName: name, texture })));
  return cells.flatMap((cell) => {
    const here = (lines: readonly PrintedLine[]) => lines.filter((line) => line.letter === cell.letter && line.texture === cell.texture);
    const stay = here(more).filter((line) => here(less).some((one) => one.orderId === line.orderId)).length;
    const [plus, minus] = [here(more).length - stay, here(less).length - stay];
    return plus + minus > 0 ? [{ ...cell, before: here(before).length, plus, minus, after: here(after).length }] : [];
  });
}

/** The rows of a sheet that can be ticked, whichever it is; a production sheet has none, and a change sheet those that it adds. */
export function sheetRows(content: PrintContent): readonly TickRow[] {
  if (content.kind === 'pickup_list') return [...content.dineIn, ...content.pickup];
  if (content.kind === 'delivery_list') return [...content.delivery, ...content.unassigned];
  if (content.kind === 'production') return [];
  return content.rows.flatMap(({ row, change: { kind, line }, namesakeAge }) => {
    const { orderId, name, letter, mode } = line;
    const mealName = content.portions.find((one) => one.letter === letter)?.mealName ?? '';
    return kind === 'added' ? [{ row, orderId, name, namesakeAge, letter, mealName, mode }] : [];
  });
}
export type TickRow = Pick<SheetRow, 'row' | 'orderId' | 'name' | 'namesakeAge' | 'letter' | 'mealName' | 'mode'>;
