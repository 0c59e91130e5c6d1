import type { CancellationRefusal, PlacementRefusal } from '../../src/domain/order.ts';
import { paths } from '../paths.ts';
import { cancellationRefusalWords, refusalWords } from '../refusals.ts';
import { ElderLayout, type ElderFrame } from './elder-layout.tsx';

export type ProblemPageProps = {
  frame: ElderFrame;
  title: string;
  advice: string;
  /** The one thing to press; by default back to the beginning. */
  wayOut?: { href: string; label: string };
  /** A fault's number, to be told on the phone. */
  requestId?: string;
};

/** Whatever did not work: what is so, what to do now, one way out, and the phone above. */
export function ProblemPage({ frame, title, advice, wayOut, requestId }: ProblemPageProps) {
  const { href, label } = wayOut ?? { href: paths.home(), label: '回到开头' };
  return (
    <ElderLayout frame={frame} title={title} footnote={requestId ? `打电话时可以报这个号：${requestId}` : null}>
      <h1>{title}</h1>
      <p>{advice}</p>
      <a class="go" href={href}>
        {label}
      </a>
      {wayOut ? (
        <a class="plain" href={paths.home()}>
          回到开头
        </a>
      ) : null}
    </ElderLayout>
  );
}

/** 404: a wrong, old or foreign address; which of them it is, nobody learns. */
export const NotFoundPage = ({ frame }: { frame: ElderFrame }) => (
  <ProblemPage frame={frame} title="这一页找不到了" advice="可能是旧的地址。从开头再走一遍就行，您订好的饭都还在。" />
);

/** 429: from her network came more than one person sends; she herself has done nothing wrong. */
export const CrowdedPage = ({ frame }: { frame: ElderFrame }) => (
  <ProblemPage frame={frame} title="这会儿来的人太多" advice="不是您按错了。等一分钟，再扫一次卡就行，订好的饭都还在。" />
);

/** 500: ours, never hers. */
export const FaultPage = ({ frame, requestId }: { frame: ElderFrame; requestId: string }) => (
  <ProblemPage
    frame={frame}
    title="我们这边出了毛病"
    advice="不是您按错了。过一会儿再试，或者打上面的电话问问。"
    requestId={requestId}
  />
);

/** The answer to what she pressed got lost on the way: ask before pressing again. `ask` is absent where nobody is signed in. */
export const UncertainPage = ({ frame, ask }: { frame: ElderFrame; ask?: { href: string; label: string } }) => (
  <ProblemPage
    frame={frame}
    title="正在确认"
    advice="刚才那一下成了没有，还不知道。先别再按，在下面问一问。"
    wayOut={ask ?? { href: paths.home(), label: '看看成了没有' }}
  />
);

/** The site without its database: nothing was written, and the canteen goes on by phone and paper. */
export const UnavailablePage = ({ frame }: { frame: ElderFrame }) => (
  <ProblemPage
    frame={frame}
    title="这会儿办不了"
    advice="不是您按错了，订好的饭都还在。过几分钟再试；着急就打上面的电话，食堂会记在纸上。"
    wayOut={{ href: paths.home(), label: '再试一次' }}
  />
);

/** No network: kept by the browser, so the phone is what helps. */
export const OfflinePage = ({ frame }: { frame: ElderFrame }) => (
  <ProblemPage
    frame={frame}
    title="现在连不上网"
    advice="您订好的饭都还在。过一会儿再试，或者打上面的电话订。"
    wayOut={{ href: paths.home(), label: '再试一次' }}
  />
);

/** No network after something was sent: it may have arrived. */
export const SentOfflinePage = ({ frame }: { frame: ElderFrame }) => (
  <ProblemPage
    frame={frame}
    title="正在确认"
    advice="网断了，刚才那一下不知道成没成，先别再按。等有了网，看看“已经订好的”里有没有；着急就打上面的电话。"
    wayOut={{ href: paths.home(), label: '看看订上没有' }}
  />
);

/** 422: the form came back incomplete or too old. */
export const IncompletePage = ({ frame }: { frame: ElderFrame }) => (
  <ProblemPage frame={frame} title="还没有订上" advice="这一页放得太久了。从开头再选一次就行，不会多算钱。" />
);

export type RefusalLinks = { runId?: string; setMealId?: string; existingOrderId?: string };

export type PlacementRefusalPageProps = RefusalLinks & { frame: ElderFrame; refused: PlacementRefusal };

/** Why the meal was not ordered, and the page that helps. */
export function PlacementRefusalPage({ frame, refused, ...links }: PlacementRefusalPageProps) {
  const { title, advice } = refusalWords[refused];
  return <ProblemPage frame={frame} title={title} advice={advice} wayOut={helpfulPage(refused, links)} />;
}

function helpfulPage(refused: PlacementRefusal, links: RefusalLinks): ProblemPageProps['wayOut'] {
  const { runId, setMealId, existingOrderId } = links;
  switch (refusalWords[refused].wayOut) {
    case 'existing_order':
      return existingOrderId ? { href: paths.order(existingOrderId), label: '看看订好的' } : undefined;
    case 'other_dishes':
      return runId ? { href: paths.mealRun(runId), label: '看看别的菜' } : undefined;
    case 'other_modes':
      return runId && setMealId ? { href: paths.setMeal(runId, setMealId), label: '换一种取饭的办法' } : undefined;
    case 'home':
      return undefined;
  }
}

export type CancellationRefusalPageProps = { frame: ElderFrame; refused: CancellationRefusal; orderId: string };

/** Why the order was not undone. */
export function CancellationRefusalPage({ frame, refused, orderId }: CancellationRefusalPageProps) {
  const { title, advice } = cancellationRefusalWords[refused];
  return (
    <ProblemPage
      frame={frame}
      title={title}
      advice={advice}
      wayOut={{ href: paths.order(orderId), label: '看看这一顿' }}
    />
  );
}
