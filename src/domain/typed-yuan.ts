import { toHalfWidth } from './half-width.ts';
import { fen, type Fen } from './money.ts';

export type YuanProblem = 'empty' | 'unreadable' | 'negative' | 'too_precise' | 'too_large';

/**
 * What somebody typed as yuan: '12', '12.5', '１２．５０', '50元', '¥50', also '12。5' as a Chinese keyboard writes it, and '1,000'
 * where the commas part thousands. Zero is an amount; whoever needs more than nothing says so. Refusals: `negative`, `too_precise`
 * (more than two decimals), `too_large` (more than seven digits of yuan), `unreadable`, `empty`.
 */
export function readYuan(text: string): { fen: Fen } | { problem: YuanProblem } {
  const plain = toHalfWidth(text).replace(/\s/g, '').replace('。', '.').replace(/^[¥￥]/, '').replace(/(元|块|块钱)整?$/, '');
  if (plain === '') return { problem: 'empty' };
  if (/^[-−–—]\d/.test(plain)) return { problem: 'negative' };
  const match = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(plain);
  if (!match) return { problem: 'unreadable' };
  const [, typed = '', decimals = ''] = match;
  const yuan = typed.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  if (decimals.length > 2) return { problem: 'too_precise' };
  if (yuan.length > 7) return { problem: 'too_large' };
  return { fen: fen(Number(yuan) * 100 + Number(decimals.padEnd(2, '0'))) };
}

/** What was put down for a share, where somebody typed it: at least as much as is due. Nothing typed, nothing to work out. */
export function readChange(text: string, dueFen: Fen): { problem: null; givenFen: Fen | null } | { problem: 'given_unreadable' | 'given_too_little' } {
  const given = readYuan(text);
  if ('problem' in given) return given.problem === 'empty' ? { problem: null, givenFen: null } : { problem: 'given_unreadable' };
  return changeFor(dueFen, given.fen) === null ? { problem: 'given_too_little' } : { problem: null, givenFen: given.fen };
}

/** What goes back over the counter: 20 yuan given for 7 make 13. Null when it does not reach. */
export function changeFor(dueFen: Fen, givenFen: Fen): Fen | null {
  return givenFen < dueFen ? null : fen(givenFen - dueFen);
}
