import { expect, test } from 'vitest';
import { charactersToRead, filesOf, modelledSeconds, weightOf } from '../../src/cli/elder-page-figures.ts';

const PAGE = `<link rel="stylesheet" href="/a.css"/><script src="/b.js" defer></script><header><b>不算</b></header><main><h1><span>想吃</span><span>什么？</span></h1>
<section class="meal" aria-label="x"><img class="picture" src="/p.jpg" alt=""/><div><h2>红烧肉</h2><div>也不算</div><div class="pay"><b>自己付 6 元</b>补贴 9 元</div>
<a class="go" href="/x">就订这个</a></div></section><a class="done" href="/o"><b>订好的</b></a><details><summary>折起来的</summary><a class="plain" href="/y">别的</a></details></main>`;

test('what must be read: question, meal, price, button', () => {
  expect(charactersToRead(PAGE)).toBe('想吃什么？红烧肉自己付6元就订这个'.length);
  expect(charactersToRead('<main><p>只有话</p></main>')).toBe(0);
});

test('a first visit: the page and what it names, once', () => {
  expect(filesOf(PAGE)).toEqual(['/a.css', '/b.js', '/p.jpg']);
  const body = new Uint8Array(1000);
  const alone = weightOf(PAGE, []);
  const whole = weightOf(PAGE, [{ path: '/a.css', body }, { path: '/p.jpg', body }]);
  expect(whole.bytes - alone.bytes).toBe(2000);
  expect(whole.packed).toBeGreaterThan(alone.packed);
  expect(whole.packed - alone.packed).toBeLessThan(100);
});

test('the model: 35 characters, one decision and one tap, twice, come to 42.9 s', () => {
  const page = { characters: 35, decisions: 1, taps: 1 };
  expect(modelledSeconds([page, page])).toBe(42.9);
  expect(modelledSeconds([])).toBe(0);
});
