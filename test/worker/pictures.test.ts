import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PICTURE_LIMITS } from '../../src/domain/picture.ts';
import { addDays, type ServiceDate } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { mealPointSlot, menu } from '../../src/store/schema.ts';
import { flawsOf, isKeptNowhere } from '../support/headers.ts';
import { jpeg } from '../support/photos.ts';
import { NOW, runId, seedCounty, TODAY } from '../support/seed.ts';
import { ORIGIN, visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let cook: Visitor;
let elder: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  cook = await visit(db, { personId: 'cook1' }, NOW);
  elder = await visit(db, { elderId: 'e1' }, NOW);
});

type Sent = { photo?: Uint8Array<ArrayBuffer>; large?: Uint8Array<ArrayBuffer>; small?: Uint8Array<ArrayBuffer> };
const upload = (who: Visitor, sent: Sent, path = '/canteen/pictures/p1/A') => {
  const body = new FormData();
  for (const [name, bytes] of Object.entries(sent)) body.append(name, new File([bytes], `${name}.jpg`, { type: 'image/jpeg' }));
  return who.send(path, { method: 'POST', headers: { origin: ORIGIN }, body });
};
const GOOD = { large: jpeg(30_000), small: jpeg(5_000) };
const shownTo = async (who: Visitor, path: string) => /src="(\/pictures\/[^"]+)"/.exec(await (await who.get(path)).text())?.[1];
const rows = async () => (await env.DB.prepare('SELECT version, large_bytes, set_by FROM meal_picture ORDER BY version').all()).results;

describe('a canteen’s own photo', () => {
  it('takes the place of the drawing: on the home page, in the list, on the check page', async () => {
    const run = runId('p1', TODAY, 'lunch');
    const pages = ['/', `/meals/${run}`, `/meals/${run}/A/dine_in`];
    for (const path of pages) expect(await shownTo(elder, path)).toBeUndefined();
    expect((await upload(cook, GOOD)).headers.get('location')).toBe('/canteen/pictures/p1/A');
    expect(await Promise.all(pages.map(async (path) => (await shownTo(elder, path))?.split('/').at(-1)))).toEqual(['large', 'small', 'large']);
    const elsewhere = await visit(db, { elderId: 'e4' }, NOW);
    expect(await shownTo(elsewhere, '/')).toBeUndefined();
  });

  it('is served from our own host to everybody, as what it is, to be kept', async () => {
    await upload(cook, GOOD);
    const stranger = await visit(db, null, NOW);
    const path = (await shownTo(elder, '/')) ?? '';
    const answer = await stranger.get(path);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'image/jpeg', 'public, max-age=31536000, immutable']);
    expect(flawsOf(answer.headers)).toEqual([]);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(GOOD.large);
    const none = await stranger.get('/pictures/none/large');
    expect([none.status, isKeptNowhere(none.headers)]).toEqual([404, true]);
  });

  it('is replaced and taken away; an earlier one is not served any more, and every step is kept', async () => {
    await upload(cook, GOOD);
    const first = (await shownTo(elder, '/')) ?? '';
    await upload(cook, { large: jpeg(20_000, 7), small: jpeg(4_000, 7) });
    const second = (await shownTo(elder, '/')) ?? '';
    expect(second).not.toBe(first);
    expect([(await elder.get(first)).status, (await elder.get(second)).status]).toEqual([404, 200]);
    for (let presses = 0; presses < 2; presses += 1) expect((await cook.post('/canteen/pictures/p1/A/removal')).status).toBe(303);
    expect(await shownTo(elder, '/')).toBeUndefined();
    expect((await elder.get(second)).status).toBe(404);
    expect(await rows()).toEqual([30_000, 20_000, 0].map((large_bytes, index) => ({ version: index + 1, large_bytes, set_by: 'person:cook1' })));
  });

  it.each<[string, Sent, string]>([
    ['without a file', {}, '请先拍一张'],
    ['as it came from the camera, where nothing made it small', { photo: jpeg(900_000) }, '这张太大了'],
    ['too large', { ...GOOD, large: jpeg(PICTURE_LIMITS.large.bytes + 1) }, '这张太大了'],
    ['that is no photo', { ...GOOD, small: Uint8Array.from(new TextEncoder().encode('<svg onload=alert(1)>')) }, '这不是能用的照片'],
  ])('%s is refused in words, and nothing is stored', async (_, sent, words) => {
    const answer = await upload(cook, sent);
    expect([answer.status, (await answer.text()).includes(words)]).toEqual([422, true]);
    expect(await rows()).toEqual([]);
    expect((await env.PICTURES.list()).objects).toEqual([]);
  });

  it('of another place, or of a meal that was never offered, is not found', async () => {
    for (const path of ['/canteen/pictures/p2/A', '/canteen/pictures/p1/none']) expect((await upload(cook, GOOD, path)).status).toBe(404);
    expect(await rows()).toEqual([]);
  });

  it('of two at once: both are kept, the later holds', async () => {
    await Promise.all([upload(cook, GOOD), upload(cook, { ...GOOD, small: jpeg(4_000, 7) })]);
    expect((await rows()).map((one) => one['version'])).toEqual([1, 2]);
  });

  it('that stands and is sent once more is set once; after another one, or none, it is set again', async () => {
    await Promise.all([upload(cook, GOOD), upload(cook, GOOD)]);
    await upload(cook, GOOD);
    expect(await rows()).toHaveLength(1);
    await cook.post('/canteen/pictures/p1/A/removal');
    await upload(cook, GOOD);
    expect((await rows()).map((one) => one['version'])).toEqual([1, 2, 3]);
  });
});

