import type { Clash } from '../../src/domain/diet.ts';
import { clashText } from '../text.ts';

/** 红烧茄子里有花生，炒青菜、米饭没有半流的做法: dishes with the same fault are named together. */
export function clashesText(clashes: readonly Clash[]): string {
  const faults = Map.groupBy(clashes, (clash) => clashText(clash).slice(clash.dishName.length));
  return [...faults].map(([fault, same]) => `${same.map((clash) => clash.dishName).join('、')}${fault}`).join('，');
}
