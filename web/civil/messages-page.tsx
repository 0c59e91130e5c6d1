import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { Relation } from '../../src/domain/family.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import type { MessageKind, MessageState, MessageToldHow } from '../../src/domain/message.ts';
import { Pages } from '../canteen/prepaid-page.tsx';
import { dayAndClock, dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { actorText, slotLabel } from '../text.ts';
import { Figure } from './figure.tsx';
import { causeText, messageKindLabel, messageToldLabel, readerText, undeliveredListLabel } from './undelivered-text.ts';

export type MessageEnd = {
  state: MessageState; writtenAt: Instant; lastAt: Instant | null; cause: string | null;
  resentAt: Instant | null; resentBy: string | null;
  how: MessageToldHow | null; toldByName: string | null; toldAt: Instant | null; note: string | null; recordedAt: Instant | null; recordedBy: string | null;
};

export type MessageLine = {
  id: string; kind: MessageKind; recipient: string; relation: Relation | null; attempt: number; elderName: string | null;
  serviceDate: ServiceDate | null; slot: MealSlot | null;
  /** With stars; '' where there is none that can be used. */
  phone: string;
  end: MessageEnd | null;
};

export type MessagesPageProps = {
  frame: StaffFrame;
  list: keyof typeof undeliveredListLabel;
  kind: MessageKind | null;
  lines: readonly MessageLine[];
  /** Of this list, how many of each kind. */
  kinds: readonly { kind: MessageKind; count: number }[];
  outbox: { waiting: number; oldestAt: Instant | null };
  open: number;
  codes: { countyHour: number; countyToday: number; rule: { countyCodesAnHour: number; countyCodesADay: number } };
  now: Instant;
  page: number;
  pages: number;
};

/** The outbox: how much waits, and what nobody could be reached with. No name stands beside an address or what somebody's subsidy is. */
export function MessagesPage(props: MessagesPageProps) {
  const { frame, list, kind, lines, page, pages } = props;
  return (
    <StaffLayout frame={frame} title="短信">
      <div class="head">
        <h1>发不出去的短信</h1>
        <nav class="trail" aria-label="看哪些">
          {(['open', 'done', 'moot'] as const).map((one) => (
            <a href={paths.messages(one === 'open' ? {} : { show: one })} aria-current={one === list ? 'page' : undefined}>
              {undeliveredListLabel[one]}
            </a>
          ))}
        </nav>
      </div>
      <Outbox {...props} />
      <section class="card">
        <h2>{undeliveredListLabel[list]}</h2>
        <Kinds {...props} />
        {lines.length === 0 ? <p class="empty">{empty[list]}</p> : <Lines list={list} lines={lines} />}
        <Pages page={page} pages={pages} hrefOf={(other) => paths.messages({ show: list === 'open' ? undefined : list, kind: kind ?? undefined, page: other })} />
      </section>
      <p class="notes">
        试够了次数，或者短信平台不收，就不再自己发了，列在这里。可以再发一次，也可以打电话告诉，再登记一下。
        <a href={paths.countyRule('messages')}>免打扰的时间、试几次</a>，<a href={paths.countyRule('families')}>验证码的限额</a>。
      </p>
    </StaffLayout>
  );
}

const empty: Record<MessagesPageProps['list'], string> = {
  open: '没有。发不出去的短信会列在这里，等得最久的排在前面。',
  done: '还没有办过的。',
  moot: '没有。老人去世、家属解除、撤销了的交付，还有过了时间的验证码，会列在这里，谁也不用管。',
};

function Outbox({ outbox, open, codes, now }: MessagesPageProps) {
  const { countyHour, countyToday, rule } = codes;
  const full = countyHour >= rule.countyCodesAnHour || countyToday >= rule.countyCodesADay;
  return (
    <>
      <section class="card figures sums" aria-label="发件箱">
        <Figure value={String(outbox.waiting)} label={outbox.oldestAt === null ? '条等着发' : `条等着发，最早 ${dayAndClock(outbox.oldestAt)}，${waited(now - outbox.oldestAt)}`} />
        <Figure value={String(open)} label="条发不出去，没人管" />
        <Figure value={`${countyHour} / ${rule.countyCodesAnHour}`} label="这一小时的验证码" />
        <Figure value={`${countyToday} / ${rule.countyCodesADay}`} label="今天的验证码" />
      </section>
      {full ? (
        <p class="card alarm wrong" role="alert">
          全市的验证码到了限额，家属现在要不到。真有这么多人要，就<a href={paths.countyRule('families')}>把限额改大</a>；不像，就先不动，问问短信平台。
        </p>
      ) : null}
    </>
  );
}

/** 等了 3 天 · 等了 5 小时 · 等了 12 分钟 */
function waited(span: number): string {
  const minutes = Math.max(0, Math.floor(span / 60_000));
  if (minutes < 60) return `等了 ${minutes} 分钟`;
  return minutes < 48 * 60 ? `等了 ${Math.floor(minutes / 60)} 小时` : `等了 ${Math.floor(minutes / 1440)} 天`;
}

function Kinds({ list, kind, kinds }: MessagesPageProps) {
  if (kinds.length < 2) return null;
  const show = list === 'open' ? undefined : list;
  const all = kinds.reduce((sum, one) => sum + one.count, 0);
  return (
    <nav class="trail" aria-label="哪一种">
      <a href={paths.messages({ show })} aria-current={kind === null ? 'page' : undefined}>
        全部 {all}
      </a>
      {kinds.map((one) => (
        <a href={paths.messages({ show, kind: one.kind })} aria-current={one.kind === kind ? 'page' : undefined}>
          {messageKindLabel[one.kind]} {one.count}
        </a>
      ))}
    </nav>
  );
}

function Lines({ list, lines }: Pick<MessagesPageProps, 'list' | 'lines'>) {
  const last = list === 'done' ? '怎么办的' : '为什么';
  return (
    <Table
      class="ledger"
      columns={[{ head: '哪一顿' }, { head: '说什么', class: 'unbroken' }, { head: '给谁' }, { head: '电话', class: 'unbroken' }, { head: '什么时候写的', class: 'unbroken' }, { head: last }, { head: '试了几次', numeric: true }]}
      rows={lines.map((line) => [
        mealOf(line),
        <a href={paths.message(line.id)}>{messageKindLabel[line.kind]}</a>,
        readerText(line),
        line.phone === '' ? '没有' : line.phone,
        line.end ? dayAndClock(line.end.writtenAt) : '',
        list === 'done' && line.end ? doneText(line.end) : causeText(line.end?.cause ?? null),
        line.attempt,
      ])}
    />
  );
}

/** 李秀英 11 月 23 日，星期一 午餐 */
export const mealOf = ({ elderName, serviceDate, slot }: Pick<MessageLine, 'elderName' | 'serviceDate' | 'slot'>) =>
  serviceDate && slot ? `${elderName ?? ''} ${dayText(serviceDate)} ${slotLabel[slot]}` : '';

/** What somebody did about it, and what came of it. */
export function doneText({ state, cause, resentAt, resentBy, how, toldByName, toldAt, note }: MessageEnd): string {
  if (how !== null && toldAt !== null) return `${toldByName ?? ''} ${dayAndClock(toldAt)} ${messageToldLabel[how]}${note ? `：${note}` : ''}`;
  if (resentAt === null) return '';
  const ends: Record<MessageState, string> = { waiting: '等着发', sent: '发出去了', dropped: '不用发了', given_up: `还是没发出去，${causeText(cause)}` };
  return `${actorText(resentBy ?? '')} ${dayAndClock(resentAt)} 叫再发一次，${ends[state]}`;
}
