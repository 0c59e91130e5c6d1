import type { Child } from 'hono/jsx';
import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import { tallyOutcomes, type RowOutcome } from '../../src/domain/paper-list.ts';
import type { PrintKind } from '../../src/domain/sheet.ts';
import { called } from '../field-names.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table, type Column } from '../table.tsx';
import { modeLabel, recordedLabel, rowOutcomeLabel, sheetKindLabel, slotLabel } from '../text.ts';
import { PersonName } from './person-name.tsx';
import { StoppedNotice, type StoppablePoint } from './stopped-notice.tsx';

export type TypedPaperList = { sheet: string; rows: string; by: string; point: string };

export type PaperListPageProps = {
  frame: StaffFrame;
  /** More than one: whoever types says whose sheet it is, for each point counts its own. */
  points: readonly (StoppablePoint & { id: string })[];
  typed: TypedPaperList;
  errors: readonly FieldError[];
};

/** Paper comes back: which sheet, which rows, who ticked them. */
export function PaperListPage({ frame, points, typed, errors }: PaperListPageProps) {
  return (
    <StaffLayout frame={frame} title="纸单登记">
      <h1>纸单登记</h1>
      <StoppedNotice points={points} />
      <ErrorSummary errors={errors} />
      <PostForm action={paths.paperLists()} class="card">
        {points.length > 1 ? <PointChoice points={points} chosen={typed.point} errors={errors} /> : null}
        <Field name="sheet" label="单号" hint="纸单最下面的数字" value={typed.sheet} errors={errors} inputmode="numeric" autofocus />
        <Field name="rows" label="打了勾的行号" hint="例如 1-20，23、25" value={typed.rows} errors={errors} />
        <Field name="by" label="谁打的勾" hint="写姓名，每一行都记在这个人名下" value={typed.by} errors={errors} />
        <button class="act main">先看一遍</button>
      </PostForm>
    </StaffLayout>
  );
}

const WHERE = '哪里的纸单';

/** None is chosen beforehand: each point counts its own sheets, and the wrong one would look right. */
function PointChoice({ points, chosen, errors }: Pick<PaperListPageProps, 'points' | 'errors'> & { chosen: string }) {
  called('point', WHERE);
  const message = errors.find((error) => error.field === 'point')?.message;
  return (
    <fieldset class="field" id="point" aria-describedby={message ? 'point-error' : undefined}>
      <legend>{WHERE}</legend>
      {message ? (
        <p class="wrong" id="point-error">
          {message}
        </p>
      ) : null}
      {points.map((point) => (
        <label class="choice">
          <input type="radio" name="point" value={point.id} checked={point.id === chosen} />
          {point.name}
        </label>
      ))}
    </fieldset>
  );
}

export type PaperSheet = { number: number; kind: PrintKind; pointName: string; serviceDate: ServiceDate; slot: MealSlot };

export type PaperRowLine = {
  row: number;
  /** Null where the sheet has no such row. */
  on: { name: string; namesakeAge: number | null; letter: string; mealName: string; mode: ServiceMode } | null;
  outcome: RowOutcome;
};

export type PaperPreviewPageProps = {
  frame: StaffFrame;
  sheet: PaperSheet;
  by: string;
  rows: readonly PaperRowLine[];
  /** Null when nothing is left to record. */
  hidden: Readonly<Record<string, string>> | null;
  /** What was typed, to go back to. */
  entered: Readonly<Record<string, string>>;
};

/** Every row by name before anything is recorded. */
export function PaperPreviewPage({ frame, sheet, by, rows, hidden, entered }: PaperPreviewPageProps) {
  return (
    <StaffLayout frame={frame} title="纸单登记">
      <h1>{sheetText(sheet)}</h1>
      <section class="card">
        <p>
          {by}打的勾：{summary(rows, rowOutcomeLabel.to_record)}。
        </p>
        <Rows rows={rows} recorded={rowOutcomeLabel.to_record} />
        {hidden ? (
          <PostForm action={paths.paperLists()} hidden={hidden}>
            <p class="acts">
              <button class="act main big" autofocus>
                对的，登记
              </button>
            </p>
          </PostForm>
        ) : (
          <p>没有要登记的。</p>
        )}
      </section>
      <PostForm action={paths.paperLists()} hidden={{ ...entered, again: 'yes' }}>
        <button class="act">不对，回去改</button>
      </PostForm>
    </StaffLayout>
  );
}

export type PaperResultPageProps = { frame: StaffFrame; sheet: PaperSheet; rows: readonly PaperRowLine[] };

/** What was recorded, by name. */
export function PaperResultPage({ frame, sheet, rows }: PaperResultPageProps) {
  return (
    <StaffLayout frame={frame} title="纸单登记">
      <h1>{sheetText(sheet)}</h1>
      <p class="card good done-line" role="status">
        {summary(rows, recordedLabel)}。
      </p>
      <section class="card">
        <Rows rows={rows} recorded={recordedLabel} />
      </section>
      <p class="trail">
        <a href={paths.paperLists()}>登记下一张</a>
      </p>
    </StaffLayout>
  );
}

const sheetText = (sheet: PaperSheet) =>
  `${sheet.number} 号${sheetKindLabel[sheet.kind]}，${dayText(sheet.serviceDate)} ${slotLabel[sheet.slot]}，${sheet.pointName}`;

/** 已登记 18 位，早已登记 2 位，没有这一行 1 处 */
function summary(rows: readonly PaperRowLine[], recorded: string): string {
  const words = tallyOutcomes(rows).map(({ outcome, count }) => {
    const label = outcome === 'to_record' ? recorded : rowOutcomeLabel[outcome];
    return `${label} ${count} ${outcome === 'no_such_row' ? '处' : '位'}`;
  });
  return words.join('，');
}

const COLUMNS: readonly Column[] = [{ head: '行', numeric: true }, { head: '姓名' }, { head: '登记' }, { head: '套餐' }];

function Rows({ rows, recorded }: { rows: readonly PaperRowLine[]; recorded: string }) {
  const rowClass = (index: number) => {
    const outcome = rows[index]?.outcome;
    if (outcome === 'to_record') return undefined;
    return outcome === 'already_handed_over' ? 'done' : 'wrong';
  };
  const cells = rows.map(({ row, on, outcome }): Child[] => [
    row,
    on ? (
      <span class="unbroken">
        <PersonName row={on} />
      </span>
    ) : (
      '—'
    ),
    <span class="unbroken">{outcome === 'to_record' ? recorded : rowOutcomeLabel[outcome]}</span>,
    on ? `${on.letter} ${on.mealName}，${modeLabel[on.mode]}` : '—',
  ]);
  return <Table columns={COLUMNS} rows={cells} caption="打了勾的行" class="ticked" rowClass={rowClass} />;
}

