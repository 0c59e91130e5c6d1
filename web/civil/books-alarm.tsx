import type { BooksState } from '../../src/domain/invariants.ts';
import { dateText } from '../format.tsx';
import { invariantLabel, listed } from '../text.ts';

/** The books checked at night do not agree, or were not checked: before any figure, for whoever answers for them. */
export function BooksAlarm({ books: { faults, silentSince } }: { books: BooksState }) {
  if (faults.length > 0) {
    const what = faults.map(({ name, broken }) => `${invariantLabel[name]}（${broken} 处）`);
    return <Alarm text={`夜里核账发现不一致：${listed(what)}。拨付前请先让系统管理人员查明。`} />;
  }
  if (silentSince === null) return null;
  const since = silentSince === 'never' ? '还从没核过账' : `${dateText(silentSince)}以后没有核过账`;
  return <Alarm text={`系统${since}，这里的数字未经核对。请告诉系统管理人员。`} />;
}

function Alarm({ text }: { text: string }) {
  return (
    <section class="card alarm" aria-label="核账">
      <p class="wrong">{text}</p>
    </section>
  );
}
