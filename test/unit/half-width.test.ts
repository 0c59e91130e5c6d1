import { expect, test } from 'vitest';
import { toHalfWidth } from '../../src/domain/half-width.ts';

test.each([
  ['０１９', '019'], ['Ｘｘ', 'Xx'], ['１．５', '1.5'], ['１－２～３，４', '1-2~3,4'], ['＝＋＠', '=+@'], ['一\u3000二', '一 二'],
  ['②²', '②²'], ['王桂兰、米饭。', '王桂兰、米饭。'], ['', ''],
])('%j becomes %j', (text, plain) => expect(toHalfWidth(text)).toBe(plain));
