import { yuanText, type Fen } from '../../src/domain/money.ts';

/** What is to be taken, or was: 收 7 元 · 预存款已付 7 元 · 不收钱. */
export function payText({ selfPayFen, prepaid }: { selfPayFen: Fen; prepaid: boolean }): string {
  if (selfPayFen === 0) return '不收钱';
  return prepaid ? `预存款已付 ${yuanText(selfPayFen)} 元` : `收 ${yuanText(selfPayFen)} 元`;
}

/** The same in a column that is headed 收（元）: 7 · 已付. */
export const collectText = ({ selfPayFen, prepaid }: { selfPayFen: Fen; prepaid: boolean }): string =>
  prepaid && selfPayFen > 0 ? '已付' : yuanText(selfPayFen);
