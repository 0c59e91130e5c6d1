import { Document } from './layout.tsx';
import { paths, staticFiles } from './paths.ts';

export type StaffProblemPageProps = { title: string; advice: string; home: string; requestId?: string; wayOut?: { href: string; label: string } };

/** Whatever did not work, for people at work: what is so, what to do now, and a number to tell whoever runs the system. */
export function StaffProblemPage({ title, advice, home, requestId, wayOut }: StaffProblemPageProps) {
  return (
    <Document title={title} styles={[staticFiles.staffStyle]}>
      <header class="bar">
        <a class="elder-door" href={paths.home()}>
          长辈版
        </a>
      </header>
      <main>
        <section class="card">
          <h1>{title}</h1>
          <p>{advice}</p>
          <p>
            {wayOut ? (
              <a class="act main" href={wayOut.href}>
                {wayOut.label}
              </a>
            ) : null}{' '}
            <a class={wayOut ? 'act' : 'act main'} href={home}>
              回到第一页
            </a>
          </p>
          {requestId ? <p class="hint">编号 {requestId}，报修时请告诉管理员。</p> : null}
        </section>
      </main>
    </Document>
  );
}
