import { nextParty, type ApplicationAction, type ApplicationState } from '../src/domain/application.ts';
import type { PaperKind } from '../src/domain/application-claim.ts';
import { CHECK_POINTS, REFUSAL_REASONS } from '../src/domain/application-claim.ts';
import type { Instant, ServiceDate } from '../src/domain/calendar.ts';
import {
  applicantText, applicationActionLabel, applicationChannelLabel, applicationStateLabel, checkPointLabel, dueText, paperKindLabel, partyText,
  refusalReasonLabel, subjectText, type Category,
} from './application-text.ts';
import type { ApplicationLine } from './application-list.tsx';
import { Field, PostForm, type FieldError } from './form.tsx';
import { dateText, dayAndClock } from './format.tsx';
import { Table } from './table.tsx';

export type RecordEvent = {
  action: ApplicationAction;
  state: ApplicationState;
  at: Instant;
  by: string;
  byName: string;
  note: string;
  codes: readonly string[];
  fromDate: ServiceDate | null;
};

export type RecordPaper = {
  kind: PaperKind;
  /** Masked, or in full after a look. */
  number: string | null;
  date: ServiceDate | null;
  original: boolean;
  seenAt: Instant;
  seenName: string;
};

export type ApplicationRecord = ApplicationLine & {
  /** 76 周岁; null when it cannot be told. */
  age: number | null;
  idNumber: string | null;
  phone: string | null;
  /** In full after a look; before it, whether there is one. */
  address: string | null;
  addressKnown: boolean;
  registered: string;
  mealPointName: string | null;
  known: 'here' | 'elsewhere' | 'no';
  /** As the elder's own record has it. */
  knownName: string | null;
  applicantName: string | null;
  applicantRelation: string | null;
  facts: readonly { text: string; from: ServiceDate; to: ServiceDate | null }[];
  events: readonly RecordEvent[];
  papers: readonly RecordPaper[];
  others: readonly { applicationNo: string; text: string }[];
  /** The full values stand here: somebody asked for them, and why is written down. */
  looked: boolean;
};

export type RecordProps = { record: ApplicationRecord; categories: readonly Category[]; today: ServiceDate };

/** Where it stands, whose turn it is and until when: the head of every page of one application. */
export function RecordHead({ record, categories, today }: RecordProps) {
  const party = nextParty(record.state);
  const overdue = party !== null && record.dueDate !== null && record.dueDate < today;
  return (
    <div>
      <div class="head">
        <h1>
          {record.name}：{subjectText(record, categories)}
        </h1>
        <span class={tagOf(record.state)}>{applicationStateLabel[record.state]}</span>
      </div>
      {party ? (
        <p class={overdue ? 'wrong' : undefined}>
          轮到{partyText(party, record)}
          {record.dueDate ? `，${dateText(record.dueDate)}以前，${dueText(record.dueDate, today)}` : ''}。
        </p>
      ) : null}
      {record.state === 'refused' && record.dueDate ? <p>{dateText(record.dueDate)}以前（当天也算）可以申请复核。</p> : null}
    </div>
  );
}

function tagOf(state: ApplicationState): string {
  if (state === 'granted') return 'tag done';
  return nextParty(state) ? 'tag open' : 'tag shut';
}

