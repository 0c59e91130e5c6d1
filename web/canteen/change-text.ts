import type { Aspect, ChangeCount } from '../../src/domain/change-sheet.ts';

/** +2 −1，改 1 */
export function changeCountText({ added, removed, changed }: ChangeCount): string {
  const sums = [added > 0 ? `+${added}` : '', removed > 0 ? `−${removed}` : ''].filter(Boolean).join(' ');
  return [sums, changed > 0 ? `改 ${changed}` : ''].filter(Boolean).join('，');
}

/** What is otherwise about somebody's meal. */
export const aspectLabel: Record<Aspect, string> = { name: '姓名', meal: '套餐或取饭办法', care: '要求和忌口', door: '地址或电话', cash: '收的钱' };

/** Why nothing was printed. */
export const PRINT_REFUSALS = ['nothing_changed', 'changes_first', 'nothing_printed'] as const;
export type PrintRefusal = (typeof PRINT_REFUSALS)[number];
export const printRefusalText: Record<PrintRefusal, string> = {
  nothing_changed: '没有新的变动，没有再打变更单。刚才打的那张在下面。',
  changes_first: '印出后有变动，先打变更单。打了以后，别的单子照样能打，里面已经算上变动。',
  nothing_printed: '还没有打过单子，直接打就是最新的，不用变更单。',
};
