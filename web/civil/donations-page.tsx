import { fundSums, type FundEntry } from '../../src/domain/fund-ledger.ts';
import type { Fen } from '../../src/domain/money.ts';
import { Acts } from '../acts.tsx';
import { yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { noFund } from './donation-text.ts';
import { Figure } from './figure.tsx';

export type FundView = { code: string; name: string; balanceFen: Fen; reservedFen: Fen; entries: readonly FundEntry[] };

/** The funds that donations go into, and what stands on each. */
export function DonationsPage({ frame, funds }: { frame: StaffFrame; funds: readonly FundView[] }) {
  return (
    <StaffLayout frame={frame} title="捐赠">
      <div class="head">
        <h1>捐赠</h1>
        {funds.length === 0 ? null : (
          <Acts>
            <a class="act main" href={paths.newDonation(funds.length === 1 ? funds[0]?.code : undefined)}>
              记一笔捐赠
            </a>
          </Acts>
        )}
      </div>
      {funds.length === 0 ? (
        <section class="card">
          <p class="empty">{noFund}</p>
          <p>
            <a class="act" href={paths.payers()}>
              去加一个基金
            </a>
          </p>
        </section>
      ) : null}
      {funds.map((fund) => (
        <section class="card">
          <div class="head">
            <h2>{fund.name}</h2>
            <a class="act" href={paths.fund(fund.code)}>
              看账
            </a>
          </div>
          <FundFigures fund={fund} />
        </section>
      ))}
      <p class="notes">收到的捐赠记进基金，补贴办法里写了这个基金的，订餐时先占用，吃了才支出；用完了，由办法里写的下一方或本人出。</p>
    </StaffLayout>
  );
}

/** What came, what it has bought, what is promised, what is left. */
export function FundFigures({ fund }: { fund: FundView }) {
  const { givenFen, spentFen, freeFen } = fundSums(fund.entries, fund);
  return (
    <div class="figures sums">
      <Figure value={yuanGrouped(givenFen)} label="收到捐赠（元）" />
      <Figure value={yuanGrouped(spentFen)} label="已用（元）" />
      <Figure value={yuanGrouped(fund.reservedFen)} label="已订餐占用（元）" />
      <Figure value={yuanGrouped(freeFen)} label="还能用（元）" />
    </div>
  );
}
