import type { Child } from 'hono/jsx';
import type { Instant } from '../../src/domain/calendar.ts';
import type { BooksState, InvariantName } from '../../src/domain/invariants.ts';
import { dateText, dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { listed } from '../text.ts';

/** What the nightly check found wrong, as the county's office says it. */
export const invariantLabel: Record<InvariantName, string> = {
  split_sums_to_price: '各方承担合计不等于餐费',
  order_fits_run: '订餐与餐次的日期不符',
  posted_as_state: '入账与交付记录不符',
  reserved_as_state: '预留金额与订餐不符',
  cancelled_as_state: '取消记录与订餐不符',
  one_hand_over_stands: '交付记录与订餐不符',
  day_totals_equal_rows: '每日合计与明细不符',
  month_totals_equal_rows: '月度合计与明细不符',
  transfers_balance: '账目借贷不平',
  closed_months_rest: '已结月份又入了账',
  closed_as_confirmed: '已关账月份的数和关账时不同',
  balances_equal_transfers: '余额与账目不符',
  donations_as_transfers: '捐赠与账目不符',
  funds_as_given: '基金余额与捐赠、用餐不符',
  no_negative_balance: '余额为负',
  triggers_present: '数据库防改规则缺失',
  schema_as_committed: '数据库结构被改动',
};

export type StopShown = { id: string; invariant: InvariantName; stoppedAt: Instant; pointName: string | null; operatorName: string | null };
/** `mayRead`: whose county's office it is, with a page for each stop. */
export type BooksShown = BooksState & { stops: readonly StopShown[]; mayRead: boolean };

/** What stands still, in a few words. */
export function stoppedPlaceText({ pointName, operatorName }: Pick<StopShown, 'pointName' | 'operatorName'>): string {
  return pointName ?? (operatorName === null ? '全市餐费以外的款' : `${operatorName}的全部助餐点`);
}

/** The books checked at night do not agree, or were not checked: before any figure, for whoever answers for them. */
export function BooksAlarm({ books: { faults, silentSince, stops, mayRead } }: { books: BooksShown }) {
  if (faults.length > 0 || stops.length > 0) {
    const what = faults.map(({ name, broken }) => `${invariantLabel[name]}（${broken} 处）`);
    return (
      <Alarm text={what.length > 0 ? `夜里核账发现不一致：${listed(what)}。拨付前请先让系统管理人员查明。` : '夜里再核账，都对上了；停着的还要经办人看过，才恢复。'}>
        {stops.map((stop) => (
          <p>
            <StopLine stop={stop} mayRead={mayRead} />
          </p>
        ))}
      </Alarm>
    );
  }
  if (silentSince === null) return null;
  const since = silentSince === 'never' ? '还从没核过账' : `${dateText(silentSince)}以后没有核过账`;
  return <Alarm text={`系统${since}，这里的数字未经核对。请告诉系统管理人员。`} />;
}

function StopLine({ stop, mayRead }: { stop: StopShown; mayRead: boolean }) {
  const words = `${stoppedPlaceText(stop)}从 ${dayAndClock(stop.stoppedAt)} 停着：${invariantLabel[stop.invariant]}`;
  return mayRead ? (
    <a class="act" href={paths.booksStop(stop.id)}>
      {words}
    </a>
  ) : (
    <>{words}</>
  );
}

function Alarm({ text, children }: { text: string; children?: Child }) {
  return (
    <section class="card alarm" aria-label="核账">
      <p class="wrong">{text}</p>
      {children}
    </section>
  );
}
