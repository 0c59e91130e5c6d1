import type { Child } from 'hono/jsx';
import type { ServiceMode } from '../src/domain/meal-slot.ts';
import type { DishCategory } from '../src/domain/menu.ts';
import { PICTURE_LIMITS, type PictureSize } from '../src/domain/picture.ts';
import { paths } from './paths.ts';

// One drawing per dish category, in one hand: dark brown lines, paper and clay, and the product's one red. Each stands on y = 0,
// centred on x = 0, about 170 wide, so that a picture of a set meal only has to place and scale three of them.

const WHITE = '#fffdf5';
const CREAM = '#f3dcae';
const CLAY = '#d8a35c';
const BRICK = '#8c2a14';
const INK = '#5a3a22';

/** A bowl on its foot, a band of waves around it. What is in it stands behind its rim. */
function Bowl({ children }: { children?: Child }) {
  return (
    <>
      {children}
      <path d="M-82-54H82C80-22 60-10 32-8V0h-64v-8C-60-10-80-22-82-54z" fill={WHITE} />
      <path d="M-78-40H78M-60-29q7.5 9 15 0t15 0 15 0 15 0 15 0 15 0 15 0 15 0" stroke={BRICK} fill="none" />
    </>
  );
}

function Heap({ fill }: { fill: string }) {
  return <path d="M-72-54c6-30 30-42 72-42s66 12 72 42z" fill={fill} />;
}

function Plate({ children }: { children?: Child }) {
  return (
    <>
      <path d="M-84-22H84C74-8 56-6 38-6V0h-76v-6c-18 0-36-2-46-16z" fill={WHITE} />
      <path d="M-74-14H74" stroke={BRICK} />
      {children}
    </>
  );
}

/** A bamboo steamer. */
function Steamer({ children }: { children?: Child }) {
  return (
    <>
      {children}
      <path d="M-80-38H80V0H-80z" fill={CLAY} />
      <path d="M-80-26H80M-80-13H80" stroke="#a9742c" fill="none" />
      <path d="M-52-38V0M52-38V0" stroke={BRICK} />
    </>
  );
}

function Liquid({ fill, children }: { fill: string; children?: Child }) {
  return (
    <>
      <Bowl />
      <ellipse cy="-54" rx="82" ry="17" fill={fill} />
      {children}
      <path d="M-26-114c-9 12 9 18 0 30M0-118c-9 12 9 18 0 30M26-114c-9 12 9 18 0 30" stroke="#b98a55" fill="none" />
    </>
  );
}

const Marks = ({ d, stroke = INK }: { d: string; stroke?: string }) => <path d={d} stroke={stroke} fill="none" />;
const Shape = ({ d, fill }: { d: string; fill: string }) => <path d={d} fill={fill} />;

