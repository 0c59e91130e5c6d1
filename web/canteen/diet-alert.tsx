import { worstFirst } from '../../src/domain/counter.ts';
import { isSevere, type Clash, type Diet } from '../../src/domain/diet.ts';
import { clashText, dietItemText, textureLabel } from '../text.ts';

export type DietAlertProps = { diet: Diet; clashes?: readonly Clash[] };

/** What must not be on this person's plate: what can hurt most first, and whether today's meal goes against it. */
export function DietAlert({ diet, clashes = [] }: DietAlertProps) {
  const items = worstFirst(diet.items);
  const dangerous = clashes.length > 0 || items.some((item) => item.kind === 'allergy') || diet.texture !== 'regular';
  const lines = [
    ...items.map(dietItemText),
    ...(diet.texture === 'regular' ? [] : [`要${textureLabel[diet.texture]}`]),
    ...(diet.feedingHelp ? ['要人喂'] : []),
    ...(diet.note ? [diet.note] : []),
  ];
  if (lines.length === 0 && clashes.length === 0) {
    return <p class="hint">{diet.askedAt === null ? '还没有问过忌口。' : '没有忌口。'}</p>;
  }
  return (
    <div class={dangerous ? 'diet alarm' : 'diet'} role={dangerous ? 'alert' : undefined}>
      {clashes.some(isSevere) ? <p class="wrong">先别给，这份饭里有严重过敏的东西。</p> : null}
      <p class={dangerous ? 'wrong' : undefined}>{lines.join('；')}</p>
      {clashes.length > 0 ? <p>这份饭：{clashes.map(clashText).join('，')}。</p> : null}
    </div>
  );
}
