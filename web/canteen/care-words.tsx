import type { Clash, DietItem, Texture } from '../../src/domain/diet.ts';
import { dietItemText, textureLabel } from '../text.ts';
import { clashesText } from './clashes-text.ts';

export type Care = {
  texture: Texture;
  items: readonly DietItem[];
  clashes: readonly Clash[];
  feedingHelp: boolean;
  note: string;
};

/** What to mind about one person's meal, in full: bold is what can hurt. Nothing when there is nothing. */
export function CareWords({ texture, items, clashes, feedingHelp, note }: Care) {
  const allergies = items.filter((item) => item.kind === 'allergy');
  const others = items.filter((item) => item.kind !== 'allergy');
  const bold = [
    ...(texture === 'regular' ? [] : [`要${textureLabel[texture]}`]),
    ...allergies.map(dietItemText),
    ...(feedingHelp ? ['要人喂'] : []),
  ];
  const plain = [...others.map(dietItemText), ...(note ? [note] : [])];
  return (
    <>
      {bold.length > 0 ? <b>{bold.join('；')}</b> : null}
      {bold.length > 0 && plain.length > 0 ? '；' : null}
      {plain.join('；')}
      {clashes.length > 0 ? <b class="clash">要换：{clashesText(clashes)}</b> : null}
    </>
  );
}
