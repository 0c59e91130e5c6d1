import { ApplicationList, WaitingFigures, type ApplicationListProps, type StateCount } from '../application-list.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';

export type CivilApplicationsProps = Omit<ApplicationListProps, 'hrefOf' | 'withTown' | 'empty' | 'pageHref'> & {
  frame: StaffFrame;
  states: readonly StateCount[];
  towns: readonly { code: string; name: string; count: number; overdue: number }[];
  filter: { state?: string; town?: string };
};

/** What waits in a town or in all of them, the office's own turn first among the figures. */
export function CivilApplicationsPage(props: CivilApplicationsProps) {
  const { frame, show, states, towns, filter } = props;
  const waiting = show === 'waiting';
  const several = towns.length > 1;
  return (
    <StaffLayout frame={frame} title={waiting ? '资格审批' : '有了结果的申请'}>
      <h1>{waiting ? '资格审批：等着办的' : '有了结果的申请'}</h1>
      {waiting ? (
        <WaitingFigures
          states={states}
          order={['checked', 'appealed', 'submitted', 'returned', 'requested']}
          hrefOf={(state) => paths.civilApplications({ state })}
        />
      ) : null}
      {waiting && several ? (
        <section class="card">
          <Table
            caption="各镇街等着办的"
            class="close"
            columns={[{ head: '镇街' }, { head: '份数', numeric: true }, { head: '其中超期', numeric: true }]}
            rows={towns.map(({ code, name, count, overdue }) => [<a href={paths.civilApplications({ town: code })}>{name}</a>, count, overdue || '–'])}
            rowClass={(index) => ((towns[index]?.overdue ?? 0) > 0 ? 'wrong' : undefined)}
          />
        </section>
      ) : null}
      <section class="card">
        <ApplicationList
          {...props}
          withTown={several}
          hrefOf={paths.civilApplication}
          pageHref={(page) => paths.civilApplications({ show, page, ...filter })}
          empty={waiting ? '没有等着办的申请。村和社区核查完一份，这里就多一份待审批。' : '还没有办完的申请。'}
        />
        <p class="trail">
          {filter.state || filter.town ? <a href={paths.civilApplications()}>看全部等着办的</a> : null}
          {waiting ? <a href={paths.civilApplications({ show: 'answered' })}>有了结果的</a> : <a href={paths.civilApplications()}>等着办的</a>}
        </p>
      </section>
    </StaffLayout>
  );
}
