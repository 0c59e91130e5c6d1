import { boughtByMonth, ledgerOfYear, type FundEntry } from '../../src/domain/fund-ledger.ts';
import { Acts } from '../acts.tsx';
import { Pages } from '../canteen/prepaid-page.tsx';
import { monthText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { SheetLayout } from '../sheet-layout.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { monthLineLabel } from '../text.ts';
import { donorText, publicDonor } from './donation-text.ts';
import { FundFigures, type FundView } from './donations-page.tsx';

export type FundPageProps = {
  frame: StaffFrame;
  fund: FundView;
  /** The latest first. */
  shown: readonly FundEntry[];
  years: readonly string[];
  page: number;
  pages: number;
};

/** One fund: every donation, what the meals of each month cost, and what was left after each. */
export function FundPage({ frame, fund, shown, years, page, pages }: FundPageProps) {
  return (
    <StaffLayout frame={frame} title="捐赠">
      <nav class="trail" aria-label="返回">
        <a href={paths.donations()}>← 捐赠</a>
        <a href={paths.payer(fund.code)}>基金的叫法</a>
      </nav>
      <div class="head">
        <h1>{fund.name}</h1>
        <Acts>
          <a class="act main" href={paths.newDonation(fund.code)}>
            记一笔捐赠
          </a>
        </Acts>
      </div>
      <section class="card">
        <FundFigures fund={fund} />
      </section>
      <Bought entries={fund.entries} />
      <section class="card">
        <div class="head">
          <h2>账</h2>
          <p class="trail">
            {years.map((year) => (
              <a href={paths.fundPrint(fund.code, year)}>打印 {year} 年账页</a>
            ))}
          </p>
        </div>
        {shown.length === 0 ? (
          <p class="empty">还没有收到捐赠。收到一笔，记一笔，打一张收据。</p>
        ) : (
          <Table class="ledger told" columns={COLUMNS} rows={shown.map((entry) => [dayOf(entry), <What entry={entry} />, yuanGrouped(entry.amountFen), yuanGrouped(entry.balanceFen)])} />
        )}
        <Pages page={page} pages={pages} hrefOf={(other) => paths.fund(fund.code, other)} />
      </section>
    </StaffLayout>
  );
}

const COLUMNS = [{ head: '哪天' }, { head: '什么事' }, { head: '金额（元）', numeric: true }, { head: '余额（元）', numeric: true }];

function dayOf(entry: FundEntry): string {
  if (entry.kind === 'given') return entry.donation.received;
  return entry.kind === 'returned' ? entry.on : monthText(entry.month);
}

const spentText = (entry: Extract<FundEntry, { kind: 'spent' }>) =>
  entry.line === 'meal' ? `餐费补贴，${entry.meals} 份` : `${monthLineLabel[entry.line]}，${entry.meals} 份`;

function What({ entry }: { entry: FundEntry }) {
  if (entry.kind === 'spent') return <>{spentText(entry)}</>;
  const { donation } = entry;
  return (
    <>
      {entry.kind === 'returned' ? '撤回' : ''}
      <a href={paths.donation(donation.id)}>第 {donation.number} 号</a> {donorText(donation.donor, donation.anonymous)}
      {entry.kind === 'given' && donation.reversal ? <span class="tag shut">后来撤回</span> : null}
    </>
  );
}

function Bought({ entries }: { entries: readonly FundEntry[] }) {
  const months = boughtByMonth(entries);
  return (
    <section class="card">
      <h2>买了什么</h2>
      {months.length === 0 ? (
        <p class="empty">还没有用过。补贴办法里写了这个基金，老人吃了饭，这里按月列出份数和金额。</p>
      ) : (
        <Table
          class="ledger"
          columns={[{ head: '月份' }, { head: '补贴的餐（份）', numeric: true }, { head: '餐费（元）', numeric: true }, { head: '餐费以外（元）', numeric: true }]}
          rows={months.map((one) => [monthText(one.month), String(one.meals), yuanGrouped(one.mealsFen), yuanGrouped(one.besideFen)])}
        />
      )}
    </section>
  );
}

export type FundSheetProps = {
  fund: { code: string; name: string };
  place: string;
  year: string;
  entries: readonly FundEntry[];
  check: string;
  printed: string;
};

/** A year of a fund on paper, to be hung up: whoever gave without their name is not named. */
export function FundSheet({ fund, place, year, entries, check, printed }: FundSheetProps) {
  const { openingFen, lines, givenFen, returnedFen, spentFen, closingFen } = ledgerOfYear(entries, year);
  return (
    <SheetLayout
      kind="捐赠收支账页"
      place={`${place} · ${fund.name}`}
      when={[`${year} 年`, '金额单位：元']}
      subject={`${fund.name} · ${year} 年`}
      check={check}
      printed={printed}
      back={{ href: paths.fund(fund.code), label: `返回${fund.name}` }}
    >
      <p class="equal">
        年初余额 {yuanGrouped(openingFen)}，收到捐赠 {yuanGrouped(givenFen)}
        {returnedFen === 0 ? '' : `，撤回 ${yuanGrouped(returnedFen)}`}，用于助餐 {yuanGrouped(spentFen)}，余额 {yuanGrouped(closingFen)}。
      </p>
      <Table
        class="figures"
        columns={[{ head: '日期', class: 'w30' }, { head: '摘要' }, { head: '金额', numeric: true, class: 'w30' }, { head: '余额', numeric: true, class: 'w30' }]}
        rows={lines.map((entry) => [dayOf(entry), publicText(entry), yuanGrouped(entry.amountFen), yuanGrouped(entry.balanceFen)])}
      />
      <p class="note">捐赠人不愿公开姓名的，写作“匿名”。用于助餐的按月合计，不列就餐的人。</p>
      <p class="sign">
        <span>制表</span>
        <span>复核</span>
        <span>负责人</span>
      </p>
    </SheetLayout>
  );
}

function publicText(entry: FundEntry): string {
  if (entry.kind === 'spent') return spentText(entry);
  const { number, donor, anonymous } = entry.donation;
  return `${entry.kind === 'returned' ? '撤回' : '收到'}捐赠，${publicDonor(donor, anonymous)}，收据第 ${number} 号`;
}
