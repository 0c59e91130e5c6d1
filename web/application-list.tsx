import { nextParty, type ApplicationState } from '../src/domain/application.ts';
import { serviceDateOf, type ServiceDate } from '../src/domain/calendar.ts';
import type { ApplicationChannel } from '../src/domain/application.ts';
import type { ClaimKind, Wish } from '../src/domain/application-claim.ts';
import { applicationChannelLabel, applicationStateLabel, dueText, partyText, subjectText, type Category } from './application-text.ts';
import { Figure } from './civil/figure.tsx';
import { Table } from './table.tsx';

export type ApplicationLine = {
  id: string;
  applicationNo: string;
  channel: ApplicationChannel;
  wish: Wish;
  kind: ClaimKind | null;
  value: string | null;
  name: string;
  villageName: string;
  villageKind: string;
  townName: string;
  townKind: string;
  submittedAt: number;
  state: ApplicationState;
  stateAt: number;
  dueDate: ServiceDate | null;
};

export type ApplicationListProps = {
  lines: readonly ApplicationLine[];
  categories: readonly Category[];
  today: ServiceDate;
  show: 'waiting' | 'answered';
  hrefOf: (id: string) => string;
  /** Beside each village, where more than one town is looked at. */
  withTown: boolean;
  empty: string;
  count: number;
  place: { page: number; pages: number; first: number };
  pageHref: (page: number) => string;
};

export type StateCount = { state: ApplicationState; count: number; overdue: number };

/** What waits, as figures: what is overdue first, then step by step, each leading to its rows. */
export function WaitingFigures({ states, order, hrefOf }: { states: readonly StateCount[]; order: readonly ApplicationState[]; hrefOf: (state: ApplicationState) => string }) {
  const overdue = states.reduce((sum, one) => sum + one.overdue, 0);
  const countOf = (state: ApplicationState) => states.find((one) => one.state === state)?.count ?? 0;
  return (
    <section class="card figures" aria-label="等着办的">
      <div class={overdue > 0 ? 'figure wrong' : 'figure'}>
        <b>{overdue}</b>
        <small>{overdue > 0 ? '份超期，请先办' : '份超期'}</small>
      </div>
      {order.map((state) => (
        <Figure value={String(countOf(state))} label={applicationStateLabel[state]} {...(countOf(state) > 0 ? { href: hrefOf(state) } : {})} />
      ))}
    </section>
  );
}

/** What waits and for whom, since when, who acts next, until when; or what has been answered. */
export function ApplicationList(props: ApplicationListProps) {
  const { lines, show, today, empty } = props;
  if (lines.length === 0) return <p class="empty">{empty}</p>;
  const waiting = show === 'waiting';
  return (
    <>
      <Table
        caption={waiting ? '等着办的，超期的在前' : '有了结果的，新的在前'}
        columns={[
          { head: '姓名', class: 'who' },
          { head: '申请什么' },
          { head: '哪里' },
          { head: '到哪一步' },
          { head: '从哪天起' },
          ...(waiting ? [{ head: '轮到谁' }, { head: '期限' }] : []),
          { head: '申请号' },
        ]}
        rows={lines.map((line) => rowOf(line, props))}
        rowClass={(index) => (waiting && isOverdue(lines[index], today) ? 'wrong' : undefined)}
      />
      <Pager {...props} />
    </>
  );
}

const isOverdue = (line: ApplicationLine | undefined, today: ServiceDate) => line !== undefined && line.dueDate !== null && line.dueDate < today;

function rowOf(line: ApplicationLine, { categories, today, show, hrefOf, withTown }: ApplicationListProps) {
  const party = nextParty(line.state);
  return [
    <a href={hrefOf(line.id)}>{line.name}</a>,
    <>
      {subjectText(line, categories)}
      {line.channel === 'village' ? '' : <small>（{applicationChannelLabel[line.channel]}）</small>}
    </>,
    withTown ? `${line.townName}${line.villageName}` : line.villageName,
    applicationStateLabel[line.state],
    serviceDateOf(line.stateAt),
    ...(show === 'waiting' ? [party ? partyText(party, line) : '', dueText(line.dueDate, today)] : []),
    line.applicationNo,
  ];
}

function Pager({ lines, count, place, pageHref }: ApplicationListProps) {
  if (place.pages === 1) return <p class="hint">共 {count} 份。</p>;
  return (
    <nav class="trail" aria-label="翻页">
      {place.page > 1 ? <a href={pageHref(place.page - 1)}>← 上一页</a> : null}
      <span>
        第 {place.first} 到 {place.first + lines.length - 1} 份，共 {count} 份（第 {place.page} 页，共 {place.pages} 页）
      </span>
      {place.page < place.pages ? <a href={pageHref(place.page + 1)}>下一页 →</a> : null}
    </nav>
  );
}
