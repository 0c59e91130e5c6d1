import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { addDays, serviceDateOf } from '../../src/domain/calendar.ts';
import { POINTS } from '../../src/demo/data/points.ts';
import { DEMO_ELDERS, DEMO_SEED, inventElders } from '../../src/demo/people.ts';
import { paths } from '../../web/paths.ts';
import { test } from '../support/browser.ts';
import { staffFindings } from './staff-pages.ts';
import { press } from './walk.ts';

// One list from the spreadsheet to the facts: one official brings it in, another applies it.

const today = serviceDateOf(Date.now());

/** People of the demo county who are alive and on no list, as a spreadsheet program would save them. */
function listOfThree(): string {
  const plain = inventElders(DEMO_ELDERS, DEMO_SEED, today, POINTS).filter((one) => one.persona === null && one.facts.every(({ kind }) => kind !== 'category' && kind !== 'death'));
  const rows = plain.slice(-2).map(({ name, idNumber }, index) => `${index + 1},${name},${idNumber},${index === 0 ? '农村低保' : '城镇贫困'},${addDays(today, -1).replaceAll('-', '.')}`);
  return ['滕州市困难群众名册', '序号,姓名,身份证号码,救助类别,享受起始时间', ...rows, '3,查无人,3.70499E+17,低保,', '合计,3 人'].join('\r\n');
}

async function fillIn(page: Page): Promise<void> {
  await page.setInputFiles('#file', { name: '名册.csv', mimeType: 'text/csv', buffer: Buffer.from(listOfThree()) });
  await page.getByLabel('名册名称').fill('困难群众名册');
  await page.getByLabel('文号').fill('滕民〔2026〕12 号');
  await page.getByLabel('来文日期').fill(addDays(today, -1));
  await page.getByLabel('低保对象', { exact: true }).check();
  await page.getByLabel('低保边缘', { exact: true }).check();
  await page.getByLabel(/^增量名册/).check();
}

test('a list is brought in by one official and applied by another', { timeout: 120_000 }, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('county');
  const found: Record<string, string[]> = {};
  const look = async (name: string, on = page) => {
    const findings = await staffFindings(on);
    if (findings.length > 0) found[name] = findings;
  };
  await press(page, page.getByRole('link', { name: '名册', exact: true }));
  await look('rosters, none yet');
  await press(page, page.getByRole('link', { name: '导入困难类别名册' }));
  await look('upload');
  await press(page, page.getByRole('button', { name: '上传，先看会改什么' }));
  expect(await page.getByRole('alert').innerText()).toContain('没有选文件');
  await look('upload, with something to change');
  await fillIn(page);
  await press(page, page.getByRole('button', { name: '上传，先看会改什么' }));
  await look('preview');
  expect(await page.locator('main').innerText()).toMatch(/身份证号被表格改坏了[\s\S]*|“城镇贫困”是哪一类/);
  await page.getByLabel(/^城镇贫困/).selectOption({ label: '低保边缘' });
  await press(page, page.getByRole('button', { name: '记下' }).first());
  expect(await page.getByRole('link', { name: /^2\s*新增/ }).count()).toBe(1);
  await look('preview, with its words');
  const roster = new URL(page.url()).pathname;
  expect(await page.getByRole('link', { name: '核对并应用' }).count()).toBe(0);
  await page.goto(paths.rosters());
  expect(await page.locator('main').innerText()).toContain('等另一位经办人');
  await look('rosters');

  const other = await signedIn('county-second');
  await press(other, other.getByRole('link', { name: '名册', exact: true }));
  expect(await other.locator('main').innerText()).toContain('等您核对、应用');
  await other.goto(roster);
  await press(other, other.getByRole('link', { name: '核对并应用' }));
  await look('application', other);
  await press(other, other.getByRole('button', { name: '应用，改 2 人' }));
  expect(await other.getByRole('status').innerText()).toContain('已应用');
  await look('result', other);
  expect(found).toEqual({});
});
