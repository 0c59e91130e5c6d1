import { ROSTER_KINDS } from '../../src/domain/roster.ts';
import type { RosterHead } from '../../src/domain/roster-plan.ts';
import { Acts } from '../acts.tsx';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { rosterKindHint, rosterKindLabel } from './roster-text.ts';

export type RostersPageProps = {
  frame: StaffFrame;
  /** How the reader is named in records: their own imports wait for somebody else. */
  reader: string;
  rosters: readonly RosterHead[];
  count: number;
  place: { page: number; pages: number };
};

/** Every import: what it is, what it would change, and whose turn it is. */
export function RostersPage(props: RostersPageProps) {
  return (
    <StaffLayout frame={props.frame} title="名册">
      <div>
        <h1>名册</h1>
        <p class="hint">一个人导入，看过预览，另一个人应用。应用以前什么都不改。</p>
      </div>
      <NewRoster />
      <section class="card">
        <h2>导入过的名册{props.count > 0 ? `（${props.count} 份）` : ''}</h2>
        {props.rosters.length === 0 ? (
          <p class="empty">还没有导入过名册。在上面选一种，把表格传上来，先看会改什么。</p>
        ) : (
          <RosterTable {...props} />
        )}
        <Pager {...props.place} />
      </section>
    </StaffLayout>
  );
}

function NewRoster() {
  return (
    <section class="card" aria-labelledby="new">
      <h2 id="new">导入一份</h2>
      <ul>
        {ROSTER_KINDS.map((kind) => (
          <li class="line">
            <span>
              <b>{rosterKindLabel[kind]}</b> <small>{rosterKindHint[kind]}</small>
            </span>
            <Acts>
              <a class="act" href={paths.rosterUpload(kind)}>
                导入{rosterKindLabel[kind]}名册
              </a>
            </Acts>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RosterTable({ rosters, reader }: RostersPageProps) {
  return (
    <Table
      columns={[{ head: '名册' }, { head: '轮到谁' }, { head: '新增', numeric: true }, { head: '变更', numeric: true }, { head: '结束', numeric: true }, { head: '有错', numeric: true }, { head: '导入' }]}
      rows={rosters.map((roster) => [
        <>
          <a href={paths.roster(roster.id)}>{roster.name}</a> <small>{rosterKindLabel[roster.kind]}</small>
        </>,
        <Turn roster={roster} reader={reader} />,
        roster.plan.counts.add,
        roster.plan.counts.change,
        roster.plan.counts.end,
        roster.plan.counts.error,
        `${roster.uploader}，${dayAndClock(roster.uploadedAt)}`,
      ])}
    />
  );
}

/** What state it is in, and who acts next. */
export function Turn({ roster, reader }: { roster: RosterHead; reader: string }) {
  if (roster.withdrawn) return <span class="tag shut">已作废，{roster.withdrawn.by}</span>;
  if (roster.applied) return <span class="tag done">已应用，{roster.applied.by}</span>;
  if (changesOf(roster) === 0) return <span class="tag shut">没有要改的</span>;
  if (roster.uploadedBy === reader) return <span class="tag open">等另一位经办人</span>;
  return <span class="tag danger">等您核对、应用</span>;
}

export const changesOf = ({ plan: { counts } }: RosterHead): number => counts.add + counts.change + counts.end;

function Pager({ page, pages }: RostersPageProps['place']) {
  if (pages <= 1) return null;
  const to = (number: number) => `${paths.rosters()}?page=${number}`;
  return (
    <nav class="trail" aria-label="翻页">
      {page > 1 ? <a href={to(page - 1)}>← 上一页</a> : null}
      <span>
        第 {page} 页，共 {pages} 页
      </span>
      {page < pages ? <a href={to(page + 1)}>下一页 →</a> : null}
    </nav>
  );
}
