import type { Page } from 'playwright-core';
import { paths } from '../../web/paths.ts';
import { press } from './walk.ts';

export async function pressEnter(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** What somebody behind the counter types and ends with Enter, as a scanner does. */
export async function scan(page: Page, typed: string): Promise<void> {
  await page.getByLabel('扫卡').fill(typed);
  await pressEnter(page);
}

/** Types common surnames until one of the regulars has nothing for today. `paysCash`: and no prepaid money either. */
export async function findSomebodyWithoutOrder(page: Page, paysCash = false): Promise<void> {
  for (const surname of ['王', '李', '张', '刘', '陈', '杨', '赵', '孙']) {
    await page.goto(paths.counter());
    await scan(page, surname);
    const people = await page.locator('a.choice-line').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const person of people) {
      await page.goto(person);
      const saves = paysCash && (await page.getByText('预存款可用').isVisible());
      if (!saves && (await page.getByText('今天没有订餐').isVisible())) return;
    }
  }
  throw new Error('everybody has ordered');
}

/** From somebody at the counter to what a meal without an order costs them. */
export async function chooseWalkIn(page: Page, atChoice: () => Promise<void> = async () => undefined): Promise<void> {
  await press(page, page.getByRole('link', { name: '没订，登记来吃' }));
  await atChoice();
  await press(page, page.getByRole('link', { name: '堂食' }).first());
}
