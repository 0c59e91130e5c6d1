import type { Instant } from '../../src/domain/calendar.ts';
import { dayAndClock } from '../format.tsx';
import { Document } from '../layout.tsx';
import { staticFiles } from '../paths.ts';

export type MessagesPageProps = { messages: readonly { to: string; text: string; at: Instant }[]; now: Instant; back: string };

/** What phones would have got, newest first. On this computer only. */
export function MessagesPage({ messages, now, back }: MessagesPageProps) {
  return (
    <Document title="短信 · 助餐演示" styles={[staticFiles.staffStyle]}>
      <header class="bar">
        <span class="place">助餐演示：短信</span>
        <span class="who">演示里现在是 {dayAndClock(now)}</span>
      </header>
      <main class="demo">
        <h1>本来会发到手机上的短信</h1>
        <p>
          <a class="act" href={back}>
            回到演示
          </a>
        </p>
        {messages.length === 0 ? <p class="card empty">还没有短信。要一个验证码，或者替老人订一顿饭，一分钟以内这里就会有。夜里 9 点到早上 7 点不打扰，7 点以后才发。</p> : null}
        {messages.length > 0 ? (
          <section class="card">
            <ul>
              {messages.map(({ to, text, at }) => (
                <li>
                  <small>
                    {dayAndClock(at)}，发给 {to}
                  </small>
                  <p>{text}</p>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </main>
    </Document>
  );
}
