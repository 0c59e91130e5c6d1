import type { Child } from 'hono/jsx';
import { ReadsOnly } from './acts.tsx';
import { Document } from './layout.tsx';
import { paths, staticFiles } from './paths.ts';
import { OnTablet, TabletLock } from './tablet-lock.tsx';

export type NavLink = { href: string; label: string; current?: boolean };

export type StaffFrame = {
  /** Whose page it is: 荆河街道长者食堂, 滕州市民政局. */
  place: string;
  nav: readonly NavLink[];
  /** The person at work. */
  who: string;
  /** The time of day when the page was made: 9:32. */
  clock: string;
  /** They are in by a PIN, on a tablet that others share with them. */
  onTablet?: boolean;
  /** They look at everything here and change nothing. */
  readsOnly?: boolean;
};

export type StaffLayoutProps = {
  frame: StaffFrame;
  title: string;
  /** `split`: a wide and a narrow column. */
  wide?: 'split';
  scripts?: readonly string[];
  children: Child;
};

/** Pages of canteens and offices. The page's own `h1` stands in `children`. */
export function StaffLayout({ frame, title, wide, scripts, children }: StaffLayoutProps) {
  return (
    <Document title={`${title} · ${frame.place}`} styles={[staticFiles.staffStyle]} scripts={scripts}>
      <header class="bar">
        <span class="place">{frame.place}</span>
        <nav aria-label="主要">
          {frame.nav.map((link) => (
            <a href={link.href} aria-current={link.current ? 'page' : undefined}>
              {link.label}
            </a>
          ))}
        </nav>
        <span class="who">
          {frame.onTablet ? <b>{frame.who}</b> : <a href={paths.ownLogin()}>{frame.who}</a>}，{frame.clock}
        </span>
        <a class="elder-door" href={paths.home()}>
          长辈版
        </a>
        {frame.onTablet ? (
          <OnTablet.Provider value>
            <TabletLock />
          </OnTablet.Provider>
        ) : (
          <form method="post" action={paths.signOut()}>
            <button class="quiet">退出</button>
          </form>
        )}
      </header>
      <main class={wide}>
        <ReadsOnly.Provider value={frame.readsOnly ?? false}>{children}</ReadsOnly.Provider>
      </main>
    </Document>
  );
}
