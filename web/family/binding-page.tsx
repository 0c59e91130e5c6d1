import { RELATIONS } from '../../src/domain/family.ts';
import { Radios } from '../choice-fields.tsx';
import { familySees, relationLabel } from '../family-text.ts';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { FamilyLayout, Refusal, type FamilyFrame } from './family-layout.tsx';

export type NewBindingPageProps = {
  frame: FamilyFrame;
  requestKey: string;
  /** Whether the name is known from before. */
  known: boolean;
  /** The card's link was opened: its token, and whose card it is (李*英). */
  scanned?: { token: string; name: string };
  typed?: Readonly<Record<string, string | undefined>>;
  errors?: readonly FieldError[];
  refusal?: string;
};

const OPTIONS = RELATIONS.map((value) => ({ value, label: relationLabel[value] }));

/** Asks to care for whoever holds a card. Nothing is seen of them before they say yes. */
export function NewBindingPage({ frame, requestKey, known, scanned, typed = {}, errors = [], refusal }: NewBindingPageProps) {
  return (
    <FamilyLayout title="加一位老人" frame={frame}>
      <h1>{scanned ? `这是${scanned.name}的助餐卡` : '您要照看哪位老人？'}</h1>
      <Refusal text={refusal} />
      <ErrorSummary errors={errors} />
      <section class="card">
        <PostForm action={paths.bindings()} hidden={{ key: requestKey, ...(scanned ? { token: scanned.token } : {}) }}>
          {scanned ? null : (
            <Field name="card" label="助餐卡的卡号" hint="印在卡上的数字。扫卡上的方块码更快：扫开就到这里。" value={typed['card']} errors={errors} />
          )}
          <Radios legend="您是老人的" name="relation" options={OPTIONS} value={typed['relation']} errors={errors} />
          {known ? null : <Field name="name" label="您的姓名" hint="老人会看到这个名字，才知道是谁。" value={typed['name']} errors={errors} autocomplete="name" />}
          <button class="act main">请老人同意</button>
        </PostForm>
      </section>
      <section class="card">
        <h2>同意以后</h2>
        {familySees.map((words) => (
          <p>{words}</p>
        ))}
      </section>
    </FamilyLayout>
  );
}

/** Before a family member lets go. Orders that are placed stay: they are hers. */
export function EndBindingPage({ frame, bindingId, name, asked }: { frame: FamilyFrame; bindingId: string; name: string; asked: boolean }) {
  const title = asked ? '不申请了吗？' : '不再照看了吗？';
  return (
    <FamilyLayout title={title} frame={frame}>
      <h1>{title}</h1>
      <section class="card">
        <p>
          {name}。{asked ? '申请会撤回。' : '以后看不到订饭，也不会再收到短信。已经订好的饭不变。要再照看，得重新请老人同意。'}
        </p>
        <PostForm action={paths.bindingWithdrawal(bindingId)}>
          <p class="acts">
            <button class="act main">{asked ? '撤回申请' : '解除'}</button>
            <a class="act" href={paths.family()}>
              回去
            </a>
          </p>
        </PostForm>
      </section>
    </FamilyLayout>
  );
}
