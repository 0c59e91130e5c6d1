import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { CARD_ELDER_ID, CARD_TOKEN, ELDER_ID } from '../../src/demo/personas.ts';
import { paths } from '../../web/paths.ts';
import { axeFindings } from './axe.ts';
import { runOf, test } from './demo-days.ts';
import { breaches, EVERYWHERE, prepare } from './measure.ts';
import { staffFindings } from './staff-pages.ts';
import { press } from './walk.ts';

const LONG = { timeout: 180_000 };

/** An elder page that only this walk comes to. */
async function findingsOfElderPage(page: Page): Promise<string[]> {
  await prepare(page);
  return [...(await breaches(page, EVERYWHERE)), ...(await axeFindings(page, 'elders'))];
}

/** A number in nobody's use, another at each run. */
const freshPhone = () => `1540000${String(Math.floor(Date.now() / 1000) % 10_000).padStart(4, '0')}`;

test('from a phone and a card to a meal: code, card, her yes, an order that she sees and undoes', LONG, async ({ open, setClock, day }) => {
  await setClock(`${day}T08:00`);
  const family = await open();
  const found: Record<string, string[]> = {};
  const look = async (name: string) => {
    const findings = await staffFindings(family);
    if (findings.length > 0) found[name] = findings;
  };
  await family.goto(`${inject('baseUrl')}${paths.familySignIn()}`);
  await look('the phone');
  const phone = freshPhone();
  await family.getByLabel('您的手机号').fill(phone);
  await press(family, family.getByRole('button', { name: '发验证码' }));
  await family.getByLabel('短信里的 6 位数字').fill('1');
  await press(family, family.getByRole('button', { name: '进来' }));
  await look('the code, with something to change');
  const messages = await open();
  await messages.goto('/demo/messages');
  const code = /验证码 (\d{6})/.exec(await messages.locator('li', { hasText: phone }).first().innerText())?.[1] ?? '';
  await family.getByLabel('短信里的 6 位数字').fill(code);
  await press(family, family.getByRole('button', { name: '进来' }));
  await look('nobody yet');

  await family.goto(paths.card(CARD_TOKEN));
  await press(family, family.getByRole('button', { name: '请老人同意' }));
  await look('the card, with something to change');
  await family.getByLabel('女儿', { exact: true }).check();
  await family.getByLabel('您的姓名').fill('张敏');
  await press(family, family.getByRole('button', { name: '请老人同意' }));
  expect(await family.locator('main').innerText()).toContain('等本人同意');
  await look('waiting for her yes');
  expect((await family.goto(paths.familyWeek(CARD_ELDER_ID)))?.status()).toBe(404);
  await look('not found');

  const elder = await open();
  await elder.goto(paths.card(CARD_TOKEN));
  await press(elder, elder.getByRole('link', { name: '张敏，您女儿，想替您订饭' }));
  expect(await findingsOfElderPage(elder)).toEqual([]);
  await press(elder, elder.getByRole('button', { name: '同意', exact: true }));
  expect(await elder.locator('h1').innerText()).toContain('能替您订饭');
  expect(await findingsOfElderPage(elder)).toEqual([]);

  await family.goto(paths.familyMeal(CARD_ELDER_ID, runOf(day, 'dinner')));
  await look('what there is');
  await press(family, family.getByRole('link', { name: /，堂食$|，送餐$|，自取$/ }).first());
  await look('the check');
  await press(family, family.getByRole('button', { name: '对的，订晚餐' }));
  await look('ordered');
  await press(family, family.getByRole('link', { name: '退掉这顿' }));
  await look('before it is undone');

  await elder.goto(paths.home());
  await press(elder, elder.locator('a.done', { hasText: '您女儿订的' }));
  expect(await elder.locator('main').innerText()).toContain('您女儿订的。');
  await press(elder, elder.getByRole('link', { name: '退掉这顿' }));
  await press(elder, elder.getByRole('button', { name: '对，退掉这顿' }));

  await family.goto(paths.familyWeek(CARD_ELDER_ID, day));
  expect(await family.locator('main').innerText()).toContain('本人退的');
  await look('the week');

  await elder.goto(paths.relatives());
  expect(await findingsOfElderPage(elder)).toEqual([]);
  await press(elder, elder.getByRole('link', { name: /张敏，您女儿/ }));
  await press(elder, elder.getByRole('button', { name: '不让张敏订了' }));
  expect((await family.goto(paths.familyWeek(CARD_ELDER_ID)))?.status()).toBe(404);
  expect(found).toEqual({});
});

test('two of a family at once for one meal: one order, and a kind sentence with the way to it', LONG, async ({ signedIn, setClock, day }) => {
  await setClock(`${day}T08:00`);
  const [daughter, son] = [await signedIn('family'), await signedIn('family-second')];
  for (const page of [daughter, son]) {
    await page.goto(paths.familyMeal(ELDER_ID, runOf(day, 'dinner')));
    await press(page, page.getByRole('link', { name: /，堂食$|，送餐$|，自取$/ }).first());
  }
  await Promise.all([daughter, son].map((page) => press(page, page.getByRole('button', { name: '对的，订晚餐' }))));
  const titles = await Promise.all([daughter, son].map((page) => page.locator('h1').innerText()));
  expect(titles.filter((title) => title === '订好了')).toHaveLength(1);
  expect(titles.filter((title) => /^这一顿(女儿|儿子)已经订好了$/.test(title))).toHaveLength(1);
  const late = titles[0] === '订好了' ? son : daughter;
  expect(await staffFindings(late)).toEqual([]);
  await press(late, late.getByRole('link', { name: '看看订好的' }));
  await press(late, late.getByRole('link', { name: '退掉这顿' }));
  await press(late, late.getByRole('button', { name: '对，退掉' }));
  expect(await late.locator('main').innerText()).toContain('您退的');
});

