import { expect, inject } from 'vitest';
import { checkCharacter } from '../../src/domain/id-number.ts';
import { paths } from '../../web/paths.ts';
import { test } from '../support/browser.ts';
import { press } from './walk.ts';

/** A number that nobody has, another at each run. */
function freshNumber(): string {
  const body = `37049919440404${String(Math.floor(Date.now() / 1000) % 1000).padStart(3, '0')}`;
  return body + checkCharacter(body);
}

test('from a family’s page to the answer: asked for, registered, checked, granted, read again with the code', { timeout: 120_000 }, async ({ open, signedIn, setClock }) => {
  await setClock('real');
  const family = await open();
  await family.goto(`${inject('baseUrl')}${paths.familyApplications('370481001000')}`);
  await family.getByLabel('住在荆河街道的哪个村、社区').selectOption({ label: '东寺院社区' });
  await family.getByLabel('老人姓名').fill('冯玉莲');
  await family.getByLabel('老人身份证号').fill(freshNumber());
  await family.getByLabel('独自居住或身边没有子女').check();
  await family.getByLabel('您的姓名').fill('冯小梅');
  await family.getByLabel('您的电话').fill('15400001111');
  await press(family, family.getByRole('button', { name: '交上去' }));
  const [no = '', code = ''] = await family.locator('.figure b').allInnerTexts();
  expect([no, code].join(' ')).toMatch(/^\d{8}-\d{4} \d{8}$/);

  const worker = await signedIn('community');
  await press(worker, worker.locator('tr', { hasText: no }).getByRole('link'));
  await worker.getByLabel('申请什么').selectOption({ label: '居住情况：独居' });
  await worker.getByLabel('常去的助餐点').selectOption({ label: '荆河街道长者食堂' });
  await press(worker, worker.getByRole('button', { name: '登记这份申请' }));
  await worker.getByLabel('入户看过').check();
  await worker.getByLabel('核查意见').fill('入户看过，一个人住，建议批准。');
  await press(worker, worker.getByRole('button', { name: '核查完成，报街道审批' }));
  expect(await worker.locator('.tag').innerText()).toBe('待审批');

  const town = await signedIn('town');
  await press(town, town.getByRole('link', { name: /^等您审批的申请/ }));
  await press(town, town.locator('tr', { hasText: no }).getByRole('link'));
  await press(town, town.getByRole('button', { name: '批准', exact: true }));
  expect(await town.locator('.tag').innerText()).toBe('已批准');

  await family.goto(paths.familyLookUp());
  await family.getByLabel('申请号').fill(no);
  await family.getByLabel('查询码').fill(code);
  await press(family, family.getByRole('button', { name: '查', exact: true }));
  expect(await family.locator('main').innerText()).toContain('已批准：批下来了');
});
