import { yuanText, type Fen } from '../../src/domain/money.ts';

/** What is to be taken, or was: 收 7 元 · 预存款已付 7 元 · 不收钱. */
export function payText({ selfPayFen, prepaid }: { selfPayFen: Fen; prepaid: boolean }): string {
  if (selfPayFen === 0) return '不收钱';
  return prepaid ? `预存款已付 ${yuanText(selfPayFen)} 元` : `收 ${yuanText(selfPayFen)} 元`;
}

/** The same before anything is recorded: 收 7 元 · 从预存款付 7 元 · 不收钱. */
export const willPayText = (pay: { selfPayFen: Fen; prepaid: boolean }): string =>
  pay.prepaid && pay.selfPayFen > 0 ? `从预存款付 ${yuanText(pay.selfPayFen)} 元` : payText(pay);

/** The same in a column that is headed 收（元）: 7 · 已付. */
export const collectText = ({ selfPayFen, prepaid }: { selfPayFen: Fen; prepaid: boolean }): string =>
  lineCollectText({ collectFen: selfPayFen, paid: prepaid && selfPayFen > 0 });

export const lineCollectText = ({ collectFen, paid }: { collectFen: Fen; paid: boolean }): string => (paid ? '已付' : yuanText(collectFen));
