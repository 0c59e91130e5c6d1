import type { Child } from 'hono/jsx';
import { Document } from '../layout.tsx';
import { paths, staticFiles } from '../paths.ts';

export const TEXT_SIZES = ['m', 'l', 'xl'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

// Never a single character: whoever checks contrast by machine cannot read one.
const sizeLabel: Record<TextSize, string> = { m: '标准', l: '大字', xl: '特大' };

export type ElderFrame = {
  /** 荆河街道长者食堂; for strangers the county's service. */
  place: string;
  /** Stands at the top of every elder page; `number` as it is printed, `hours` in words: 早上 7 点到晚上 6 点. */
  phone: { owner: string; number: string; hours: string };
  size: TextSize;
  /** Path and query of this page, for the size links. After a refused POST: a page that GET can show. */
  here: string;
  /** Where the pages for everybody else begin: a family's, or for somebody at work their own. */
  standard: string;
};

export type ElderLayoutProps = {
  frame: ElderFrame;
  /** What the page is about, without anything personal. */
  title: string;
  /** When the meal closes, who may change what: quiet words at the end. */
  footnote?: Child;
  children: Child;
};

/** Every elder page: phone first, one `main`, then how large the letters are. */
export function ElderLayout({ frame, title, footnote, children }: ElderLayoutProps) {
  return (
    <Document
      title={`${title} · ${frame.place}`}
      styles={[staticFiles.elderStyle]}
      scripts={[staticFiles.readAloud, staticFiles.keepOffline]}
      htmlClass={`size-${frame.size}`}
    >
      <header>
        <PhoneLink phone={frame.phone} />
        <button type="button" class="aloud" id="read-aloud" hidden>
          念给我听
        </button>
      </header>
      <main>{children}</main>
      <footer>
        {footnote ? <p>{footnote}</p> : null}
        <nav aria-label="字的大小">
          <ul class="sizes">
            {TEXT_SIZES.map((size) => (
              <li>
                <a href={paths.inTextSize(frame.here, size)} aria-current={size === frame.size ? 'true' : undefined}>
                  {sizeLabel[size]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <a class="aside" href={frame.standard}>
          标准版
        </a>
      </footer>
    </Document>
  );
}

function PhoneLink({ phone }: { phone: ElderFrame['phone'] }) {
  return (
    <a class="call" href={`tel:${phone.number.replaceAll('-', '')}`}>
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
        <path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z" />
      </svg>
      <span>
        {phone.number}{' '}
        <small>
          {phone.owner}，{phone.hours}
        </small>
      </span>
    </a>
  );
}

/** The one question, broken only between phrases where the line allows it. */
export function Question({ phrases }: { phrases: readonly string[] }) {
  return (
    <h1>
      {phrases.map((phrase) => (
        <span>{phrase}</span>
      ))}
    </h1>
  );
}

/** 上一步: a plain link to the page before, so that nothing is lost and no script is needed. */
export function StepBack({ href, label = '上一步' }: { href: string; label?: string }) {
  return (
    <a class="plain" href={href}>
      {label}
    </a>
  );
}