const main = async (page: Page) => (await page.locator('main').innerText()).replace(/\s/g, '');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

/** She reads what her daughter did, and takes it back thing by thing. Whoever measures needs script; what is measured is the same page. */
async function takeBack(elder: Page, measured: boolean) {
  const look = async () => expect(measured ? await findingsOfElderPage(elder) : []).toEqual([]);
  expect(await main(elder)).toContain('刘芳，您女儿，替您说了不能吃的，看看');
  await press(elder, elder.getByRole('link', { name: /刘芳，您女儿/ }));
  await look();
  await press(elder, button(elder, '不停了，接着吃'));
  expect(await main(elder)).toMatch(/刘芳，您女儿，.*替您订的/);
  await look();
  await elder.goto(paths.doings());
  await press(elder, button(elder, '不要，以后不订了'));
  expect(new URL(elder.url()).pathname).toBe(paths.home());
  await elder.goto(paths.diet('all'));
  await look();
  await press(elder, button(elder, /^去掉这一条：生冷/));
}

for (const javaScriptEnabled of [true, false]) {
  test(`day after day${javaScriptEnabled ? '' : ', without script'}: a daughter sets it, skips a day, pauses, says what is not eaten; her mother reads who and takes it back`, LONG, async ({ signedIn, setClock, day }) => {
    // The second walk comes later on the same morning: what was done last stands first.
    await setClock(`${day}T08:${javaScriptEnabled ? '00' : '30'}`);
    const family = await signedIn('family', { javaScriptEnabled });
    const found: Record<string, string[]> = {};
    // Whoever measures needs script; what is measured is the same page.
    const look = async (name: string) => {
      const findings = javaScriptEnabled ? await staffFindings(family) : [];
      if (findings.length > 0) found[name] = findings;
    };

    await family.goto(paths.familyWeek(ELDER_ID));
    await look('the week');
    await press(family, family.getByRole('link', { name: '把饭天天订着' }));
    await press(family, family.getByRole('link', { name: '长期订晚餐' }));
    for (const weekday of ['星期六', '星期日']) await family.getByLabel(weekday).check();
    await look('what is ordered day after day, filled in');
    await press(family, button(family, '下一步，核对'));
    expect(await main(family)).toContain('每天晚餐，厨师配');
    await look('read over');
    await press(family, button(family, '对，以后都这样订'));
    expect(new URL(family.url()).pathname).toBe(paths.familyArrangements(ELDER_ID));
    for (const words of ['只停这一天', '停到哪天', '从今以后都改']) await family.getByRole('link', { name: words, exact: true }).first().waitFor();
    await look('what is ordered day after day');

    await press(family, family.getByRole('link', { name: '只停这一天' }));
    const days = await family.getByRole('button', { name: '只停这一天' }).count();
    await press(family, button(family, '只停这一天'));
    expect(await family.getByRole('button', { name: '只停这一天' }).count()).toBe(days - 1);
    await look('one day skipped');
    await press(family, button(family, '这天接着吃'));

    await family.goto(paths.familyPauses(ELDER_ID));
    await family.getByLabel('从哪天起停').fill('');
    await press(family, button(family, '下一步，核对'));
    expect(await main(family)).toContain('请选从哪天起停');
    await look('until when, with something to change');
    await family.goto(paths.familyPauses(ELDER_ID));
    await press(family, button(family, '下一步，核对'));
    await look('a pause, read over');
    await press(family, button(family, '对，先停着'));
    expect(await main(family)).toMatch(/起停，哪天接着吃还没定您/);
    await look('paused');

    await family.goto(paths.familyDiet(ELDER_ID));
    await family.getByLabel('生冷', { exact: true }).selectOption('restriction');
    await press(family, button(family, '问过了，保存'));
    expect(await main(family)).toMatch(/改过的.*您/);
    await look('the diet');

    await takeBack(await signedIn('elder', { javaScriptEnabled }), javaScriptEnabled);
    await family.goto(paths.familyArrangements(ELDER_ID));
    expect(await main(family)).toContain('还没有长期订');
    await family.goto(paths.familyDiet(ELDER_ID));
    expect(await main(family)).toMatch(/改过的.*本人/);
    expect(found).toEqual({});
  });
}

test('at the counter: who may order for her, and whoever works there stands for her word', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('canteen');
  await page.goto(paths.counter({ elder: ELDER_ID }));
  await press(page, page.getByRole('link', { name: '家里人代订' }));
  expect(await page.locator('main').innerText()).toMatch(/刘芳，女儿，154\*{4}1001[\s\S]*能代订/);
  expect(await staffFindings(page)).toEqual([]);
});

test('an elder finds the plain pages and her own week there', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('elder');
  await press(page, page.getByRole('link', { name: '标准版' }));
  expect(await page.locator('h1').innerText()).toBe('您自己的一周');
  expect(await staffFindings(page)).toEqual([]);
  await press(page, page.getByRole('link', { name: '长辈版' }));
  expect(await page.locator('h1').innerText()).toContain('李阿姨');
});
