import { ApplicationList, WaitingFigures, type ApplicationListProps, type StateCount } from '../application-list.tsx';
import { Figure } from '../civil/figure.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export type CommunityHomeProps = Omit<ApplicationListProps, 'hrefOf' | 'withTown' | 'empty' | 'pageHref'> & {
  frame: StaffFrame;
  states: readonly StateCount[];
  reviews: { due: number; proposed: number };
  filter: { state?: string };
};

/** The village's first page: what waits and for whom, then what is to be reviewed. */
export function CommunityHomePage(props: CommunityHomeProps) {
  const { frame, show, states, reviews, filter } = props;
  const waiting = show === 'waiting';
  return (
    <StaffLayout frame={frame} title={waiting ? '等着办的申请' : '有了结果的申请'}>
      <div class="head">
        <h1>{waiting ? '等着办的申请' : '有了结果的申请'}</h1>
        <a class="act main" href={paths.newApplication()}>
          新申请
        </a>
      </div>
      {waiting ? (
        <WaitingFigures states={states} order={['requested', 'submitted', 'returned', 'checked', 'appealed']} hrefOf={(state) => paths.community({ state })} />
      ) : null}
      <section class="card">
        <ApplicationList
          {...props}
          withTown={false}
          hrefOf={paths.communityApplication}
          pageHref={(page) => paths.community({ show, page, ...filter })}
          empty={waiting ? '没有等着办的申请。有人来申请，点“新申请”；家属在网上提出的，也会到这里。' : '还没有办完的申请。'}
        />
        <p class="trail">
          {filter.state ? <a href={paths.community()}>看全部等着办的</a> : null}
          {waiting ? <a href={paths.community({ show: 'answered' })}>有了结果的</a> : <a href={paths.community()}>等着办的</a>}
        </p>
      </section>
      <section class="card">
        <h2>年度复核</h2>
        <div class="figures">
          <Figure value={String(reviews.due)} label="人到了该复核的日子" href={paths.communityReviews()} />
          <Figure value={String(reviews.proposed)} label="人已报上，等审批" />
        </div>
      </section>
    </StaffLayout>
  );
}
