import { serviceDateOf, type ServiceDate } from '../../src/domain/calendar.ts';
import type { JudgedDraft } from '../../src/domain/order-draft.ts';
import { sumFen, yuanText, type Fen } from '../../src/domain/money.ts';
import { subsidyFenOf } from '../../src/domain/statement.ts';
import { clashesText } from '../canteen/clashes-text.ts';
import { PostForm } from '../form.tsx';
import { spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { refusalWords } from '../refusals.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { modeLabel } from '../text.ts';

/** The way back to what was chosen or pasted, with all of it. */
export type WayBack = { action: string; hidden: Readonly<Record<string, string>>; label: string };

export type DraftCheckProps = {
  frame: StaffFrame;
  now: number;
  judged: readonly JudgedDraft[];
  /** The request's key and the lines that will be ordered, as hidden fields. */
  hidden: Readonly<Record<string, string>>;
  back: WayBack;
};

/** Read it once: what will be ordered at which price, what will not and why. Nothing has been ordered yet. */
export function DraftCheckPage({ frame, now, judged, hidden, back }: DraftCheckProps) {
  const today = serviceDateOf(now);
  const taken = judged.flatMap((one) => (one.judged.refused === null ? [{ ...one, judged: one.judged }] : []));
  const refused = judged.filter((one) => one.judged.refused !== null);
  const total = sumFen(taken.map((one) => one.judged.assessment.selfPayFen));
  return (
    <StaffLayout frame={frame} title="看一遍">
      <h1>看一遍，还没有订</h1>
      {refused.length > 0 ? <Refused lines={refused} today={today} /> : null}
      <section class="card">
        <h2>会订上的：{taken.length} 份</h2>
        {taken.length === 0 ? <p class="empty">没有能订上的。请回去改一改。</p> : <Taken lines={taken} today={today} />}
        {taken.length > 0 ? (
          <>
            <p>
              自己付合计 <b>{yuanText(total)} 元</b>。预存款够的从预存款付，不够的取餐时收现金。
            </p>
            <PostForm action={paths.communityOrderBatches()} hidden={hidden}>
              <button class="act main big">确认，订这 {taken.length} 份</button>
            </PostForm>
          </>
        ) : null}
      </section>
      <PostForm action={back.action} hidden={back.hidden}>
        <button class="act">{back.label}</button>
      </PostForm>
    </StaffLayout>
  );
}

type Line = JudgedDraft;

const meal = ({ meal: { run }, letter, mealName }: Line, today: ServiceDate) => `${spokenMeal(run.serviceDate, run.slot, today)} ${letter ?? ''} ${mealName}`;

function Refused({ lines, today }: { lines: readonly Line[]; today: ServiceDate }) {
  return (
    <section class="card alarm" role="alert">
      <h2>订不了的：{lines.length} 份</h2>
      <ul>
        {lines.map((line) => (
          <li>
            <b>{line.person.name}</b> {meal(line, today)}，{modeLabel[line.draft.mode]}：{line.judged.refused === null ? '' : refusalWords[line.judged.refused].staff}
          </li>
        ))}
      </ul>
    </section>
  );
}

type TakenLine = Line & { judged: { assessment: { split: Parameters<typeof subsidyFenOf>[0]; selfPayFen: Fen }; priceFen: Fen; clashes: Parameters<typeof clashesText>[0] } };

function Taken({ lines, today }: { lines: readonly TakenLine[]; today: ServiceDate }) {
  return (
    <Table
      class="one-line"
      columns={[
        { head: '姓名' }, { head: '哪一餐' }, { head: '怎么吃' }, { head: '餐价（元）', numeric: true }, { head: '补贴（元）', numeric: true },
        { head: '自己付（元）', numeric: true }, { head: '留意' },
      ]}
      rows={lines.map((line) => [
        <b>{line.person.name}</b>,
        meal(line, today),
        modeLabel[line.draft.mode],
        yuanText(line.judged.priceFen),
        yuanText(subsidyFenOf(line.judged.assessment.split)),
        yuanText(line.judged.assessment.selfPayFen),
        line.judged.clashes.length > 0 ? <b class="clash">{clashesText(line.judged.clashes)}</b> : '',
      ])}
    />
  );
}
