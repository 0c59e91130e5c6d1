import type { Child } from 'hono/jsx';
import type { DishCategory } from '../src/domain/menu.ts';

// One drawing per dish category, in one hand: dark brown lines, warm fills. Each stands on y = 0, centred on x = 0,
// about 170 wide, so that a picture of a set meal only has to place and scale three of them.

function Bowl({ children }: { children?: Child }) {
  return (
    <>
      {children}
      <path d="M-82-54H82C82-18 52 0 0 0S-82-18-82-54z" fill="#fff" />
    </>
  );
}

function Heap({ fill }: { fill: string }) {
  return <path d="M-72-54c6-30 30-42 72-42s66 12 72 42z" fill={fill} />;
}

function Plate({ children }: { children?: Child }) {
  return (
    <>
      <path d="M-83-20H83C74-4 57 0 40 0h-80c-17 0-34-4-43-20z" fill="#fff" />
      {children}
    </>
  );
}

function Liquid({ fill, children }: { fill: string; children?: Child }) {
  return (
    <>
      <Bowl />
      <ellipse cy="-54" rx="82" ry="17" fill={fill} />
      {children}
      <path d="M-26-114c-9 12 9 18 0 30M0-118c-9 12 9 18 0 30M26-114c-9 12 9 18 0 30" stroke="#c99a66" fill="none" />
    </>
  );
}

const Marks = ({ d, stroke }: { d: string; stroke: string }) => <path d={d} stroke={stroke} fill="none" />;
const Shape = ({ d, fill }: { d: string; fill: string }) => <path d={d} fill={fill} />;

const drawing: Record<DishCategory, () => Child> = {
  meat: () => (
    <Bowl>
      <Heap fill="#8a3b2a" />
      <Shape d="M-44-82l20-8 8 20-20 8zM2-92h24v22H2zM34-76l16-8 10 18-16 8z" fill="#c4704a" />
    </Bowl>
  ),
  poultry: () => (
    <Plate>
      <Shape d="M26-56l30-18c-2-10 10-16 16-8 10 0 10 14 0 16L40-40z" fill="#fffdf5" />
      <Shape d="M-66-36c0-26 24-46 56-44 26 2 46 12 48 28 0 20-30 32-58 32-28 0-46-4-46-16z" fill="#c9853f" />
      <Marks d="M-46-46c6-12 18-18 32-16M-20-38c10-6 20-6 30-2" stroke="#8a4f20" />
    </Plate>
  ),
  fish: () => (
    <Plate>
      <Shape d="M38-46l34-24c-4 16-4 32 0 46z" fill="#c98f5a" />
      <Shape d="M-74-44c22-34 84-36 118 0-34 32-96 30-118 0z" fill="#e0ac72" />
      <Marks d="M-40-64c8 12 8 26 0 38M-12-56l10 10-10 10M12-52l8 8-8 8" stroke="#8a5a2c" />
      <circle cx="-54" cy="-48" r="3" fill="#5a3a22" />
    </Plate>
  ),
  egg: () => (
    <Plate>
      <Shape d="M-76-34c-6-18 18-22 30-34 16-16 40-14 58-6 26 2 62 16 62 36-2 16-34 18-60 18-34 2-82 4-90-14z" fill="#fff" />
      <Shape d="M-30-46c0-34 60-34 60 0 0 16-60 16-60 0z" fill="#f6b92c" />
      <Marks d="M-14-54c3-6 8-8 14-8" stroke="#fff" />
    </Plate>
  ),
  tofu: () => (
    <Plate>
      <Shape d="M-70-20v-32h52v32zM4-20v-32h52v32zM-34-62v-32h52v32z" fill="#fffdf5" />
      <Shape d="M-70-52l12-10h52v32l-12 10v-32zM4-52l12-10h52v32l-12 10v-32zM-34-94l12-10h52v32l-12 10v-32z" fill="#ecdcb9" />
      <Marks d="M-56-34l10-6M20-32l12-4M-20-76l12-6" stroke="#4f8a3a" />
    </Plate>
  ),
  vegetable: () => (
    <Bowl>
      <Heap fill="#6f9c4c" />
      <Marks d="M-48-62c4-12 14-20 26-22M-16-64c2-12 12-20 24-22M18-64c2-8 14-14 28-10" stroke="#dcecc0" />
    </Bowl>
  ),
  cold_dish: () => (
    <Plate>
      <Shape d="M-60-20c4-30 28-44 60-44s56 14 60 44z" fill="#cfe09a" />
      <Marks d="M-40-30l26-20M-14-30l24-24M14-30l22-18M-20-52l18 12" stroke="#4f7a34" />
    </Plate>
  ),
  soup: () => (
    <Liquid fill="#dfe7a6">
      <Marks d="M-44-54c8-8 16 6 24-2M-4-50c8-8 16 6 24-2M30-58c6-4 12 4 18 0" stroke="#b08b2e" />
    </Liquid>
  ),
  porridge: () => (
    <Liquid fill="#f0d48c">
      <Marks d="M-40-56h8M-14-50h8M10-58h8M34-52h8" stroke="#a9742c" />
    </Liquid>
  ),
  rice: () => (
    <Bowl>
      <Heap fill="#fffdf5" />
      <Marks d="M-34-70l8-6M-4-78l8 4M24-68l8-6M-8-62l8 2" stroke="#c9b08a" />
    </Bowl>
  ),
  steamed_bun: () => (
    <Plate>
      <Shape d="M2-20c-6-34 12-50 36-50s40 16 34 50z" fill="#fff6e2" />
      <Shape d="M-74-20c-6-38 14-56 42-56s46 18 40 56z" fill="#fffaf0" />
      <Marks d="M-46-58c8-6 18-6 24-2" stroke="#c9b08a" />
    </Plate>
  ),
  noodles: () => (
    <Bowl>
      <Marks d="M14-60L66-124M28-58L82-116" stroke="#8a4f20" />
      <Heap fill="#f2d58e" />
      <Marks d="M-54-62c10-22 30-26 54-22M-36-60c8-14 24-18 42-14M-4-60c8-16 32-20 50 0M20-80c14 0 24 6 32 18" stroke="#b5802c" />
    </Bowl>
  ),
  dumpling: () => (
    <Plate>
      <Shape d="M-36-42c4-26 64-26 72 0-16 10-56 10-72 0z" fill="#fff6e2" />
      <Shape d="M-76-18c4-30 66-30 74 0-16 8-58 8-74 0zM2-18c4-30 66-30 74 0-16 8-58 8-74 0z" fill="#fffaf0" />
      <Marks d="M-52-32l4 6M-34-34v6M26-32l4 6M44-34v6M-10-56v6M8-56v6" stroke="#b5905c" />
    </Plate>
  ),
  pancake: () => (
    <Plate>
      <Shape d="M-66-30v8c0 16 132 16 132 0v-8z" fill="#d99a4a" />
      <Shape d="M-66-46v10c0 18 132 18 132 0v-10z" fill="#d99a4a" />
      <ellipse cy="-46" rx="66" ry="17" fill="#f1c878" />
      <Marks d="M-28-48h12M6-42h14M10-54h10" stroke="#a9692a" />
    </Plate>
  ),
  milk_drink: () => (
    <>
      <Shape d="M-44-112h88L34 0h-68z" fill="#fff" />
      <Shape d="M-40-82c24 10 52-10 80 0L34 0h-68z" fill="#f6ecd8" />
    </>
  ),
  fruit: () => (
    <Plate>
      <Shape d="M-62-48c0-28 28-32 36-24 8-8 36-4 36 24 0 20-16 32-26 32H-36c-10 0-26-12-26-32z" fill="#c9432f" />
      <circle cx="42" cy="-48" r="30" fill="#ef9f3c" />
      <Marks d="M-26-72c0-12 6-18 14-20M34-62c4-4 10-5 16-3" stroke="#5a3a22" />
    </Plate>
  ),
};

