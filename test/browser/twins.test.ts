import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test, watch } from '../support/browser.ts';
import { axeFindings } from './axe.ts';
import { madeUpPage, type Flaw } from './bad-pages.ts';
import { ownWindow } from './demo-days.ts';
import { tabThrough, tabTo } from './keyboard.ts';
import { letterSizes, notDoubled, setBrowserLetters, spreadText } from './letters.ts';
import { breaches, placeOfPhone, prepare, unclearTitles } from './measure.ts';
import { giveVoice, readAloudProblems } from './read-aloud.ts';
import { changesInHalfAnHour, methodOfReload, tapsUntil } from './walk.ts';
import { timeToButton, tooHeavy } from './weight.ts';

// The failing twins of what cannot be read off a page at rest: each check must report a page that is bad in its way.

const style = (rules: string): Flaw => ({ head: `<style>${rules}</style>` });
const show = (page: Page, flaw: Flaw = {}) => page.setContent(madeUpPage(flaw));

/** Serves a page of our own at an address of the product's. */
async function serve(page: Page, path: string, body: string): Promise<void> {
  await page.route(`**${path}`, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
}

const TINY = '<a class="tiny" href="#">一</a>';
const UPSIDE_DOWN = '<a class="go" href="#">一</a><a class="go" href="#">二</a>';

// In Latin letters: where no font has Chinese ones, axe takes them for icons and leaves them out. faintText looks at all.
test.for([
  ['a contrast of 4', { main: '<p style="color: #7e7e7e">Read me</p>' }],
  ['a contrast of 5, too little for elders', { main: '<p style="font-size: 18px; color: #6b6b6b">Read me</p>' }],
  ['a contrast that nobody can tell', { main: '<p style="background: url(data:,)">Read me</p>' }],
  ['a contrast of a single letter', { main: '<p><b style="color: #ddd">A</b></p>' }],
  ['two targets of 20 px side by side', { ...style('.tiny { display: inline-block; width: 20px; height: 20px }'), main: TINY.repeat(2) }],
  ['a field without a label', { main: '<input>' }],
] satisfies [string, Flaw][])('axe reports %s', async ([, flaw], { open }) => {
  const page = await open();
  await show(page);
  expect(await axeFindings(page, 'elders')).toEqual([]);
  await show(page, flaw);
  expect(await axeFindings(page, 'elders')).not.toEqual([]);
});

test.for([
  ['no ring', style('.go:focus { outline: none }')],
  ['a thin ring', style('.go:focus { outline: 2px solid #000 }')],
  ['a faint ring', style('.go:focus { outline: 4px solid #ddd }')],
  ['a ring cut off', style('.go:focus { outline: 4px solid #000; outline-offset: 4px } form { overflow: hidden }')],
  ['a covered target', { main: '<div style="position: fixed; inset: 0">公告</div>' }],
  ['an order of its own', { main: `<div style="display: flex; flex-direction: column-reverse">${UPSIDE_DOWN}</div>` }],
  ['nothing to press', { instead: '<h1>什么也没有</h1>' }],
] satisfies [string, Flaw][])('the walk by keyboard reports %s', async ([, flaw], { open }) => {
  const ring = '<style>:focus { outline: 4px solid #11386b; outline-offset: 2px }</style>';
  const page = await open();
  await show(page, { head: ring });
  expect(await tabThrough(page)).toEqual([]);
  await show(page, { ...flaw, head: ring + (('head' in flaw ? flaw.head : undefined) ?? '') });
  expect(await tabThrough(page)).not.toEqual([]);
  await expect(tabTo(page, /没有这个/)).rejects.toThrow('never came');
});

test('a way that never ends is not counted as one', async ({ open }) => {
  const page = await open();
  await serve(page, '/sign-in', '<main><a class="go" href="/sign-in">再来</a></main>');
  await page.goto('/sign-in');
  await expect(tapsUntil(page, page.getByText('订好了'))).rejects.toThrow('not done');
});

test('a page that answers a form itself would be sent twice', async ({ open }) => {
  const page = await open();
  await serve(page, '/sign-in', '<form method="post" action="/orders"><button>下单</button></form>');
  await serve(page, '/orders', '<h1>订好了</h1>');
  await page.goto('/sign-in');
  await page.getByRole('button').click();
  await page.getByRole('heading').waitFor();
  expect(await methodOfReload(page)).toBe('POST');
});

test.for([
  ['counts down', 'setInterval(() => document.querySelector("h1").textContent += "·", 60_000)'],
  ['asks again', 'setTimeout(() => fetch("/demo"), 600_000)'],
  ['goes elsewhere', 'setTimeout(() => location.assign("#later"), 600_000)'],
])('a page that %s is not still', async ([, script], { open }) => {
  const page = await open();
  await serve(page, '/sign-in', madeUpPage({ main: `<script>${script}</script>` }));
  expect(await changesInHalfAnHour(page, () => page.goto('/sign-in'))).not.toEqual([]);
});

test('a heavy page, a page of much text and a slow line are noticed', async ({ open }) => {
  const page = await open();
  const noise = Array.from({ length: 20_000 }, (_, index) => ((index * 2_654_435_761) % 4_294_967_296).toString(36)).join('');
  const styled = '<link rel="stylesheet" href="/style.css">';
  await serve(page, '/sign-in', `${styled}${'字'.repeat(30_000)}`);
  expect(await tooHeavy(page, '/sign-in')).toEqual([expect.stringContaining('in all')]);
  await serve(page, '/places', `${styled}${noise.slice(0, 40_000)}`);
  expect(await tooHeavy(page, '/places')).toEqual([expect.stringContaining('packed')]);
  expect(await timeToButton(await open(), '/sign-in', 4_000)).toBeGreaterThan(3_000);
});

const speak = (text: string, rate = 0.85) =>
  `const said = new SpeechSynthesisUtterance(${JSON.stringify(text)}); said.rate = ${rate}; speechSynthesis.speak(said)`;
const aloud = (script: string) => ({ main: `<button class="go" type="button" onclick='${script}; this.textContent = "停下"'>念给我听</button>` });
const ALL = '您想吃什么？ 红烧茄子 上午 9 点 40 分以前都能订。 就订这个 念给我听';

test.for([
  ['has no button', {}],
  ['speaks by itself', { head: `<script>${speak('您好')}</script>`, ...aloud(`${speak(ALL)}; onclick = () => speechSynthesis.cancel()`) }],
  ['leaves something out', aloud(speak('您想吃什么？'))],
  ['adds something', aloud(`${speak(ALL)}; speechSynthesis.speak(new SpeechSynthesisUtterance("还有优惠"))`)],
  ['hurries', aloud(speak(ALL, 1.2))],
  ['does not stop', aloud(speak(ALL))],
] satisfies [string, Flaw][])('a page that %s is not read aloud well', async ([, flaw], { open }) => {
  const page = await open();
  await giveVoice(page);
  await page.goto('about:blank');
  await show(page, flaw);
  expect(await readAloudProblems(page)).not.toEqual([]);
});

test('letters that do not follow the browser, and spacing that does not fit, are noticed', async ({ open }) => {
  const page = await open();
  const flaw = style('p { height: 104px; overflow: hidden } h1 { font-size: 2rem }');
  await show(page, flaw);
  await prepare(page);
  const before = await letterSizes(page);
  await setBrowserLetters(page, 32);
  await show(page, flaw);
  await prepare(page);
  const after = await letterSizes(page);
  expect(notDoubled(before, after)).toHaveLength(before.length - 1);
  expect(await breaches(page, ['sideways'])).toEqual([]);
  await page.setViewportSize({ width: 190, height: 600 });
  await spreadText(page);
  expect(await breaches(page, ['sideways'])).not.toEqual([]);
});

test('titles that repeat or name somebody, and a telephone that moves, are noticed', async ({ open }) => {
  expect(unclearTitles(['您想吃什么', '订好了', '订好了'])).toEqual(['订好了']);
  expect(unclearTitles(['李秀英的订单'])).toEqual(['李秀英的订单']);
  const page = await open();
  await show(page);
  const place = await placeOfPhone(page);
  await show(page, style('header { padding-top: 40px }'));
  expect(await placeOfPhone(page)).not.toBe(place);
});

test('a page that asks a foreign host is caught whatever is tested', async ({ browser }) => {
  const page = await ownWindow(browser);
  const problems: string[] = [];
  watch(page, problems);
  await show(page, { main: '<img alt="" src="http://127.0.0.1:9/picture.png">' });
  expect(problems).toEqual([expect.stringContaining('foreign host')]);
  await page.context().close();
});
