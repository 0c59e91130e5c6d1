import type { Instant } from '../../src/domain/calendar.ts';
import type { EqualityLine } from '../../src/domain/equality.ts';
import type { MealRun } from '../../src/domain/meal-run.ts';
import type { ChangeCount } from '../../src/domain/change-sheet.ts';
import { checkCode, type PrintKind, type SheetKind } from '../../src/domain/sheet.ts';
import { PostForm, Refusal } from '../form.tsx';
import { clockOf, clockSeenFrom, dayAndClock, dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { sheetKindLabel, slotLabel } from '../text.ts';
import { changeCountText } from './change-text.ts';
import { equalityText } from './equality-text.ts';
import { MismatchCard, type Mismatch } from './mismatch-page.tsx';

export type PrintedSheet = { id: string; number: number; kind: PrintKind; printedAt: Instant; printedByName: string; contentHash: string };

export type SheetToPrint = { kind: SheetKind; rows: number; requestKey: string; latest: PrintedSheet | null };

export type SheetsPageProps = {
  frame: StaffFrame;
  run: MealRun;
  closing: { closedAt: Instant; closedByName: string | null };
  equality: EqualityLine;
  /** What does not add up; then nothing can be printed. */
  mismatch: Mismatch | null;
  /** Since the paper was printed; null: nothing, or there is no paper. */
  changed: (ChangeCount & { requestKey: string }) | null;
  sheets: readonly SheetToPrint[];
  /** Why the last press printed nothing. */
  refusal?: string;
  printed: readonly PrintedSheet[];
};

/** The three sheets of a closed run, and every one printed so far. */
export function SheetsPage(props: SheetsPageProps) {
  const { run, closing, mismatch, changed } = props;
  const next = props.sheets.find((sheet) => sheet.rows > 0 && sheet.latest === null)?.kind;
  return (
    <StaffLayout frame={props.frame} title={`${slotLabel[run.slot]}打印单`}>
      <div class="head">
        <h1>
          {dayText(run.serviceDate)} {slotLabel[run.slot]}打印单
        </h1>
        <p class="trail">
          <a href={paths.canteenMealRun(run.id)}>看名单</a>
          <a href={paths.canteen(run.serviceDate)}>回到这一天</a>
        </p>
      </div>
      <Refusal words={props.refusal} />
      {mismatch ? (
        <MismatchCard mismatch={mismatch} />
      ) : (
        <section class="card good">
          <h2>{equalityText(props.equality)}，核对一致</h2>
          <p>{closingText(run, closing)}</p>
        </section>
      )}
      {changed && mismatch === null ? <Changed run={run} changed={changed} /> : null}
      <section class="card">
        {props.sheets.map((sheet) => (
          <SheetLine run={run} sheet={sheet} main={sheet.kind === next} printable={mismatch === null && changed === null} />
        ))}
      </section>
      {props.printed.length > 0 ? <Printed printed={props.printed} /> : null}
    </StaffLayout>
  );
}

/** 9:40 停止接单，9:42 李芳截止，份数已定: a breakfast's orders end the evening before, whenever its count was frozen. */
function closingText({ serviceDate, cutoffAt }: MealRun, { closedAt, closedByName }: SheetsPageProps['closing']): string {
  const [cutoff, closed] = [cutoffAt, closedAt].map((at) => clockSeenFrom(serviceDate, at));
  if (closedAt < cutoffAt) return `原定 ${cutoff} 停止接单，${closed} ${closedByName ?? '系统'}提前截止，份数已定。`;
  return `${cutoff} 停止接单，${closed} ${closedByName === null ? '系统自动截止' : `${closedByName}截止`}，份数已定。`;
}

function Changed({ run, changed }: { run: MealRun; changed: NonNullable<SheetsPageProps['changed']> }) {
  return (
    <section class="card alarm">
      <h2>印出后有变动（{changeCountText(changed)}）</h2>
      <p>打变更单交给厨房，要送的也带一张。变更单打出来以前，别的单子先不打，免得对不上。</p>
      <PostForm action={paths.printRuns(run.id)} hidden={{ key: changed.requestKey, kind: 'change_sheet' }}>
        <button class="act main">打变更单</button>
      </PostForm>
    </section>
  );
}

type SheetLineProps = { run: MealRun; sheet: SheetToPrint; main: boolean; printable: boolean };

function SheetLine({ run, sheet: { kind, rows, requestKey, latest }, main, printable }: SheetLineProps) {
  return (
    <div class="sheet-line">
      <div>
        <b class="kind">{sheetKindLabel[kind]}</b>
        <br />
        <small>{rows === 0 ? '没有人，不用打' : `${rows} 份${latest ? '' : '，还没打'}`}</small>
      </div>
      <div>
        {latest ? (
          <a class="act" href={paths.printRun(latest.id)}>
            看第 {latest.number} 号（{clockOf(latest.printedAt)}）
          </a>
        ) : null}
      </div>
      {printable && rows > 0 ? (
        <PostForm action={paths.printRuns(run.id)} hidden={{ key: requestKey, kind }}>
          <button class={main ? 'act main' : 'act'}>{latest ? '另打一张新号' : '打印'}</button>
        </PostForm>
      ) : null}
    </div>
  );
}

function Printed({ printed }: { printed: readonly PrintedSheet[] }) {
  return (
    <section class="card">
      <Table
        caption={`打过的单子，${printed.length} 张`}
        class="one-line"
        columns={[{ head: '单号', numeric: true }, { head: '哪一张' }, { head: '什么时候' }, { head: '谁打的' }, { head: '内容校验' }]}
        rows={printed.map((one) => [
          <a href={paths.printRun(one.id)}>{one.number}</a>,
          sheetKindLabel[one.kind],
          dayAndClock(one.printedAt),
          one.printedByName,
          checkCode(one.contentHash),
        ])}
      />
      <p class="hint">校验相同，内容就一字不差。看旧单子，内容和单号都跟当时一样，可以再用浏览器打出来。</p>
    </section>
  );
}
