import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { DeathOutcome } from '../../src/domain/death.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { sumFen, yuanText, type Fen } from '../../src/domain/money.ts';
import { subsidyLines, type LineBill } from '../../src/domain/statement.ts';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dateText, dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { slotLabel } from '../text.ts';

type Person = { id: string; name: string; age: number; village: string; pointName: string; pointPhone: string; diedOn: ServiceDate | null };

export type DeathFormPageProps = {
  frame: StaffFrame;
  person: Person;
  waiting: { id: string; notedByName: string } | null;
  typed: { died: string; told: string; document: string };
  errors: readonly FieldError[];
  requestKey: string;
};

/** What was told, and by whom. */
export function DeathFormPage({ frame, person, waiting, typed, errors, requestKey }: DeathFormPageProps) {
  const { name, diedOn } = person;
  return (
    <StaffLayout frame={frame} title="去世登记">
      <p class="trail">
        <a href={paths.deaths()}>← 去世登记</a>
      </p>
      <h1>去世登记：{name}</h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <p class="hint">
          {name}，{person.age} 岁，住{person.village}，常去{person.pointName}。
        </p>
        {diedOn !== null ? (
          <p>已登记去世，{dateText(diedOn)}。</p>
        ) : waiting ? (
          <p>
            {waiting.notedByName}已经登记，<a href={paths.deathNotice(waiting.id)}>等第二个人核实</a>。
          </p>
        ) : (
          <PostForm action={paths.deathOf(person.id)} hidden={{ key: requestKey }}>
            <Field name="died" label="哪一天去世" hint="这样写：2026-11-26" value={typed.died} errors={errors} />
            <Field name="told" label="谁说的" hint="例如：社区报告；女儿来电话" value={typed.told} errors={errors} />
            <Field name="document" label="凭什么材料（没有可以不写）" hint="例如：死亡证明编号" value={typed.document} errors={errors} />
            <button class="act main">请第二个人核实</button>
          </PostForm>
        )}
      </section>
      <p class="notes">核实以前，订的饭照旧。</p>
    </StaffLayout>
  );
}

/** Its point stands still, and so it waits. */
type Stopped = { stopped: boolean };
type Meal = { serviceDate: ServiceDate; slot: MealSlot };

export type DeathNoticePageProps = {
  frame: StaffFrame;
  person: Person;
  notice: { id: string; diedOn: ServiceDate; toldBy: string; document: string; notedByName: string; outcome: DeathOutcome | null; decidedByName: string | null };
  ended: { cancelled: readonly Meal[]; cooking: readonly Meal[]; waived: readonly (Meal & Stopped)[]; claims: readonly ({ serviceDate: ServiceDate; bill: LineBill } & Stopped)[] };
  balances: readonly { operatorName: string; balanceFen: Fen }[];
  own: boolean;
  shown: string;
  refusal?: string;
};

/** The second person sees what was told and everything that follows. */
export function DeathNoticePage(props: DeathNoticePageProps) {
  const { frame, person, notice, refusal } = props;
  return (
    <StaffLayout frame={frame} title="去世登记">
      <p class="trail">
        <a href={paths.deaths()}>← 去世登记</a>
      </p>
      <h1>去世登记：{person.name}</h1>
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <section class="card">
        <dl class="facts">
          <dt>谁</dt>
          <dd>
            {person.name}，{person.age} 岁，住{person.village}，常去{person.pointName}
          </dd>
          <dt>去世日期</dt>
          <dd>{dateText(notice.diedOn)}</dd>
          <dt>谁说的</dt>
          <dd>{notice.toldBy}</dd>
          <dt>材料</dt>
          <dd>{notice.document || '没有'}</dd>
          <dt>谁登记的</dt>
          <dd>{notice.notedByName}</dd>
        </dl>
      </section>
      {notice.outcome === 'declined' ? null : <Follows {...props} />}
      <Decision {...props} />
    </StaffLayout>
  );
}

const mealsText = (meals: readonly Meal[]) => meals.map((one) => `${dayText(one.serviceDate)}${slotLabel[one.slot]}`).join('、');

/** What is done when it is confirmed; afterwards, what is still left. */
function Follows({ person, notice, ended, balances }: DeathNoticePageProps) {
  const { cancelled, cooking, waived, claims } = ended;
  const claimed = sumFen(claims.flatMap(({ bill }) => [...subsidyLines(bill.split), ...bill.beside].map((line) => line.fen)));
  const lines = [
    cancelled.length > 0 ? `退订 ${cancelled.length} 份：${mealsText(cancelled)}。订的时候留出的钱放回去。` : null,
    cooking.length > 0 ? `已经截单、退不了的 ${cooking.length} 份：${mealsText(cooking)}。请给${person.pointName}打电话（${person.pointPhone}）；没人来取，不收钱。` : null,
    claims.length > 0 ? `去世以后还记了 ${claims.length} 份餐，冲回，补贴 ${yuanText(claimed)} 元退回出资方。` : null,
    waived.length > 0 ? `没来吃、被扣了钱的 ${waived.length} 份：${mealsText(waived)}。扣的钱退回预存款。` : null,
    [...claims, ...waived].some((one) => one.stopped) ? '其中有的食堂账停着：冲回和退回的那几份，恢复以后系统自动办，不用再按。' : null,
    ...balances.filter((one) => one.balanceFen > 0).map((one) => `${one.operatorName}存着预存款 ${yuanText(one.balanceFen)} 元，由它的食堂在“登记吃饭”里退给家属。`),
  ].filter((line) => line !== null);
  return (
    <section class="card">
      <h2>{notice.outcome === null ? '核实以后要办的' : '还要办的'}</h2>
      {lines.length === 0 ? <p>{notice.outcome === null ? '没有订的饭，也没有预存款。' : '都办完了。'}</p> : <ul>{lines.map((line) => <li>{line}</li>)}</ul>}
      <p class="hint">{notice.outcome === null ? '饭卡停用，以后不能再订。' : '饭卡已停用，不能再订。'}</p>
    </section>
  );
}

function Decision({ notice, own, shown }: DeathNoticePageProps) {
  if (notice.outcome !== null) return <p class="card">{`${notice.decidedByName ?? ''}${notice.outcome === 'confirmed' ? '已核实。' : own ? '已撤回，什么都没有动。' : '没有核实，什么都没有动。'}`}</p>;
  return (
    <section class="card">
      {own ? <p>您登记的，要另一位经办人来核实。</p> : null}
      <div class="acts">
        {own ? null : (
          <PostForm action={paths.deathNotice(notice.id)} hidden={{ shown, outcome: 'confirmed' }}>
            <button class="act main">核实了，照办</button>
          </PostForm>
        )}
        <PostForm action={paths.deathNotice(notice.id)} hidden={{ shown, outcome: 'declined' }}>
          <button class="act">{own ? '登记错了，撤回' : '不属实'}</button>
        </PostForm>
      </div>
    </section>
  );
}