describe('where the files lie is out of reach', () => {
  /** A bucket of which one call fails, the n-th of its kind. */
  const bucket = (broken: 'put' | 'get', nth: number) => {
    let calls = 0;
    return new Proxy(env.PICTURES, {
      get(real, name) {
        const member: unknown = Reflect.get(real, name);
        if (typeof member !== 'function') return member;
        return async (...given: unknown[]) => {
          if (name === broken && ++calls === nth) throw new Error('put: We encountered an internal error. Please try again. (10001)');
          return member.apply(real, given) as unknown;
        };
      },
    });
  };
  beforeEach(() => {
    vi.spyOn(console, 'error').mockReturnValue(undefined);
  });

  it.each([1, 2])('at the %i. of its two files: no photo is set, and the same again sets it once', async (nth) => {
    const answer = await upload(cook.over({ PICTURES: bucket('put', nth) }), GOOD);
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('internal error')]);
    expect(await rows()).toEqual([]);
    expect((await upload(cook, GOOD)).status).toBe(303);
    expect((await rows()).map((one) => one['version'])).toEqual([1]);
  });

  it('a photo cannot be read: no browser keeps that answer, and the page that shows it stands', async () => {
    await upload(cook, GOOD);
    const shown = await env.DB.prepare('SELECT id FROM meal_picture').first<string>('id');
    const away = elder.over({ PICTURES: bucket('get', 1) });
    const answer = await away.get(`/pictures/${shown}/large`);
    expect([answer.status, isKeptNowhere(answer.headers)]).toEqual([500, true]);
    expect((await away.get('/')).status).toBe(200);
  });
});

it('the list of a canteen’s meals says which have a photo', async () => {
  await upload(cook, GOOD);
  const page = (await (await cook.get('/canteen/pictures')).text()).replace(/<[^>]*>/g, '');
  for (const words of ['红烧茄子套餐 照片', '花生芹菜套餐 画的图']) expect(page).toContain(words);
});

describe('the menu that everybody may read', () => {
  beforeEach(async () => {
    const slots = ['lunch', 'dinner'] as const;
    const hours = { cutoffDayOffset: 0, cutoffMinute: 580, closeAfterMinutes: 10, undoMinutes: 10, claimDays: 3, serveFromMinute: 660, serveToMinute: 760, openWeekdays: '1234567', dineInCapacity: 9, pickupCapacity: 9, homeDeliveryCapacity: 9 };
    for (const pointId of ['p1', 'p2']) await db.insert(mealPointSlot).values(slots.map((slot) => ({ mealPointId: pointId, slot, kitchenId: 'k1', ...hours })));
    const week = [0, 1, 2].map((ahead) => addDays(TODAY, ahead));
    const meals = (serviceDate: ServiceDate) => slots.flatMap((slot) => ['A', 'B', 'C'].map((setMealId, index) => ({ kitchenId: 'k1', serviceDate, slot, position: index + 1, setMealId, publishedAt: 0 })));
    for (const date of week) await db.insert(menu).values(meals(date));
  });

  it('shows a point’s own photos, small, sized and late, to a stranger, and says whose they are; another point keeps its drawings', async () => {
    await upload(cook, GOOD);
    const stranger = await visit(db, null, NOW);
    const page = await (await stranger.get('/menus/p1')).text();
    const photos = [...page.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
    // Lunch and dinner of today and tomorrow; the day that is folded away has words only.
    expect(photos).toHaveLength(4);
    for (const tag of photos) expect(tag).toMatch(/src="\/pictures\/[\w-]+\/small" alt="" width="192" height="140" loading="lazy"/);
    expect(page).toContain('照片是荆河街道长者食堂自己拍的');
    const elsewhere = await (await stranger.get('/menus/p2')).text();
    expect([elsewhere.includes('<img'), elsewhere.includes('自己拍的'), elsewhere.includes('<svg class="picture small"')]).toEqual([false, false, true]);
    await cook.post('/canteen/pictures/p1/A/removal');
    expect(await (await stranger.get('/menus/p1')).text()).not.toContain('<img');
  });
});
