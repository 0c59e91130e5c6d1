import type { Instant } from '../src/domain/calendar.ts';
import { canBeAllergy, DIET_MARKS, markOf, type DietMark } from '../src/domain/diet-change.ts';
import { DIET_CODES, TEXTURES, type Diet, type DietCode } from '../src/domain/diet.ts';
import { Select, TextArea } from './choice-fields.tsx';
import type { FieldError } from './form.tsx';
import { dayAndClock } from './format.tsx';
import { Table } from './table.tsx';
import { dietCodeLabel, dietItemText, textureLabel } from './text.ts';

// What the counter and a family fill in alike about what somebody may not eat.

const markLabel: Record<DietMark, string> = { none: '—', restriction: '忌口', mild: '过敏，轻', severe: '过敏，严重', unknown: '过敏，轻重不明（按严重算）' };
const marksFor = (code: DietCode) => DIET_MARKS.filter((mark) => canBeAllergy(code) || mark === 'none' || mark === 'restriction').map((value) => ({ value, label: markLabel[value] }));

export function DietFields({ diet, errors }: { diet: Diet; errors: readonly FieldError[] }) {
  return (
    <>
      <Select name="texture" label="质地" options={TEXTURES.map((value) => ({ value, label: textureLabel[value] }))} value={diet.texture} />
      <Select name="feeding" label="吃饭" options={[{ value: 'no', label: '自己吃' }, { value: 'yes', label: '要人喂' }]} value={diet.feedingHelp ? 'yes' : 'no'} />
      {DIET_CODES.map((code) => (
        <Select name={`mark_${code}`} label={dietCodeLabel[code]} options={marksFor(code)} value={markOf(diet.items, code)} />
      ))}
      <TextArea name="note" label="别的要留心的（不写病名）" value={diet.note} errors={errors} />
    </>
  );
}

/** Every earlier answer, the latest first, with who wrote it down. */
export function DietHistory({ history }: { history: readonly { diet: Diet; changedAt: Instant; byName: string }[] }) {
  return (
    <section class="card">
      {history.length === 0 ? (
        <p class="empty">还没有改过。每次改动是谁、什么时候改的，会记在这里。</p>
      ) : (
        <Table
          caption="改过的"
          columns={['什么时候', '谁', '改成'].map((head) => ({ head }))}
          rows={history.map((one) => [dayAndClock(one.changedAt), one.byName, dietWords(one.diet)])}
        />
      )}
    </section>
  );
}

function dietWords({ texture, feedingHelp, note, askedAt, items }: Diet): string {
  const words = [textureLabel[texture], ...(feedingHelp ? ['要人喂'] : []), ...items.map(dietItemText), ...(note ? [note] : [])];
  return `${words.join('；')}${items.length === 0 ? '；没有忌口' : ''}${askedAt === null ? '（还没问完）' : ''}`;
}
