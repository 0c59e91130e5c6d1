import { paths } from '../paths.ts';
import { FamilyLayout } from './family-layout.tsx';

/** Whatever did not work, for families: what is so, what to do now, the way back. */
type FamilyProblem = { title: string; advice: string; requestId?: string; wayOut?: { href: string; label: string } };

export function FamilyProblemPage({ title, advice, requestId, wayOut }: FamilyProblem) {
  return (
    <FamilyLayout title={title}>
      <section class="card">
        <h1>{title}</h1>
        <p>{advice}</p>
        <p>
          {wayOut ? (
            <a class="act main" href={wayOut.href}>
              {wayOut.label}
            </a>
          ) : null}{' '}
          <a class={wayOut ? 'act' : 'act main'} href={paths.family()}>
            回到第一页
          </a>
        </p>
        {requestId ? <p class="hint">编号 {requestId}，打电话时可以报这个号。</p> : null}
      </section>
    </FamilyLayout>
  );
}
