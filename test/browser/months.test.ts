import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { paths } from '../../web/paths.ts';
import { found as sure } from '../support/demo.ts';
import { test } from './demo-days.ts';
import { staffFindings } from './staff-pages.ts';
import { press } from './walk.ts';

// The demo's oldest month from open to closed, by two officials who see nothing but pages. No other test posts into it.

const LONG = { timeout: 180_000 };
const codeOf = async (page: Page) => sure(/核对码 (\w{4} \w{4})/.exec(await page.locator('main').innerText())?.[1]);

test('the oldest month is proposed, returned, proposed again and confirmed; nothing for axe to find on the way', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const flaws: Record<string, string[]> = {};
  const look = async (name: string, page: Page, kind: 'page' | 'paper' = 'page') => {
    const findings = await staffFindings(page, kind);
    await page.setViewportSize({ width: 1280, height: 800 });
    if (findings.length > 0) flaws[name] = findings;
  };
  const clerk = await signedIn('county');
  await press(clerk, clerk.getByRole('link', { name: '关账', exact: true }));
  await look('list', clerk);
  await press(clerk, clerk.getByRole('link', { name: /^看 .*的数$/ }));
  const month = sure(/\d{4}-\d{2}/.exec(clerk.url())?.[0]);
  await look('open', clerk);
  await press(clerk, clerk.getByRole('button', { name: /^提请关/ }));
  expect(await clerk.locator('main').innerText()).toContain('已经提请，请另一位经办人来确认');
  await look('proposed', clerk);

  const other = await signedIn('county-second');
  await other.goto(paths.months());
  expect(await other.locator('main').innerText()).toContain('周敏已经提请，等您看过再确认');
  await press(other, other.getByRole('link', { name: /^看 .*的数$/ }));
  expect(await codeOf(other)).toBe(await codeOf(clerk));
  await press(other, other.getByRole('button', { name: '退回' }));
  expect(await other.getByLabel('退回的理由').getAttribute('aria-invalid')).toBe('true');
  await look('to be answered, with something to change', other);
  await other.getByLabel('退回的理由').fill('先问一下荆河食堂');
  await press(other, other.getByRole('button', { name: '退回' }));
  await clerk.goto(paths.month(month));
  expect(await clerk.locator('main').innerText()).toContain('赵强退回的理由：先问一下荆河食堂');
  await press(clerk, clerk.getByRole('button', { name: /^提请关/ }));
  await press(other, other.getByRole('link', { name: '关账', exact: true }));
  await press(other, other.getByRole('link', { name: /^看 .*的数$/ }));
  await press(other, other.getByRole('button', { name: '数对，确认关账' }));
  expect(await other.locator('h2').first().innerText()).toMatch(/^已关账：.*周敏提请，赵强确认$/);
  await look('closed', other);

  await clerk.goto(paths.months());
  await look('list with a closed month', clerk);
  await press(clerk, clerk.locator('tbody tr', { hasText: '周敏提请，赵强确认' }).getByRole('link'));
  await press(clerk, clerk.locator('table.folded tbody a').first());
  expect(await clerk.locator('.head').innerText()).toMatch(/已关账 .*周敏提请，赵强确认。这些数不再变/);
  await press(clerk, clerk.getByRole('link', { name: '打印结算单' }));
  expect(await clerk.locator('main').innerText()).toMatch(/本月已关账：.*周敏提请，赵强确认/);
  await look('statement on paper', clerk, 'paper');
  expect(flaws).toEqual({});
});

test('a month that is still running says what is in the way', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const clerk = await signedIn('county');
  await clerk.goto(paths.months());
  await press(clerk, clerk.locator('tbody a').first());
  expect(await clerk.locator('main').innerText()).toContain('这个月还没过完');
  expect(await staffFindings(clerk)).toEqual([]);
});
