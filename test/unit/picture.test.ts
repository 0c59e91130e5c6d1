import { describe, expect, test } from 'vitest';
import { PICTURE_LIMITS, pictureProblem } from '../../src/domain/picture.ts';
import { DishPicture, MealPicture } from '../../web/pictogram.tsx';

const jpeg = (length: number) => Uint8Array.from({ length }, (_, at) => [0xff, 0xd8, 0xff][at] ?? (at === length - 2 ? 0xff : at === length - 1 ? 0xd9 : 0));

describe('a photo', () => {
  const { large, small } = PICTURE_LIMITS;
  test.each<[string, Uint8Array, 'large' | 'small', ReturnType<typeof pictureProblem>]>([
    ['of the most bytes', jpeg(large.bytes), 'large', null],
    ['of one more', jpeg(large.bytes + 1), 'large', 'too_large'],
    ['small, of the most', jpeg(small.bytes), 'small', null],
    ['small, of one more', jpeg(small.bytes + 1), 'small', 'too_large'],
    ['of nothing', new Uint8Array(), 'large', 'none'],
    ['that is a page', new TextEncoder().encode('<html><script>'), 'large', 'not_a_photo'],
    ['that is a drawing with a script', new TextEncoder().encode('<svg onload=x>'), 'large', 'not_a_photo'],
    ['cut off on the way', jpeg(900).slice(0, 800), 'large', 'not_a_photo'],
  ])('%s', (_, bytes, size, wanted) => {
    expect(pictureProblem(bytes, size)).toBe(wanted);
  });

  test('takes the place of the drawing, says nothing to those who listen, and keeps its room while it loads', () => {
    for (const picture of [MealPicture, DishPicture]) {
      const shown = String(picture({ categories: ['fish'], pictureId: 'abc' }));
      expect(shown).toMatch(/^<img class="picture[^>]* src="\/pictures\/abc\/(large|small)" alt="" width="\d+" height="\d+"/);
      expect(String(picture({ categories: ['fish'], pictureId: null }))).toContain('<svg');
    }
  });
});
