import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addDays, parseServiceDate } from '../../src/domain/calendar.ts';
import { DISH_CATEGORIES } from '../../src/domain/menu.ts';
import { fen } from '../../src/domain/money.ts';
import { carriedPhotos, MOST_SMALL, PICTURE_LIMITS } from '../../src/domain/picture.ts';
import { MenuPage, type MenuDay } from '../../web/elder/menu-page.tsx';

const today = parseServiceDate('2026-11-23');
if (!today) throw new Error('a Monday');

/** A week of three sittings with three meals each, every one of them with a photo of its own. */
const days: MenuDay[] = Array.from({ length: 7 }, (_, ahead) => ({
  date: addDays(today, ahead),
  slots: (['breakfast', 'lunch', 'dinner'] as const).map((slot) => ({
    slot,
    meals: Array.from({ length: 3 }, (_meal, nth) => ({
      name: `红烧带鱼套餐${nth}`, dishes: ['红烧带鱼', '清炒小白菜', '西红柿鸡蛋汤', '二米饭'], categories: DISH_CATEGORIES.slice(nth, nth + 4),
      pictureId: `photo${ahead}${slot}${nth}`, priceFen: fen(1500),
    })),
  })),
}));
const shown = (some: MenuDay[]) => {
  const frame = { place: '荆河街道长者食堂', phone: { owner: '荆河街道长者食堂', number: '0632-5550123', hours: '全天' }, size: 'm' as const, here: '/menus/p1', standard: '/family' };
  return String(MenuPage({ frame, point: { name: '荆河街道长者食堂', address: '解放路 1 号', divisionCode: '370481001000' }, today, days: some, subsidyNote: '依据', reader: 'stranger' }));
};

describe('photos on the menu', () => {
  test('at most five, however many the canteen took, and the page stays within 60 kB with all of them at their heaviest', () => {
    const html = shown(days);
    const photos = new Set([...html.matchAll(/src="\/pictures\/([^/]+)\/small"/g)].map(([, id]) => id));
    expect(photos.size).toBe(MOST_SMALL);
    expect(html).not.toContain('<svg class="picture');
    const styles = ['style.css', 'elder.css'].reduce((sum, file) => sum + readFileSync(join(import.meta.dirname, '../../web/static', file)).length, 0);
    // The two scripts of every elder page are small: six kilobytes are kept for them.
    expect(Buffer.from(html).length + styles + photos.size * PICTURE_LIMITS.small.bytes).toBeLessThan(54_000);
  });

  test('one that stands in several sittings counts once', () => {
    expect([...carriedPhotos(['a', null, 'a', 'b', 'b', 'c', 'd', 'e', 'f'])]).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(carriedPhotos([null, null]).size).toBe(0);
  });

  test('without any nobody is said to have taken one', () => {
    const bare = days.map((day) => ({ ...day, slots: day.slots.map((slot) => ({ ...slot, meals: slot.meals.map((meal) => ({ ...meal, pictureId: null })) })) }));
    expect(shown(bare)).not.toMatch(/<img|自己拍/);
    expect(shown(bare)).toContain('<svg class="picture');
  });
});
