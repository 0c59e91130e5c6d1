import type { Fen } from '../../src/domain/money.ts';
import { Money } from '../format.tsx';

/** What a meal costs and who gives what of it: rows of a list of facts. */
export function PriceLines({ priceFen, payers }: { priceFen: Fen; payers: readonly { payer: string; fen: Fen }[] }) {
  return (
    <>
      <dt>价格</dt>
      <dd>
        <Money fen={priceFen} />
      </dd>
      {payers.map(({ payer, fen }) => (
        <>
          <dt>补贴</dt>
          <dd>
            <Money fen={fen} />（出资方：{payer}）
          </dd>
        </>
      ))}
    </>
  );
}
