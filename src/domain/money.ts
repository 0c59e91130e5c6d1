/** An amount of money in whole fen (0.01 yuan). Negative only in corrections and differences. */
export type Fen = number & { readonly brand: 'Fen' };

/** Throws on anything but a safe integer: a fraction of a fen is a fault of the program. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError('money must be a whole number of fen');
  // Minus zero would print a sign and differ from 0 in comparisons by Object.is.
  return (amount === 0 ? 0 : amount) as Fen;
}

export function sumFen(amounts: readonly Fen[]): Fen {
  return amounts.reduce((sum, amount) => fen(sum + amount), fen(0));
}

/** Yuan as people say it, without idle zeros: '6', '6.5', '6.05'. */
export function yuanText(amount: Fen): string {
  return yuanExact(amount).replace(/\.?0+$/, '');
}

/** Yuan with both decimals and no thousands separators, for statements and files: '6.00', '-1234.50'. */
export function yuanExact(amount: Fen): string {
  const size = Math.abs(amount);
  return `${amount < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const CAPITALS_LIMIT = 999_999_999_999;

/**
 * The amount in Chinese capitals, up to 9,999,999,999.99 yuan either way, by 《支付结算办法》附一 正确填写票据和结算凭证的基本规定:
 * 整 after 元 only (clause 2 leaves it open after 角); one 零 for zeros inside, and always before a lone 分 (clause 4).
 * Where clause 4(3) offers two forms we take the first of each pair: 壹仟陆佰捌拾元零叁角贰分, 壹拾万柒仟元零伍角叁分.
 * The words 人民币 (clause 3) are the page's. The rule knows no negative amounts: 负 in front is ours.
 */
export function capitalYuan(amount: Fen): string {
  const size = Math.abs(amount);
  if (size > CAPITALS_LIMIT) throw new RangeError('too large for Chinese capitals');
  const yuan = Math.floor(size / 100);
  const cents = size % 100;
  const whole = yuan === 0 ? '' : `${capitalInteger(yuan)}元`;
  const text = cents === 0 ? `${whole || '零元'}整` : whole + capitalCents(yuan, cents);
  return amount < 0 ? `负${text}` : text;
}

/** 角 and 分, with the 零 that parts them from the yuan before. */
function capitalCents(yuan: number, cents: number): string {
  const jiao = Math.floor(cents / 10);
  const lone = cents % 10;
  const zero = yuan > 0 && (jiao === 0 || yuan % 10 === 0) ? '零' : '';
  return zero + (jiao > 0 ? `${DIGITS[jiao]}角` : '') + (lone > 0 ? `${DIGITS[lone]}分` : '');
}

/** Read in groups of four, as Chinese does; a group that does not fill its first place is parted by one 零. */
function capitalInteger(yuan: number): string {
  const groups = [
    { value: Math.floor(yuan / 1e8), unit: '亿' },
    { value: Math.floor(yuan / 1e4) % 1e4, unit: '万' },
    { value: yuan % 1e4, unit: '' },
  ];
  let text = '';
  let skipped = false;
  for (const { value, unit } of groups) {
    if (value > 0) text += (text && (skipped || value < 1000) ? '零' : '') + capitalGroup(value) + unit;
    skipped = value === 0;
  }
  return text;
}

/** 1 to 9999. */
function capitalGroup(value: number): string {
  let text = '';
  let skipped = false;
  for (const [place, unit] of [[1000, '仟'], [100, '佰'], [10, '拾'], [1, '']] as const) {
    const digit = Math.floor(value / place) % 10;
    if (digit > 0) text += (text && skipped ? '零' : '') + (DIGITS[digit] ?? '') + unit;
    skipped = digit === 0;
  }
  return text;
}