/** Who it is for and who asked. */
export function RecordFacts({ record }: RecordProps) {
  return (
    <section class="card">
      <h2>申请人</h2>
      <dl class="facts">
        <dt>姓名</dt>
        <dd>
          {record.name}
          {record.age === null ? '' : `，${record.age} 周岁`}
        </dd>
        <dt>证件号</dt>
        <dd>{record.idNumber ?? '没有'}</dd>
        <dt>电话</dt>
        <dd>{record.phone ?? '没有留电话'}</dd>
        <dt>住在</dt>
        <dd>
          {record.townName}
          {record.villageName}，{record.address ?? (record.addressKnown ? '门牌已登记（见完整信息）' : '门牌没有登记')}
        </dd>
        <dt>户籍</dt>
        <dd>{record.registered}</dd>
        <dt>档案</dt>
        <dd>{knownText(record)}</dd>
        {record.mealPointName ? (
          <>
            <dt>常去的助餐点</dt>
            <dd>{record.mealPointName}</dd>
          </>
        ) : null}
        <dt>谁提出的</dt>
        <dd>
          {applicationChannelLabel[record.channel]}
          {record.applicantName ? `，${record.applicantName}（${record.applicantRelation}）` : ''}，{dayAndClock(record.submittedAt)}
        </dd>
        <dt>申请号</dt>
        <dd>{record.applicationNo}</dd>
      </dl>
      {record.knownName !== null && record.knownName !== record.name ? (
        <p class="wrong">这个证件号在档案里的姓名是 {record.knownName}，和申请上写的不一样，请核对。</p>
      ) : null}
      {record.facts.length === 0 ? null : (
        <>
          <h2>档案里现有的资格</h2>
          <ul>
            {record.facts.map(({ text, from, to }) => (
              <li>
                {text}，{from} 起{to === null ? '' : `，${to} 止`}
              </li>
            ))}
          </ul>
        </>
      )}
      {record.others.map(({ applicationNo, text }) => (
        <p class="wrong">同一个人还有一份在办：{text}，申请号 {applicationNo}。</p>
      ))}
    </section>
  );
}

function knownText({ known, villageKind }: ApplicationRecord): string {
  return { here: '系统里已有这位老人', elsewhere: `系统里已有这位老人，登记的住处不在本${villageKind}`, no: '还没有档案，批准时建立' }[known];
}

/** The papers by kind and number: they themselves stay at the village. */
export function RecordPapers({ record }: RecordProps) {
  return (
    <section class="card">
      <h2>看过的材料</h2>
      {record.papers.length === 0 ? (
        <p class="empty">还没有登记材料。</p>
      ) : (
        <Table
          columns={['材料', '编号', '日期', '原件', '谁看的'].map((head) => ({ head }))}
          rows={record.papers.map((paper) => [
            paperKindLabel[paper.kind],
            paper.number ?? '',
            paper.date ?? '',
            paper.original ? '看过原件' : '复印件',
            `${paper.seenName}，${dayAndClock(paper.seenAt)}`,
          ])}
        />
      )}
      <p class="hint">材料原件和复印件留在{record.villageKind}，这里只记名称、编号和日期。</p>
    </section>
  );
}

/** Every step with its words, the oldest first. */
export function RecordSteps({ record }: RecordProps) {
  return (
    <section class="card">
      <h2>办理经过</h2>
      <ol class="steps-done">
        {record.events.map((event) => (
          <li>
            <b>{applicationActionLabel[event.action]}</b>，{applicantText(event.by, event.byName)}，{dayAndClock(event.at)}
            {event.fromDate ? <p>从 {dateText(event.fromDate)}起享受。</p> : null}
            {event.codes.length > 0 ? <p>{event.codes.map(codeText).join('；')}。</p> : null}
            {event.note ? <p>{event.note}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What was checked or why it was refused, by code. */
export function codeText(code: string): string {
  const point = CHECK_POINTS.find((one) => one === code);
  if (point) return checkPointLabel[point];
  const reason = REFUSAL_REASONS.find((one) => one === code);
  return reason ? refusalReasonLabel[reason] : code;
}

/** The full numbers, phone and address: one record, with a reason that is written down before anything is shown. */
export function LookForm({ action, looked, errors, typed }: { action: string; looked: boolean; errors: readonly FieldError[]; typed?: string }) {
  return (
    <section class="card">
      <h2>完整信息</h2>
      {looked ? (
        <p>上面显示的是完整号码。这次查看和理由已经记下。</p>
      ) : (
        <PostForm action={action}>
          <Field name="reason" label="为什么要看完整的证件号、电话和住址" hint="例如：打电话约入户时间。谁看的、为什么，会记下来。" value={typed} errors={errors} />
          <button class="act">记下理由，看完整信息</button>
        </PostForm>
      )}
    </section>
  );
}
