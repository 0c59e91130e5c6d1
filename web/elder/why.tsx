import type { Fen } from '../../src/domain/money.ts';
import { spokenMoney } from '../format.tsx';

/** Who gives how much: 市级财政, 9 元. The elder's own share is not among them. */
export type PayerShare = { code: string; payer: string; fen: Fen };

export type WhyProps = {
  priceFen: Fen;
  selfPayFen: Fen;
  payers: readonly PayerShare[];
  /** In sentences, each with the clause that it rests on. */
  reasons: readonly string[];
  /** Where the rule comes from when it is another place's: 借用青岛城阳 2020 年公布的价目. */
  borrowed: string | null;
  /** What becomes of the money when nobody comes. */
  noShow?: string;
};

/** Some rules name a sum and nobody who gives it; the county then keeps a payer of this code. */
const whoGives = ({ code, payer }: PayerShare) => (code === 'unspecified' ? '谁出这笔钱，文件没写' : `${payer}出的`);

/** Who pays what and why, on a tap, for those who ask. */
export function Why({ priceFen, selfPayFen, payers, reasons, borrowed, noShow }: WhyProps) {
  return (
    <details>
      <summary>钱是谁出的，为什么</summary>
      <div class="why">
        <p>
          这份饭一共 {spokenMoney(priceFen)}，
          {payers.map((share) => `补贴 ${spokenMoney(share.fen)}（${whoGives(share)}），`)}
          您自己付 {spokenMoney(selfPayFen)}。
        </p>
        {noShow ? <p>{noShow}</p> : null}
        <p>{reasons.join('')}</p>
        {borrowed ? <p>{borrowed}。</p> : null}
      </div>
    </details>
  );
}
