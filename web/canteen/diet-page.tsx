import type { Instant } from '../../src/domain/calendar.ts';
import { canBeAllergy, DIET_MARKS, markOf, type DietMark } from '../../src/domain/diet-change.ts';
import { DIET_CODES, TEXTURES, type Diet, type DietCode } from '../../src/domain/diet.ts';
import { Select, TextArea } from '../choice-fields.tsx';
import { ErrorSummary, PostForm, type FieldError } from '../form.tsx';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { dietCodeLabel, dietItemText, textureLabel } from '../text.ts';

export type DietFormPageProps = {
  frame: StaffFrame;
  person: { id: string; name: string; age: number };
  diet: Diet;
  /** Which answer of the history the form was filled in from. */
  version: number;
  history: readonly { diet: Diet; changedAt: Instant; byName: string }[];
  /** Ordered meals that go against it, in words. */
  wrong: readonly string[];
  errors?: readonly FieldError[];
  /** The note as it was typed. */
  note?: string;
};

const markLabel: Record<DietMark, string> = { none: '—', restriction: '忌口', mild: '过敏，轻', severe: '过敏，严重', unknown: '过敏，轻重不明（按严重算）' };
const marksFor = (code: DietCode) => DIET_MARKS.filter((mark) => canBeAllergy(code) || mark === 'none' || mark === 'restriction').map((value) => ({ value, label: markLabel[value] }));

/** What somebody may not eat, asked at the counter or by telephone; and every earlier answer with who wrote it down. */
export function DietFormPage({ frame, person, diet, version, history, wrong, errors = [], note }: DietFormPageProps) {
  return (
    <StaffLayout frame={frame} title="忌口和过敏">
      <h1>忌口和过敏：{person.name}</h1>
      <ErrorSummary errors={errors} />
      {wrong.length > 0 ? (
        <section class="card alarm">
          <h2>已经订了不合适的饭，请打电话问本人</h2>
          <ul>
            {wrong.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <section class="card">
        <p class="hint">
          {person.age} 岁。{diet.askedAt === null ? '还没有问过。问过以后，没有忌口的也保存一次，厨房才知道“问过，没有”。' : `${dayAndClock(diet.askedAt)} 问过。`}
        </p>
        <PostForm action={paths.canteenDiets()} hidden={{ elder: person.id, version: String(version) }}>
          <Select name="texture" label="质地" options={TEXTURES.map((value) => ({ value, label: textureLabel[value] }))} value={diet.texture} />
          <Select name="feeding" label="吃饭" options={[{ value: 'no', label: '自己吃' }, { value: 'yes', label: '要人喂' }]} value={diet.feedingHelp ? 'yes' : 'no'} />
          {DIET_CODES.map((code) => (
            <Select name={`mark_${code}`} label={dietCodeLabel[code]} options={marksFor(code)} value={markOf(diet.items, code)} />
          ))}
          <TextArea name="note" label="别的要留心的（不写病名）" value={note ?? diet.note} errors={errors} />
          <button class="act main">问过了，保存</button>
        </PostForm>
      </section>
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
      <p class="trail">
        <a href={paths.counter({ elder: person.id })}>回到登记</a>
      </p>
    </StaffLayout>
  );
}

function dietWords({ texture, feedingHelp, note, askedAt, items }: Diet): string {
  const words = [textureLabel[texture], ...(feedingHelp ? ['要人喂'] : []), ...items.map(dietItemText), ...(note ? [note] : [])];
  return `${words.join('；')}${items.length === 0 ? '；没有忌口' : ''}${askedAt === null ? '（还没问完）' : ''}`;
}
