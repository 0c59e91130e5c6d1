import { serviceDateOf, type Instant, type ServiceDate } from '../../src/domain/calendar.ts';
import type { DonationWay } from '../../src/domain/donation.ts';
import { capitalYuan, yuanText, type Fen } from '../../src/domain/money.ts';
import { Acts } from '../acts.tsx';
import { ErrorSummary, Field, PostForm } from '../form.tsx';
import { dateText, fullDayText, yuanGrouped } from '../format.tsx';
import { Document } from '../layout.tsx';
import { paths, staticFiles } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { donationWayLabel, donorText } from './donation-text.ts';
import { momentText } from './statement-csv.ts';

export type DonationView = {
  id: string;
  number: number;
  fund: string;
  fundName: string;
  donor: string | null;
  anonymous: boolean;
  way: DonationWay;
  amountFen: Fen;
  received: ServiceDate;
  note: string;
  recordedAt: Instant;
  byName: string;
  reversal: { at: Instant; byName: string; reason: string } | null;
};

export type DonationPageProps = {
  frame: StaffFrame;
  donation: DonationView;
  /** Whether the reader recorded it. */
  own: boolean;
  /** What has to come in first before it could be taken back. */
  missingFen: Fen;
  shown: string;
  typed: string;
  refusal?: string;
};

/** One donation: what it was, its receipt, and how it is taken back. */
export function DonationPage({ frame, donation, refusal, ...reversing }: DonationPageProps) {
  const { id, number, fund, fundName, donor, anonymous, way, amountFen, received, note, recordedAt, byName, reversal } = donation;
  return (
    <StaffLayout frame={frame} title="捐赠">
      <nav class="trail" aria-label="返回">
        <a href={paths.fund(fund)}>← {fundName}</a>
      </nav>
      <div class="head">
        <h1>捐赠第 {number} 号</h1>
        {reversal ? <span class="tag danger">已撤回</span> : null}
      </div>
      {refusal === undefined ? null : <ErrorSummary errors={[{ field: 'reason', message: refusal }]} />}
      <section class="card caller">
        <p class="pay">{yuanText(amountFen)} 元</p>
        <dl class="facts">
          <dt>捐赠人</dt>
          <dd>{donorText(donor, anonymous)}</dd>
          <dt>捐给</dt>
          <dd>{fundName}</dd>
          <dt>怎么给的</dt>
          <dd>
            {donationWayLabel[way]}，{fullDayText(received)}收到
          </dd>
          {note === '' ? null : (
            <>
              <dt>备注</dt>
              <dd>{note}</dd>
            </>
          )}
          <dt>谁记的</dt>
          <dd>
            {byName}，{momentText(recordedAt)}
          </dd>
          {reversal ? (
            <>
              <dt>撤回</dt>
              <dd>
                {reversal.byName}，{momentText(reversal.at)}：{reversal.reason}
              </dd>
            </>
          ) : null}
        </dl>
        <p class="acts">
          <a class="act main" href={paths.donationReceipt(id)}>
            打收据
          </a>
          <Acts>
            <a class="act" href={paths.newDonation(fund)}>
              再记一笔
            </a>
          </Acts>
        </p>
      </section>
      {reversal ? null : <Reversing id={id} {...reversing} {...(refusal === undefined ? {} : { refusal })} />}
    </StaffLayout>
  );
}

function Reversing({ id, own, missingFen, shown, typed, refusal }: Omit<DonationPageProps, 'frame' | 'donation'> & { id: string }) {
  return (
    <section class="card">
      <h2>记错了、钱退回去了：撤回</h2>
      {own ? (
        <p>这一笔是您记的，要另一位经办人来撤。</p>
      ) : (
        <PostForm action={paths.donationReversal(id)} hidden={{ shown }}>
          <p>{missingFen > 0 ? `现在撤不了：基金里能动的钱还差 ${yuanText(missingFen)} 元。金额记错的，先把对的那一笔记上，再撤这一笔。` : '整笔从基金里减去，写明原因，留在账上。'}</p>
          <Field name="reason" label="为什么撤" value={typed} errors={refusal === undefined ? [] : [{ field: 'reason', message: refusal }]} />
          <button class="act">撤回这一笔</button>
        </PostForm>
      )}
    </section>
  );
}

/** The receipt for the donor: A4 or A5. */
export function DonationReceipt({ donation, place, looks }: { donation: DonationView; place: string; looks: number }) {
  const { id, number, fundName, donor, way, amountFen, received, note, recordedAt, byName, reversal } = donation;
  const lines: [string, string][] = [
    ['捐赠人', donor ?? '匿名'],
    ['捐给', fundName],
    ['方式', donationWayLabel[way]],
    ['收到的日子', dateText(received)],
    ...(note === '' ? [] : [['备注', note] satisfies [string, string]]),
    ['登记', `${byName}，${dateText(serviceDateOf(recordedAt))}`],
  ];
  return (
    <Document title={`捐赠收据 第 ${number} 号 · ${place}`} styles={[staticFiles.sheetStyle]}>
      <nav class="screen" aria-label="打印">
        <a href={paths.donation(id)}>回到这一笔</a>
        <span>用浏览器的“打印”，A5、A4 纸都行。</span>
      </nav>
      <div class="paper">
        <main class="gift">
          <header class="top">
            <div>
              <h1>捐赠收据</h1>
              <p>{place}</p>
            </div>
            <div class="when">第 {number} 号</div>
          </header>
          {reversal ? <p class="danger">这一笔已经撤回，本收据作废。</p> : null}
          {looks > 0 ? <p class="danger">补打（第 {looks} 次）</p> : null}
          <table class="capital">
            <tbody>
              <tr>
                <th scope="row">金额</th>
                <td>
                  人民币{capitalYuan(amountFen)}
                  <br />￥{yuanGrouped(amountFen)}
                </td>
              </tr>
            </tbody>
          </table>
          <dl class="lines">
            {lines.map(([term, value]) => (
              <>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </>
            ))}
          </dl>
          <p class="sign">
            <span>收款单位（盖章）</span>
            <span>经手人签名</span>
          </p>
          <p class="note">感谢您。这笔钱只用来补贴老人的饭。本收据用于登记；要抵税的，请向收款单位另开公益事业捐赠票据。</p>
        </main>
      </div>
    </Document>
  );
}
