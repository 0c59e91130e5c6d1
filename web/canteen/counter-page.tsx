import type { Child } from 'hono/jsx';
import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { yuanText, type Fen } from '../../src/domain/money.ts';
import { changeFor } from '../../src/domain/typed-yuan.ts';
import { Candidates, type CandidateLine } from '../candidates.tsx';
import { Field, PostForm } from '../form.tsx';
import { dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { slotLabel } from '../text.ts';
import { Caller, takesEnter, UndoForm, type CallerProps } from './caller.tsx';
import { payText } from './pay-text.ts';
import { StoppedNotice, type StoppablePoint } from './stopped-notice.tsx';

export type SittingLine = {
  /** Null where the counter serves one point only. */
  pointName: string | null;
  slot: MealSlot;
  /** Of those who had ordered. */
  handedOver: number;
  ordered: number;
  walkIns: number;
};

export type LatestLine = {
  handOverId: string;
  clock: string;
  name: string;
  slot: MealSlot;
  /** Null for today. */
  date: ServiceDate | null;
  letter: string;
  selfPayFen: Fen;
  /** From prepaid money. */
  prepaid: boolean;
  walkIn: boolean;
  undoable: boolean;
};

export type CounterPageProps = {
  frame: StaffFrame;
  points: readonly StoppablePoint[];
  /** What was typed and found nobody, or too many. */
  typed?: string;
  /** Under the field: why nobody is shown. */
  problem?: string;
  /** `givenFen`: the cash they put down, where it was typed. */
  done?: { line: LatestLine; undone: boolean; givenFen?: Fen };
  caller?: CallerProps;
  candidates?: { people: readonly CandidateLine[]; more: boolean };
  /** Why the last press did nothing. */
  refusal?: string;
  sittings: readonly SittingLine[];
  latest: readonly LatestLine[];
};

/** The counter: scan or type, look, press Enter. Works by keyboard alone and without JavaScript. */
export function CounterPage(props: CounterPageProps) {
  const { frame, typed, problem, done, caller, candidates, refusal } = props;
  return (
    <StaffLayout frame={frame} title="登记吃饭" wide="split">
      <div class="stack">
        <h1>登记吃饭</h1>
        <StoppedNotice points={props.points} />
        {done ? <DoneLine {...done} /> : null}
        {refusal ? (
          <p class="card alarm wrong" role="alert">
            {refusal}
          </p>
        ) : null}
        <SearchForm typed={typed} problem={problem} focused={!caller || !takesEnter(caller)} />
        {candidates ? <Candidates {...candidates} /> : null}
        {caller ? <Caller {...caller} /> : null}
      </div>
      <div class="stack">
        <Sittings sittings={props.sittings} />
        <Latest latest={props.latest} />
      </div>
    </StaffLayout>
  );
}

/** Posted, so that names, numbers and card links stay out of addresses and logs. */
function SearchForm({ typed, problem, focused }: { typed?: string; problem?: string; focused: boolean }) {
  return (
    <PostForm action={paths.counter()} class="card find">
      <Field
        name="q"
        label="扫卡，或打卡号、姓名（拼音首字母也行）、楼号、手机号后四位，再按回车"
        value={typed}
        errors={problem ? [{ field: 'q', message: problem }] : []}
        autofocus={focused}
        class="big"
      />
      <button class="act">查找</button>
    </PostForm>
  );
}

const mealText = ({ date, slot, letter }: LatestLine) => `${date ? `${dayText(date)} ` : ''}${slotLabel[slot]} ${letter}`;

function DoneLine({ line, undone, givenFen }: { line: LatestLine; undone: boolean; givenFen?: Fen }) {
  const words = undone ? `已撤销：${line.name} ${mealText(line)}${undoneText(line)}` : `已交：${line.name} ${mealText(line)}，${payText(line)}${changeText(line, givenFen)}`;
  return (
    <p class="card good done-line" role="status">
      {words}
    </p>
  );
}

/** Where the money goes back to. */
const undoneText = ({ selfPayFen, prepaid }: LatestLine) => (selfPayFen === 0 ? '' : prepaid ? '，已退回预存款' : `，退现金 ${yuanText(selfPayFen)} 元`);

/** ，收到 20 元，找 13 元 */
function changeText({ selfPayFen, prepaid }: LatestLine, givenFen: Fen | undefined): string {
  const change = givenFen === undefined || prepaid ? null : changeFor(selfPayFen, givenFen);
  return givenFen === undefined || change === null ? '' : `，收到 ${yuanText(givenFen)} 元，找 ${yuanText(change)} 元`;
}

function Sittings({ sittings }: { sittings: readonly SittingLine[] }) {
  return (
    <section class="card">
      <h2>今天</h2>
      {sittings.length === 0 ? <p class="empty">今天不供餐。</p> : null}
      <div class="figures">
        {sittings.map((one) => (
          <div class="figure">
            <b>
              {one.handedOver} / {one.ordered}
            </b>
            <small>
              {one.pointName ? `${one.pointName} ` : ''}
              {slotLabel[one.slot]}已交
              {one.walkIns > 0 ? (
                <>
                  <br />
                  没订来吃 {one.walkIns}
                </>
              ) : null}
            </small>
          </div>
        ))}
      </div>
    </section>
  );
}

function Latest({ latest }: { latest: readonly LatestLine[] }) {
  return (
    <section class="card">
      <h2>刚刚登记的</h2>
      {latest.length === 0 ? <Empty>今天还没有登记。登记以后，这里列出最近十位，错了可以撤销。</Empty> : null}
      <ul>
        {latest.map((line) => (
          <li class="line">
            <span>
              <b>{line.name}</b> {mealText(line)}，{payText(line)}
              <br />
              <small>
                {line.clock}
                {line.walkIn ? '，没订来吃' : ''}
              </small>
            </span>
            {line.undoable ? <UndoForm handOverId={line.handOverId} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Empty({ children }: { children: Child }) {
  return <p class="empty">{children}</p>;
}
