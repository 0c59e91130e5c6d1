import type { Child } from 'hono/jsx';
import { Document } from './layout.tsx';
import { staticFiles } from './paths.ts';
import { TabletLock } from './tablet-lock.tsx';

export type SheetLayoutProps = {
  /** 备餐单 */
  kind: string;
  /** 荆河街道长者食堂，由中央厨房（龙泉）供软食 */
  place: string;
  /** Two lines at the right: the day, then the slot with its time. */
  when: readonly [string, string];
  /** Whose sheet, and of when: 荆河街道长者食堂 · 2026 年 11 月 23 日 星期一 午餐. Stands on every page. */
  subject: string;
  /** 第 12 号, where sheets have numbers. */
  number?: string;
  /** The content's check code, 7f3a 91c2. */
  check: string;
  /** 9:32 打印; a second line of the foot when the sheet is a reprint. */
  printed: string;
  /** Where the screen's 返回 leads. */
  back: { href: string; label: string };
  /** What else one can do on the screen; not on the paper. */
  action?: Child;
  children: Child;
};

/** One A4 sheet, black on white. The foot repeats on every page, so that a page gone astray still says what it belongs to. */
export function SheetLayout(props: SheetLayoutProps) {
  const name = props.number === undefined ? props.kind : `${props.kind} ${props.number}`;
  return (
    <Document title={`${name} · ${props.subject}`} styles={[staticFiles.sheetStyle]}>
      <nav class="screen" aria-label="打印">
        <a href={props.back.href}>{props.back.label}</a>
        <span>用浏览器的“打印”，A4 纸，黑白。</span>
        {props.action}
        <TabletLock />
      </nav>
      <div class="paper">
        <main class="sheet">
          <header class="top">
            <div>
              <h1>{props.kind}</h1>
              <p>{props.place}</p>
            </div>
            <div class="when">
              {props.when[0]}
              <br />
              {props.when[1]}
            </div>
          </header>
          {props.children}
        </main>
        <footer class="foot">
          <p>
            {props.subject} · {name} · 内容校验 {props.check} · {props.printed}
          </p>
        </footer>
      </div>
    </Document>
  );
}

export type SumBox = { label: string; count: number };

/** The big totals at the head of a sheet. */
export function SheetSum({ boxes }: { boxes: readonly SumBox[] }) {
  return (
    <dl class="sum">
      {boxes.map((box) => (
        <div>
          <dt>{box.label}</dt>
          <dd>{box.count}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A box to tick by hand. */
export function Tick() {
  return <span class="tick"></span>;
}
