import { expect } from 'vitest';
import { addDays, monthOf, serviceDateOf } from '../../src/domain/calendar.ts';
import { monthText } from '../../web/format.tsx';
import { paths } from '../../web/paths.ts';
import { found as sure } from '../support/demo.ts';
import { test } from './demo-days.ts';
import { staffFindings } from './staff-pages.ts';
import { press } from './walk.ts';

// From the version in force to the next one: two officials, one month of the demo's real meals. It begins long after the last day that
// other tests order for.

const LONG = { timeout: 180_000 };
const today = () => serviceDateOf(Date.now());
/** A month that has at least nine days of the demo's history and is over, or else one without meals. */
const TRIED = () => monthOf(addDays(`${monthOf(today())}-01` as ReturnType<typeof today>, -1));

test('a policy is drafted, compared, tried on a month, sent, approved; nothing for axe to find on the way', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const flaws: Record<string, string[]> = {};
  const page = await signedIn('county');
  const look = async (name: string, of = page) => {
    const findings = await staffFindings(of);
    await of.setViewportSize({ width: 1280, height: 800 });
    if (findings.length > 0) flaws[name] = findings;
  };

  await press(page, page.getByRole('link', { name: '补贴办法' }));
  await look('list');
  await press(page, page.getByRole('link', { name: '看这一版' }).last());
  await look('version');
  await press(page, page.getByRole('link', { name: '从这一版起草' }));
  await look('form');
  const area = page.getByLabel('办法的 JSON 文本');
  const begun = (await area.inputValue()).replace(/"from": "[\d-]+"/, `"from": "${addDays(today(), 60)}"`);
  await area.fill(begun.replace('"fen": 800', '"fen": 700，'));
  await press(page, page.getByRole('button', { name: '保存草稿' }));
  expect(await page.getByRole('alert').innerText()).toMatch(/有一处要改，还没有保存[^]*第 \d+ 行第 \d+ 个字：用了中文标点“，”/);
  expect(await area.inputValue()).toContain('"fen": 700，');
  await look('form with something to change');
  await area.fill(begun.replace('"fen": 800', '"fen": 700'));
  await press(page, page.getByRole('button', { name: '保存草稿' }));
  expect(await page.getByRole('row', { name: /”，给多少/ }).innerText()).toMatch(/本人每餐付 8 元[^]*本人每餐付 7 元/);
  await look('draft');

  await page.getByLabel('月份').selectOption(TRIED());
  await press(page, page.getByRole('button', { name: '试算这个月' }));
  // The script carries on by itself, and the button with it, until all is judged.
  await page.locator('form[data-carry-on]').waitFor({ state: 'detached', timeout: 60_000 });
  expect(await page.locator('h1').innerText()).toContain(monthText(TRIED()));
  await look('trial');
  const somebody = page.locator('table.close a').first();
  if ((await somebody.count()) > 0) {
    await press(page, somebody);
    await look('a person of the trial');
    await press(page, page.locator('tbody a').first());
    await press(page, page.getByRole('link', { name: '重算一遍' }));
    expect(await page.locator('h2').first().innerText()).toBe('重算出来一分不差');
    await look('recomputation');
  }

  await page.goto(paths.policies());
  await press(page, page.locator('section').first().locator('tbody a').first());
  await press(page, page.getByRole('button', { name: '送另一位经办人批' }));
  const code = sure(/核对码\s*(\w{4} \w{4})/.exec(await page.locator('dl').first().innerText())?.[1]);
  await look('sent');

  const other = await signedIn('county-second', { viewport: { width: 1280, height: 800 } });
  await other.goto(paths.policies());
  await press(other, other.locator('section').first().locator('tbody a').first());
  expect(await other.locator('dl').first().innerText()).toContain(code);
  await look('to be approved', other);
  await press(other, other.getByRole('button', { name: /^批准/ }));
  await look('approved', other);
  await other.goto(paths.policies());
  expect(await other.getByRole('row', { name: /还没开始/ }).innerText()).toContain('周敏拟，赵强批');
  expect(flaws).toEqual({});
});

test('without the script the button carries a trial on', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('county', { javaScriptEnabled: false });
  await page.goto(paths.newPolicyDraft('qd-cy-2020-1'));
  const area = page.getByLabel('办法的 JSON 文本');
  await area.fill((await area.inputValue()).replace('"fen": 600', '"fen": 500'));
  await press(page, page.getByRole('button', { name: '保存草稿' }));
  await page.getByLabel('月份').selectOption(TRIED());
  await press(page, page.getByRole('button', { name: '试算这个月' }));
  const on = page.getByRole('button', { name: '继续算' });
  expect(await page.getByText(/^已算 [\d,]+ \/ [\d,]+ 份$/).count()).toBe(1);
  for (let presses = 0; presses < 20 && (await on.count()) > 0; presses += 1) await press(page, on);
  expect(await on.count()).toBe(0);
  await press(page, page.getByRole('link', { name: '这份草稿' }));
  await press(page, page.getByRole('button', { name: '撤回，不办了' }));
  expect(await page.locator('.tag').first().innerText()).toContain('撤回了');
});