const drawing: Record<DishCategory, () => Child> = {
  meat: () => (
    <Bowl>
      <Heap fill={CLAY} />
      <Shape d="M-58-86l34-8 8 30-34 8zM-14-100h34v30h-34zM26-92l32 10-10 28-30-8z" fill={BRICK} />
      <Marks d="M-54-74l34-8M-14-86h34M22-78l32 10" stroke={CREAM} />
    </Bowl>
  ),
  poultry: () => (
    <Plate>
      <Shape d="M26-58l30-18c-2-10 10-16 16-8 10 0 10 14 0 16L40-42z" fill={WHITE} />
      <Shape d="M-66-38c0-26 24-46 56-44 26 2 46 12 48 28 0 20-30 32-58 32-28 0-46-4-46-16z" fill={CLAY} />
      <Marks d="M-46-48c6-12 18-18 32-16M-20-40c10-6 20-6 30-2" stroke={BRICK} />
    </Plate>
  ),
  fish: () => (
    <Plate>
      <Shape d="M38-48l34-24c-4 16-4 32 0 46z" fill={BRICK} />
      <Shape d="M-18-76c10-16 28-18 40-12l-6 18z" fill={BRICK} />
      <Shape d="M-74-46c22-34 84-36 118 0-34 32-96 30-118 0z" fill={CREAM} />
      <Marks d="M-40-66c8 12 8 26 0 38M-14-58q8 6 0 12 8 6 0 12M8-58q8 6 0 12 8 6 0 12" />
      <circle cx="-55" cy="-50" r="3" fill={INK} />
    </Plate>
  ),
  egg: () => (
    <Plate>
      <Shape d="M-76-36c-6-18 18-22 30-34 16-16 40-14 58-6 26 2 62 16 62 36-2 16-34 18-60 18-34 2-82 4-90-14z" fill={WHITE} />
      <Shape d="M-30-48c0-34 60-34 60 0 0 16-60 16-60 0z" fill={CLAY} />
      <Marks d="M-14-56c3-6 8-8 14-8" stroke={WHITE} />
    </Plate>
  ),
  tofu: () => (
    <Plate>
      <Shape d="M-70-22v-32h52v32zM4-22v-32h52v32zM-34-64v-32h52v32z" fill={WHITE} />
      <Shape d="M-70-54l12-10h52v32l-12 10v-32zM4-54l12-10h52v32l-12 10v-32zM-34-96l12-10h52v32l-12 10v-32z" fill={CREAM} />
      <Marks d="M-56-36l10-6M20-34l12-4M-20-78l12-6" stroke={BRICK} />
    </Plate>
  ),
  vegetable: () => (
    <Bowl>
      <Shape d="M-58-54c-26-34 2-58 26-48 16 8 20 28 12 48zM20-54c-8-22 0-44 20-48 26-6 44 20 20 48z" fill={CLAY} />
      <Shape d="M-34-54c-14-44 8-70 34-70s48 26 34 70z" fill={CREAM} />
      <Shape d="M-9-54l4-34H5l4 34z" fill={WHITE} />
      <Marks d="M0-112v24M-5-86l-13-10M5-86l13-10M-7-68l-16-8M7-68l16-8M-44-84l8 24M44-84l-8 24" />
    </Bowl>
  ),
  cold_dish: () => (
    <Plate>
      <Shape d="M-62-22c4-32 28-48 62-48s58 16 62 48z" fill={CREAM} />
      <Marks d="M-44-30l26-22M-16-30l24-26M14-30l24-20M-22-56l18 12M6-60l20 10" />
      <Marks d="M-34-44l8 4M-2-40l8 4M26-44l8 4" stroke={BRICK} />
    </Plate>
  ),
  soup: () => (
    <Liquid fill={CREAM}>
      <Marks d="M-48-54c8-8 16 6 24-2M-6-50c8-8 16 6 24-2M34-57c6-4 12 4 18 0" stroke="#a9742c" />
      <Marks d="M-20-61h1M28-48h1M-44-46h1" stroke={BRICK} />
    </Liquid>
  ),
  porridge: () => (
    <Liquid fill={WHITE}>
      <Marks d="M-44-56h5M-14-62h5M14-48h5M44-55h5M-28-47h5" stroke="#b98a55" />
      <Marks d="M-30-56l6 2M6-58l6 2M30-50l6 2" stroke={BRICK} />
    </Liquid>
  ),
  rice: () => (
    <Bowl>
      <Heap fill={WHITE} />
      <Marks d="M-38-70l8-6M-10-82l8 4M22-72l8-6M-12-64l8 2M46-64l6 3" stroke="#b98a55" />
    </Bowl>
  ),
  steamed_bun: () => (
    <Steamer>
      <Shape d="M4-38c-8-36 12-52 36-52s44 16 36 52z" fill={CREAM} />
      <Shape d="M-76-38c-8-40 14-58 42-58s50 18 42 58z" fill={WHITE} />
      <Marks d="M-34-94v10M-44-88l6 8M-24-88l-6 8M40-88v9M31-84l5 7M49-84l-5 7" stroke={BRICK} />
    </Steamer>
  ),
  noodles: () => (
    <Bowl>
      <Marks d="M14-60L66-124M28-58L82-116" stroke={BRICK} />
      <Heap fill={CREAM} />
      <Marks d="M-54-62c10-22 30-26 54-22M-36-60c8-14 24-18 42-14M-4-60c8-16 32-20 50 0M20-80c14 0 24 6 32 18" stroke="#a9742c" />
    </Bowl>
  ),
  dumpling: () => (
    <Plate>
      <Shape d="M-36-44c4-26 64-26 72 0-16 10-56 10-72 0z" fill={CREAM} />
      <Shape d="M-76-20c4-30 66-30 74 0-16 8-58 8-74 0zM2-20c4-30 66-30 74 0-16 8-58 8-74 0z" fill={WHITE} />
      <Marks d="M-54-34l4 7M-39-38v8M-24-34l-4 7M24-34l4 7M39-38v8M54-34l-4 7M-10-58v7M8-58v7" stroke={BRICK} />
    </Plate>
  ),
  pancake: () => (
    <Plate>
      <Shape d="M-66-32v8c0 16 132 16 132 0v-8z" fill={CLAY} />
      <Shape d="M-66-48v10c0 18 132 18 132 0v-10z" fill={CLAY} />
      <ellipse cy="-48" rx="66" ry="17" fill={CREAM} />
      <Marks d="M-28-50h12M6-44h14M10-56h10M-8-40h6M34-51h8" stroke={BRICK} />
    </Plate>
  ),
  milk_drink: () => (
    <>
      <Shape d="M-44-112h88L34 0h-68z" fill={WHITE} />
      <Shape d="M-41-88c24 10 54-10 82 0L34 0h-68z" fill={CREAM} />
      <Marks d="M-38-52H38M-36-42H36" stroke={BRICK} />
    </>
  ),
  fruit: () => (
    <Plate>
      <Shape d="M-62-50c0-28 28-32 36-24 8-8 36-4 36 24 0 20-16 32-26 32H-36c-10 0-26-12-26-32z" fill={BRICK} />
      <circle cx="42" cy="-50" r="30" fill={CLAY} />
      <Marks d="M-26-74c0-12 6-18 14-20M34-64c4-4 10-5 16-3" />
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

type Pictured = { categories: readonly DishCategory[]; /** The canteen's own photo, where it has one. */ pictureId?: string | null };

function Photo({ pictureId, size }: { pictureId: string; size: PictureSize }) {
  const { width, height } = PICTURE_LIMITS[size];
  return <img class={size === 'large' ? 'picture' : 'picture small'} src={paths.picture(pictureId, size)} alt="" width={width} height={height} loading={size === 'small' ? 'lazy' : undefined} />;
}

/** The picture of a set meal. The dishes are named in words beside it, so it is silent for those who listen. */
export function MealPicture({ categories, pictureId }: Pictured) {
  if (pictureId) return <Photo pictureId={pictureId} size="large" />;
  const table = setTable(categories);
  const x = 180 + shift(table);
  return (
    <svg class="picture" viewBox="0 16 360 148" aria-hidden="true">
      <ellipse cx="180" cy="152" rx="166" ry="11" fill="#e8c48f" />
      <g stroke={INK} stroke-linejoin="round" stroke-linecap="round">
        <Placed dish={table.left} x={x - 128} scale={0.46} />
        <Placed dish={table.middle} x={x} scale={1} />
        <Placed dish={table.right} x={x + 128} scale={0.46} />
        <path d="M112 154h136M120 159h128" stroke={BRICK} stroke-width="3" />
      </g>
    </svg>
  );
}

/** The main dish alone, for lists. */
export function DishPicture({ categories, pictureId }: Pictured) {
  if (pictureId) return <Photo pictureId={pictureId} size="small" />;
  return (
    <svg class="picture small" viewBox="84 20 192 140" aria-hidden="true">
      <ellipse cx="180" cy="148" rx="90" ry="8" fill="#e8c48f" />
      <g stroke={INK} stroke-linejoin="round" stroke-linecap="round">
        <Placed dish={setTable(categories).middle} x={180} scale={1} />
      </g>
    </svg>
  );
}

const way: Record<ServiceMode, () => Child> = {
  dine_in: () => (
    <>
      <Bowl>
        <Heap fill={WHITE} />
      </Bowl>
      <Marks d="M50-78L92-128M62-74L106-120" stroke={BRICK} />
    </>
  ),
  pickup: () => (
    <>
      <Marks d="M-44-62c0-62 88-62 88 0" stroke={BRICK} />
      <Shape d="M-62-64H62v20H-62z" fill={CREAM} />
      <Shape d="M-58-44H58V0H-58z" fill={WHITE} />
      <Marks d="M-58-22H58" stroke={BRICK} />
    </>
  ),
  home_delivery: () => (
    <>
      <Shape d="M-62-60H62V0H-62z" fill={WHITE} />
      <Shape d="M-96-52c26-8 52-30 96-62 44 32 70 54 96 62-30 8-162 8-192 0z" fill={BRICK} />
      <Shape d="M-20-34h40V0h-40z" fill={CLAY} />
      <Marks d="M0-34V0" />
    </>
  ),
};

/** Where the meal is eaten: a bowl on a table, a box with a handle, a house. */
export function WayPicture({ mode }: { mode: ServiceMode }) {
  return (
    <svg class="picture small" viewBox="64 16 232 150" aria-hidden="true">
      <ellipse cx="180" cy="150" rx="96" ry="8" fill="#e8c48f" />
      <g transform="translate(180 146)" stroke={INK} stroke-width="6" stroke-linejoin="round" stroke-linecap="round">
        {way[mode]()}
      </g>
    </svg>
  );
}
