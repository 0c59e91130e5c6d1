import { auditActionsBySubject } from '../audit-text.ts';
import { Select } from '../choice-fields.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dateText, dayAndClock } from '../format.tsx';
import { parseServiceDate, serviceDateOf } from '../../src/domain/calendar.ts';
import type { AuditQuery } from '../office-paths.ts';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { actionText, actorText, doneText, recordHref, seenText, subjectText, type AuditLine } from './audit-words.ts';

export type AuditPageProps = {
  frame: StaffFrame;
  filter: AuditQuery;
  /** What `by` and `whose` are called; null where they are not asked. */
  who: string | null;
  whom: string | null;
  lines: readonly AuditLine[];
  /** Whether this is the latest page. */
  first: boolean;
  next: string | null;
  typed?: { who: string; whom: string; since: string; until: string };
  errors?: readonly FieldError[];
  candidates?: readonly { words: string; href: string }[];
};

/** The log, the latest first: everything, or who looked at whom; by who did it, by whose record, by kind of act, by days. */
export function AuditPage(props: AuditPageProps) {
  const { frame, filter, lines, first, next, errors = [], candidates = [] } = props;
  const looks = filter.kind === 'looks';
  return (
    <StaffLayout frame={frame} title="审计">
      <div class="head">
        <h1>审计</h1>
        <a class="act" href={paths.auditFile({ ...filter, before: undefined })}>
          下载这些记录
        </a>
      </div>
      <nav class="trail" aria-label="看什么">
        <a href={paths.audit({ ...filter, kind: undefined })} aria-current={looks ? undefined : 'page'}>
          办过的事
        </a>
        <a href={paths.audit({ ...filter, kind: 'looks' })} aria-current={looks ? 'page' : undefined}>
          谁看过谁的资料
        </a>
      </nav>
      <ErrorSummary errors={errors} />
      <SearchForm {...props} />
      {candidates.length > 0 ? (
        <section class="card">
          <h2>是哪一位？</h2>
          <ul class="choices">
            {candidates.map((one) => (
              <li>
                <a class="choice-line" href={one.href}>
                  {one.words}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section class="card">
        <Asked {...props} />
        {lines.length === 0 ? <p class="empty">{next ? '这一段里没有，接着往前找。' : first ? '没有这样的记录。' : '没有更早的了。'}</p> : null}
        {lines.length > 0 ? looks ? <Looks lines={lines} filter={filter} /> : <Entries lines={lines} filter={filter} /> : null}
        <nav class="trail" aria-label="换页">
          {first ? null : <a href={paths.audit({ ...filter, before: undefined })}>← 最近的</a>}
          {next ? <a href={next}>更早的 →</a> : null}
        </nav>
      </section>
    </StaffLayout>
  );
}

const kinds = [
  { value: '', label: '都看' },
  { value: 'looks', label: '看过资料的' },
  ...Object.entries(auditActionsBySubject).map(([label, actions]) => ({ label, options: Object.entries(actions).map(([value, words]) => ({ value, label: words })) })),
];

function SearchForm({ filter, typed, errors = [] }: AuditPageProps) {
  const carried = { by: filter.by ?? '', of: filter.of ?? '', whose: filter.whose ?? '' };
  return (
    <details class="card" open={errors.length > 0 || Object.values(filter).every((one) => one === undefined)}>
      <summary>按人、按记录、按日子查</summary>
      <PostForm action={paths.audit()} hidden={carried} class="fields" searches>
        <Field name="who" label="谁办的：工作人员或家属的姓名" value={typed?.who ?? ''} errors={errors} />
        <Field name="whom" label="谁的记录：老人的姓名、整个身份证号、手机号后四位或卡号" value={typed?.whom ?? ''} errors={errors} />
        <Select name="kind" label="哪一种事" options={kinds} value={filter.kind ?? ''} />
        <Field name="since" label="从哪天" type="date" value={typed?.since ?? filter.since ?? ''} errors={errors} />
        <Field name="until" label="到哪天（当天也算）" type="date" value={typed?.until ?? filter.until ?? ''} errors={errors} />
        <button class="act main">查</button>
      </PostForm>
    </details>
  );
}

/** What is asked now, each with a way to ask no longer. */
function Asked({ filter, who, whom, lines }: AuditPageProps) {
  const day = (text: string | undefined) => {
    const date = parseServiceDate(text ?? '');
    return date ? dateText(date) : '';
  };
  const about = filter.of ? (lines[0] ? subjectText(lines[0]) : '这一条记录') : null;
  const asked: [keyof AuditQuery, string | null][] = [
    ['by', who === null ? null : `谁办的：${actorText({ actor: filter.by ?? '', actorName: who })}`],
    ['whose', filter.whose ? `谁的记录：${whom ?? '查不到这个人'}` : null],
    ['of', about && `哪一条：${about}`],
    ['kind', filter.kind && filter.kind !== 'looks' ? `哪一种：${actionText(filter.kind)}` : null],
    ['since', filter.since ? `从 ${day(filter.since)}` : null],
    ['until', filter.until ? `到 ${day(filter.until)}` : null],
  ];
  const set = asked.filter(([, words]) => words !== null);
  if (set.length === 0) return <p class="hint">最近的在前。</p>;
  return (
    <ul class="asked">
      {set.map(([key, words]) => (
        <li>
          {words} <a href={paths.audit({ ...filter, [key]: undefined, before: undefined })}>不限</a>
        </li>
      ))}
    </ul>
  );
}

type ListProps = { lines: readonly AuditLine[]; filter: AuditQuery };

const momentOf = (line: AuditLine) => `${serviceDateOf(line.at).slice(0, 4)} 年 ${dayAndClock(line.at)}`;

function Doer({ line, filter }: { line: AuditLine; filter: AuditQuery }) {
  return <a href={paths.audit({ ...filter, by: line.actor, before: undefined })}>{actorText(line)}</a>;
}

/** The record, where there is a page of it; and everything that was done about the same record. */
function About({ line }: { line: AuditLine }) {
  const href = recordHref(line);
  const words = subjectText(line);
  return (
    <>
      {href === null ? words : <a href={href}>{words}</a>} <a href={paths.audit({ of: line.subject })}>同一条</a>
    </>
  );
}

function Entries({ lines, filter }: ListProps) {
  return (
    <Table
      class="ledger folded pair"
      caption="办过的事"
      columns={['时间', '谁', '做了什么', '对谁、对什么', '原因'].map((head) => ({ head }))}
      rows={lines.map((line) => [momentOf(line), <Doer {...{ line, filter }} />, doneText(line), <About line={line} />, line.reason ?? ''])}
    />
  );
}

function Looks({ lines, filter }: ListProps) {
  return (
    <Table
      class="ledger folded pair"
      caption="谁看过谁的资料"
      columns={['时间', '谁看的', '看了谁', '看的是', '做什么用'].map((head) => ({ head }))}
      rows={lines.map((line) => [momentOf(line), <Doer {...{ line, filter }} />, <About line={line} />, seenText(line.action), line.reason ?? '没有写'])}
    />
  );
}
