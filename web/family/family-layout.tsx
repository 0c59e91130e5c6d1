import type { Child } from 'hono/jsx';
import { Document } from '../layout.tsx';
import { paths, staticFiles } from '../paths.ts';
import { countyService } from '../text.ts';

/** Who is signed in: a family member by the name they gave, or an elder on the plain pages. */
export type FamilyFrame = { who: string };

/** Pages for families. The way to the elder pages stands on the first screen, the telephone beside it. */
export function FamilyLayout({ title, frame, children }: { title: string; frame?: FamilyFrame; children: Child }) {
  return (
    <Document title={`${title} · ${countyService.name}`} styles={[staticFiles.staffStyle]}>
      <header class="bar">
        <span class="place">{countyService.name}</span>
        <nav aria-label="主要">
          <a href={paths.family()}>订饭</a>
          <a href={paths.familyApplications()}>替老人申请</a>
          <a href={paths.familyLookUp()}>查申请</a>
        </nav>
        <span class="who">
          {frame?.who ? `${frame.who}。` : ''}不会办，打 <a href={`tel:${countyService.phone}`}>{countyService.phone}</a>
        </span>
        <a class="elder-door" href={paths.home()}>
          长辈版
        </a>
        {frame ? (
          <form method="post" action={paths.signOut()}>
            <button class="quiet">退出</button>
          </form>
        ) : null}
      </header>
      <main class="family">{children}</main>
    </Document>
  );
}

/** Why what was asked did not happen, above everything else. */
export function Refusal({ text }: { text: string | undefined }) {
  return text ? (
    <p class="card alarm wrong" role="alert">
      {text}
    </p>
  ) : null;
}