const STAPLES: readonly DishCategory[] = ['rice', 'steamed_bun', 'pancake', 'noodles', 'dumpling'];
const SIDES: readonly DishCategory[] = ['soup', 'porridge', 'milk_drink', 'fruit'];

export type Table = { left: DishCategory | null; middle: DishCategory | null; right: DishCategory | null };

/** What of a set meal stands where: the first dish in the middle, as it gives the meal its name; staple left, soup or drink right. */
export function setTable([middle, ...sides]: readonly DishCategory[]): Table {
  const take = (wanted: (one: DishCategory) => boolean): DishCategory | null => {
    const index = sides.findIndex(wanted);
    return index < 0 ? null : (sides.splice(index, 1)[0] ?? null);
  };
  const left = take((one) => STAPLES.includes(one));
  const right = take((one) => SIDES.includes(one));
  const any = () => take(() => true);
  return { middle: middle ?? null, left: left ?? any(), right: right ?? any() };
}

/** Two things on the table stand in its middle together. */
function shift({ left, right }: Table): number {
  if ((left === null) === (right === null)) return 0;
  return left === null ? -42 : 42;
}

function Placed({ dish, x, scale }: { dish: DishCategory | null; x: number; scale: number }) {
  if (dish === null) return null;
  return (
    <g transform={`translate(${x} 146) scale(${scale})`} stroke-width={Math.round(4 / scale)}>
      {drawing[dish]()}
    </g>
  );
}

/** The picture of a set meal. The dishes are named in words beside it, so it is silent for those who listen. */
export function MealPicture({ categories }: { categories: readonly DishCategory[] }) {
  const table = setTable(categories);
  const x = 180 + shift(table);
  return (
    <svg class="picture" viewBox="0 16 360 148" aria-hidden="true">
      <ellipse cx="180" cy="150" rx="160" ry="9" fill="#e8c48f" />
      <g stroke="#5a3a22" stroke-linejoin="round" stroke-linecap="round">
        <Placed dish={table.left} x={x - 128} scale={0.46} />
        <Placed dish={table.middle} x={x} scale={1} />
        <Placed dish={table.right} x={x + 128} scale={0.46} />
      </g>
    </svg>
  );
}

/** The main dish alone, for lists. */
export function DishPicture({ categories }: { categories: readonly DishCategory[] }) {
  return (
    <svg class="picture small" viewBox="84 20 192 140" aria-hidden="true">
      <ellipse cx="180" cy="148" rx="90" ry="8" fill="#e8c48f" />
      <g stroke="#5a3a22" stroke-linejoin="round" stroke-linecap="round">
        <Placed dish={setTable(categories).middle} x={180} scale={1} />
      </g>
    </svg>
  );
}
