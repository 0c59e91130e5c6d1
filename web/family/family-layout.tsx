import type { Child } from 'hono/jsx';
import { Document } from '../layout.tsx';
import { paths, staticFiles } from '../paths.ts';
import { countyService } from '../text.ts';

/** Pages for families: no account yet. The way to the elder pages stands on the first screen, the telephone beside it. */
export function FamilyLayout({ title, children }: { title: string; children: Child }) {
  return (
    <Document title={`${title} · ${countyService.name}`} styles={[staticFiles.staffStyle]}>
      <header class="bar">
        <span class="place">{countyService.name}</span>
        <nav aria-label="主要">
          <a href={paths.familyApplications()}>替老人申请</a>
          <a href={paths.familyLookUp()}>查申请</a>
        </nav>
        <span class="who">
          不会填，打 <a href={`tel:${countyService.phone}`}>{countyService.phone}</a>
        </span>
        <a class="elder-door" href={paths.home()}>
          长辈版
        </a>
      </header>
      <main>{children}</main>
    </Document>
  );
}
