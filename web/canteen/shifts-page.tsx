import type { Instant } from '../../src/domain/calendar.ts';
import { fen, yuanExact, yuanText, type Fen } from '../../src/domain/money.ts';
import type { ShiftFigures } from '../../src/domain/shift.ts';
import { ErrorSummary, Field, PostForm, Refusal } from '../form.tsx';
import { dayAndClock, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';

export type OpenShift = { pointId: string; number: number; openedAt: Instant; openedByName: string; openingFen: Fen; openingNote: string };

export type DrawerView = {
  pointId: string;
  name: string;
  number: number;
  open: OpenShift | null;
  figures: ShiftFigures;
  /** What should lie in the box before the shift begins; null before the first. */
  shouldLieFen: Fen | null;
};

export type PastShift = OpenShift & {
  pointName: string; closedAt: Instant | null; closedByName: string | null; expectedFen: Fen | null; countedFen: Fen | null; explanation: string | null; seenByName: string | null;
  /** Whoever looks closed it. */
  mine: boolean;
};

export type ShiftsPageProps = {
  frame: StaffFrame;
  drawers: readonly DrawerView[];
  past: readonly PastShift[];
  /** The shift stands already, and the count that was sent for it is none. */
  taken?: OpenShift;
  refused?: { point: string; counted: string; note: string; wrong: string; field: 'counted' | 'note' };
};

const takenText = ({ number, openedByName, openedAt, openingFen }: OpenShift) =>
  `第 ${number} 班已经开了：${openedByName}，${dayAndClock(openedAt)}，点的是 ${yuanText(openingFen)} 元。您这次填的没有记下。数对不上，先当面核对。`;

/** The cash box: what is in it by the books, and what earlier shifts counted. */
export function ShiftsPage({ frame, drawers, past, taken, refused }: ShiftsPageProps) {
  return (
    <StaffLayout frame={frame} title="钱箱">
      <h1>钱箱</h1>
      <Refusal words={taken && takenText(taken)} />
      {refused ? <ErrorSummary errors={[{ field: refused.field, message: refused.wrong }]} /> : null}
      {drawers.map((one) => (
        <section class="card">
          <h2>
            {one.name}，第 {one.number} 班
          </h2>
          {one.open ? <Running drawer={one} open={one.open} /> : <Opening drawer={one} refused={refused?.point === one.pointId ? refused : undefined} />}
        </section>
      ))}
      <Past past={past} several={drawers.length > 1} />
    </StaffLayout>
  );
}

function Running({ drawer, open }: { drawer: DrawerView; open: OpenShift }) {
  return (
    <>
      <p class="pay">钱箱里该有 {yuanText(drawer.figures.expectedFen)} 元</p>
      <p>
        {open.openedByName}，{dayAndClock(open.openedAt)} 开班
      </p>
      <FigureLines figures={drawer.figures} openingFen={open.openingFen} />
      <p class="acts">
        <a class="act main" href={paths.shiftClosing(drawer.pointId, drawer.number)}>
          交班，点钱
        </a>
      </p>
    </>
  );
}

/** Where the money in the box comes from, line by line. */
export function FigureLines({ figures, openingFen }: { figures: ShiftFigures; openingFen: Fen }) {
  const lines: [string, Fen][] = [
    ['开班点的', openingFen],
    ['收的饭钱', figures.mealsFen],
    ['充值收的', figures.topUpsFen],
    ['退预存款付的', figures.refundsFen],
    ['撤销登记退的', figures.undoneFen],
    ...(figures.otherFen === 0 ? [] : [['别的', figures.otherFen] satisfies [string, Fen]]),
  ];
  return (
    <Table
      class="one-line"
      columns={[{ head: '哪一项' }, { head: '元', numeric: true }]}
      rows={[
        ...lines.map(([name, amount]) => [name, yuanGrouped(amount)]),
        ...(figures.beforeOpeningFen === 0 ? [] : [['没开班时收付的（已点在开班数里）', `(${yuanGrouped(figures.beforeOpeningFen)})`]]),
      ]}
      foot={['该有', yuanGrouped(figures.expectedFen)]}
    />
  );
}

function Opening({ drawer, refused }: { drawer: DrawerView; refused: ShiftsPageProps['refused'] }) {
  const { shouldLieFen, figures } = drawer;
  const errors = refused ? [{ field: refused.field, message: refused.wrong }] : [];
  return (
    <>
      <p>
        还没开班。
        {figures.beforeOpeningFen === 0 ? '' : `没开班时收付的 ${yuanText(figures.beforeOpeningFen)} 元，算在这一班里。`}
        {shouldLieFen === null ? '' : `连上一班点的，钱箱里该有 ${yuanText(shouldLieFen)} 元。`}
      </p>
      <PostForm action={paths.shifts()} hidden={{ point: drawer.pointId, number: String(drawer.number) }}>
        <Field name="counted" label="钱箱里现在一共点出多少（元）" value={refused?.counted ?? ''} errors={errors} inputmode="decimal" />
        <Field name="note" label="和该有的不一样，写明为什么（例如：交了公司 300 元）" value={refused?.note ?? ''} errors={errors} />
        <button class="act main">开班</button>
      </PostForm>
    </>
  );
}

const COLUMNS = [{ head: '哪一班' }, { head: '交班' }, { head: '该有（元）', numeric: true }, { head: '点出（元）', numeric: true }, { head: '差（元）', numeric: true }, { head: '说明' }, { head: '第二个人' }];

function Past({ past, several }: { past: readonly PastShift[]; several: boolean }) {
  if (past.length === 0) return <p class="card empty">还没有交过班。开班、收钱、交班以后，每一班的数都列在这里，可以打印。</p>;
  const differs = ({ countedFen, expectedFen }: PastShift) => countedFen !== expectedFen;
  return (
    <section class="card">
      <h2>交过的班</h2>
      <Table
        class="ledger"
        columns={COLUMNS}
        rowClass={(index) => (past[index] && differs(past[index]) ? 'wrong' : undefined)}
        rows={past.map((one) => [
          <a href={paths.shift(one.pointId, one.number)}>
            {several ? `${one.pointName} ` : ''}第 {one.number} 班
          </a>,
          `${one.closedAt === null ? '' : dayAndClock(one.closedAt)} ${one.closedByName ?? ''}`,
          yuanExact(one.expectedFen ?? zero),
          yuanExact(one.countedFen ?? zero),
          differenceText(one),
          one.explanation ?? '',
          <Seen shift={one} />,
        ])}
      />
    </section>
  );
}

const zero = fen(0);
const differenceText = ({ countedFen, expectedFen }: PastShift) => yuanExact(fen((countedFen ?? zero) - (expectedFen ?? zero)));

function Seen({ shift }: { shift: PastShift }) {
  if (shift.seenByName) return <>{shift.seenByName}看过</>;
  if (shift.mine) return <>等另一位看</>;
  return (
    <PostForm action={paths.shiftReview(shift.pointId, shift.number)}>
      <button class="act">看过了</button>
    </PostForm>
  );
}

export type ShiftClosingPageProps = {
  frame: StaffFrame;
  shift: OpenShift & { pointName: string };
  figures: ShiftFigures;
  /** Counted less expected, once something was counted. */
  difference: Fen | null;
  refused?: { counted: string; explanation: string; wrong: string; field: 'counted' | 'explanation' };
};

/** Counting the box. A difference is no fault, but it is explained. */
export function ShiftClosingPage({ frame, shift, figures, difference, refused }: ShiftClosingPageProps) {
  const errors = refused ? [{ field: refused.field, message: refused.wrong }] : [];
  return (
    <StaffLayout frame={frame} title="交班">
      <h1>
        交班：{shift.pointName}，第 {shift.number} 班
      </h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <p class="pay">钱箱里该有 {yuanText(figures.expectedFen)} 元</p>
        {difference === null || difference === 0 ? null : (
          <p class="wrong">
            点出来{difference > 0 ? '多' : '少'}了 {yuanExact(difference).replace('-', '')} 元
          </p>
        )}
        <FigureLines figures={figures} openingFen={shift.openingFen} />
        <PostForm action={paths.shiftClosing(shift.pointId, shift.number)} hidden={{ expected: String(figures.expectedFen) }}>
          <Field name="counted" label="点出来多少（元）" value={refused?.counted ?? ''} errors={errors} inputmode="decimal" autofocus class="big" />
          <Field name="explanation" label="和该有的不一样，写明为什么" value={refused?.explanation ?? ''} errors={errors} />
          <button class="act main big">交班，打单</button>
        </PostForm>
      </section>
      <p class="trail">
        <a href={paths.shifts()}>先不交</a>
      </p>
    </StaffLayout>
  );
}
