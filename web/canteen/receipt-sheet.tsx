import { serviceDateOf, type Instant } from '../../src/domain/calendar.ts';
import { capitalYuan, type Fen } from '../../src/domain/money.ts';
import type { ReceiptKind } from '../../src/domain/prepaid.ts';
import { clockOf, dateText, yuanGrouped } from '../format.tsx';
import { Document } from '../layout.tsx';
import { paths, staticFiles } from '../paths.ts';
import { TabletLock } from '../tablet-lock.tsx';

export type ReceiptView = {
  id: string;
  number: number;
  kind: ReceiptKind;
  pointName: string;
  operatorName: string;
  elderId: string;
  elderName: string;
  amountFen: Fen;
  balanceBeforeFen: Fen;
  balanceAfterFen: Fen;
  counterpart: string;
  reason: string;
  at: Instant;
  byName: string;
  /** How often it was shown before. */
  looks: number;
};

const KIND: Record<ReceiptKind, string> = { top_up: '预存款收据', refund: '预存款退款单' };

/** One receipt for a narrow roll or half a sheet: what was paid, by whom to whom, and what stands now. */
export function ReceiptSheet({ receipt }: { receipt: ReceiptView }) {
  const { kind, number, pointName, at } = receipt;
  const name = `${KIND[kind]} 第 ${number} 号`;
  return (
    <Document title={`${name} · ${pointName}`} styles={[staticFiles.sheetStyle]} bodyClass="receipt">
      <nav class="screen" aria-label="打印">
        <a href={paths.counter({ elder: receipt.elderId })}>回到登记</a>
        <span>用浏览器的“打印”，小票纸、A5 都行。</span>
        <TabletLock />
      </nav>
      <div class="paper">
        <main>
          <h1>{KIND[kind]}</h1>
          {receipt.looks > 0 ? <p class="danger">补打（第 {receipt.looks} 次）</p> : null}
          <p>
            {pointName} 第 {number} 号
            <br />
            {dateText(serviceDateOf(at))} {clockOf(at)}
          </p>
          <Lines receipt={receipt} />
          <p class="sign">
            <span>{kind === 'top_up' ? '收款人签名' : '领款人签名'}</span>
          </p>
          <p>{kind === 'top_up' ? '这钱只用来付自己的饭钱，没用完的可以退。请收好。' : '已当面点清，现金交给本人。'}</p>
        </main>
      </div>
    </Document>
  );
}

function Lines({ receipt }: { receipt: ReceiptView }) {
  const { kind, amountFen } = receipt;
  const lines: [string, string][] = [
    ['姓名', receipt.elderName],
    [kind === 'top_up' ? '交款人' : '领款人', receipt.counterpart],
    ['原来有', `${yuanGrouped(receipt.balanceBeforeFen)} 元`],
    ['现在有', `${yuanGrouped(receipt.balanceAfterFen)} 元`],
    ...(receipt.reason === '' ? [] : [['原因', receipt.reason] satisfies [string, string]]),
    ['存在', receipt.operatorName],
    ['经手人', receipt.byName],
  ];
  return (
    <>
      <p class="amount">
        {kind === 'top_up' ? '收到' : '退还'}现金 ￥{yuanGrouped(amountFen)}
      </p>
      <p>人民币{capitalYuan(amountFen)}</p>
      <dl class="lines">
        {lines.map(([term, value]) => (
          <>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </>
  );
}
