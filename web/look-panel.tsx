import type { Instant } from '../src/domain/calendar.ts';
import { LOOK_WHYS, type LookField, type LookWhy } from '../src/domain/look.ts';
import { Radios } from './choice-fields.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from './form.tsx';
import { clockOf } from './format.tsx';
import { lookFieldLabel, lookWhyLabel } from './look-text.ts';

/** `full`: what was looked at just now, and until when it is shown. `over`: a look whose time has run out. */
export type LookPanelProps = {
  /** With stars; an address only says that there is one. Null: nothing is known. What is not in it is not shown here. */
  masked: Partial<Record<LookField, string | null>>;
  full: { field: LookField; value: string; until: Instant } | null;
  over: boolean;
  /** Whether the reader may look in full at all. */
  may: boolean;
  action: string;
  hidden: Readonly<Record<string, string>>;
  typed?: { field: LookField | null; why: LookWhy | null; words: string };
  errors?: readonly FieldError[];
};

const options = LOOK_WHYS.map((value) => ({ value, label: lookWhyLabel[value] }));

/** What is sealed of somebody: with stars, and for whoever says what for, one value in full for two minutes. */
export function LookPanel({ masked, full, over, may, action, hidden, typed, errors = [] }: LookPanelProps) {
  const fields = FIELDS.filter((field) => field in masked);
  const known = fields.filter((field) => masked[field] !== null);
  return (
    <section class="card" aria-labelledby="sealed">
      <h2 id="sealed">证件号、电话、住址</h2>
      {over ? (
        <p class="wrong" role="status">
          全号只显示两分钟，时间到了。还要看，请再选一次做什么用。
        </p>
      ) : null}
      <dl class="facts">
        {fields.map((field) => (
          <>
            <dt>{lookFieldLabel[field]}</dt>
            <dd>{full?.field === field ? <Full {...full} /> : maskedText(field, masked[field] ?? null)}</dd>
          </>
        ))}
      </dl>
      {may && known.length > 0 && full === null ? (
        <details open={errors.length > 0 || over}>
          <summary>看全号</summary>
          <ErrorSummary errors={errors} />
          <PostForm action={action} hidden={hidden}>
            <Radios legend="看哪一项？" name="field" options={known.map((value) => ({ value, label: lookFieldLabel[value] }))} value={typed?.field ?? undefined} errors={errors} />
            <Radios legend="做什么用？" name="why" options={options} value={typed?.why ?? undefined} errors={errors} />
            <Field name="words" label="写清楚一点（选“其他”必须写）" value={typed?.words ?? ''} errors={errors} />
            <p class="hint">谁、什么时候、看了谁的哪一项、做什么用，都记下来，审计的人看得到。一次看一项，显示两分钟。</p>
            <button class="act main">看全号</button>
          </PostForm>
        </details>
      ) : null}
    </section>
  );
}

const FIELDS: readonly LookField[] = ['id_number', 'phone', 'address'];

const maskedText = (field: LookField, value: string | null) => value === null ? '没有登记' : field === 'address' ? '已登记，不显示' : value;

function Full({ value, until }: { value: string; until: Instant }) {
  return (
    <>
      <b class="full-value">{value}</b> <small>显示到 {clockOf(until)}，记下了这一次查看</small>
    </>
  );
}
