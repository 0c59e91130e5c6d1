import type { Instant, ServiceDate } from '../src/domain/calendar.ts';
import type { MealSlot } from '../src/domain/meal-slot.ts';
import { fen, yuanText, type Fen } from '../src/domain/money.ts';
import type { PriceCause, ToldHow } from '../src/domain/price-change.ts';
import { Pages } from './canteen/prepaid-page.tsx';
import { dayAndClock, dayText } from './format.tsx';
import { paths } from './paths.ts';
import { causesText, priceListLabel, toldHowLabel } from './price-change-text.ts';
import { StaffLayout, type StaffFrame } from './staff-layout.tsx';
import { Table } from './table.tsx';
import { actorText, slotLabel } from './text.ts';

export type Where = 'civil' | 'canteen';
export type PriceListName = keyof typeof priceListLabel;

export type PriceLine = {
  orderId: string; elderName: string; phone: string; serviceDate: ServiceDate; slot: MealSlot; pointName: string; beforeFen: Fen; afterFen: Fen;
  causes: readonly PriceCause[];
};
export type ToldLine = Omit<PriceLine, 'causes' | 'phone'> & { how: ToldHow; toldByName: string; note: string; recordedAt: Instant; recordedBy: string };

export type PriceChangesPageProps = {
  frame: StaffFrame;
  where: Where;
  list: PriceListName;
  changes: readonly PriceLine[];
  told: readonly ToldLine[];
  count: number;
  categories: readonly { code: string; name: string }[];
  page: number;
  pages: number;
};

/** Whose price has changed since she ordered: the rises first, each until somebody has told her. */
export function PriceChangesPage(props: PriceChangesPageProps) {
  const { frame, where, list, count, page, pages } = props;
  return (
    <StaffLayout frame={frame} title="价钱变了的餐">
      <div class="head">
        <h1>订了以后，价钱变了的餐</h1>
        <nav class="trail" aria-label="看哪些">
          {(['open', 'told', 'past'] as const).map((one) => (
            <a href={paths.priceChanges(where, { show: one === 'open' ? undefined : one })} aria-current={one === list ? 'page' : undefined}>
              {priceListLabel[one]}
            </a>
          ))}
        </nav>
      </div>
      <section class="card">
        <h2>
          {priceListLabel[list]}：{count} 份
        </h2>
        {count === 0 ? <p class="empty">{empty[list]}</p> : list === 'told' ? <ToldTable {...props} /> : <ChangesTable {...props} />}
        <Pages page={page} pages={pages} hrefOf={(other) => paths.priceChanges(where, { show: list === 'open' ? undefined : list, page: other })} />
      </section>
      <p class="notes">老人订饭以后，身份类别、补贴办法或节假日安排改了，还没吃的饭要重新算。价钱以重新算的为准，所以要在她来吃以前告诉她。吃过的饭不再变。</p>
    </StaffLayout>
  );
}

const empty: Record<PriceListName, string> = {
  open: '没有要告知的。订了以后价钱变了的餐，会列在这里，涨价的排在前面。',
  told: '还没有登记过告知。',
  past: '没有漏掉的：价钱变了的餐，吃之前都告知过。',
};

export const mealText = ({ serviceDate, slot }: { serviceDate: ServiceDate; slot: MealSlot }) => `${dayText(serviceDate)}，${slotLabel[slot]}`;

/** 3 元 → 5 元，多 2 元 */
export function PriceStep({ beforeFen, afterFen }: { beforeFen: Fen; afterFen: Fen }) {
  const rises = afterFen > beforeFen;
  return (
    <>
      <span class="unbroken">
        {yuanText(beforeFen)} 元 → <b>{yuanText(afterFen)} 元</b>
      </span>
      <br />
      <span class={rises ? 'wrong' : ''}>
        {rises ? '多' : '少'} {yuanText(fen(Math.abs(afterFen - beforeFen)))} 元
      </span>
    </>
  );
}

function ChangesTable({ where, changes, categories }: PriceChangesPageProps) {
  return (
    <Table
      class="ledger told prices"
      columns={[{ head: '谁' }, { head: '哪一餐' }, { head: '自己付' }, { head: '为什么' }]}
      rows={changes.map((one) => [
        <>
          <a href={paths.priceChange(where, one.orderId)}>{one.elderName}</a>
          <br />
          <small>{one.phone === '' ? '没有电话' : one.phone}</small>
        </>,
        <>
          {mealText(one)}
          <br />
          <small>{one.pointName}</small>
        </>,
        <PriceStep {...one} />,
        causesText(one.causes, categories),
      ])}
    />
  );
}

function ToldTable({ where, told }: PriceChangesPageProps) {
  return (
    <Table
      class="ledger told prices"
      columns={[{ head: '谁' }, { head: '哪一餐' }, { head: '自己付' }, { head: '谁告诉的，怎么告诉的' }]}
      rows={told.map((one) => [
        <a href={paths.priceChange(where, one.orderId)}>{one.elderName}</a>,
        <>
          {mealText(one)}
          <br />
          <small>{one.pointName}</small>
        </>,
        <PriceStep {...one} />,
        toldText(one),
      ])}
    />
  );
}

/** 李芳，打电话，11 月 23 日 9:32。女儿接的（李芳登记） */
export function toldText({ toldByName, how, recordedAt, recordedBy, note }: Pick<ToldLine, 'toldByName' | 'how' | 'recordedAt' | 'recordedBy' | 'note'>): string {
  const by = actorText(recordedBy) === toldByName ? '' : `（${actorText(recordedBy)}登记）`;
  return `${toldByName}，${toldHowLabel[how]}，${dayAndClock(recordedAt)}${note === '' ? '' : `。${note}`}${by}`;
}

/** On the first page of a canteen and of an office. */
export function PriceNotice({ where, untold }: { where: Where; untold: { people: number; rises: number } | undefined }) {
  if (!untold || untold.people === 0) return null;
  return (
    <section class={untold.rises > 0 ? 'card alarm' : 'card'} aria-label="价钱变了">
      <a class="act" href={paths.priceChanges(where)}>
        {untold.people} 位老人订的饭价钱变了，还没告知{untold.rises > 0 ? `，其中 ${untold.rises} 位要多付` : ''}
      </a>
    </section>
  );
}
