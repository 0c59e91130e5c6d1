import type { LabelKind } from '../../src/domain/county-label.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import { Field, PostForm, type FieldError } from '../form.tsx';
import { Table } from '../table.tsx';
import { labelDoneText, labelKindWord, stillUsed, type LabelDone } from './county-label-text.ts';
import { momentText } from './statement-csv.ts';

/** What a payer's page and a category's page have in common: renaming, the history of a name, the end of what nobody used. */

export type LabelView = { kind: LabelKind; code: string; name: string };
export type LabelChangeView = { was: string; name: string; reason: string; at: Instant; by: string };

export function Done({ done }: { done: LabelDone | null }) {
  return done === null ? null : (
    <p class="card good" role="status">
      {labelDoneText[done]}
    </p>
  );
}

export type RenamingProps = { label: LabelView; action: string; typed: { name: string; reason: string }; errors: readonly FieldError[] };

export function Renaming({ label, action, typed, errors }: RenamingProps) {
  return (
    <section class="card">
      <h2>改叫法</h2>
      <p class="hint">{label.kind === 'payer' ? '结算单、订餐记录上都用这个叫法，改了以后，从前的单子再打印也是新的叫法。' : '名册、申请、答复上都用这个叫法。原来的叫法留作名册用词，旧名册照样认得。'}代号不变，办法里写的是代号。</p>
      <PostForm action={action} hidden={{ was: label.name }}>
        <Field name="name" label="新的叫法" value={typed.name} errors={errors} />
        <Field name="reason" label="为什么改" value={typed.reason} errors={errors} hint="会记下来，例如：县里文件用的新名称" />
        <button class="act">改叫法</button>
      </PostForm>
    </section>
  );
}

export function Changes({ changes }: { changes: readonly LabelChangeView[] }) {
  if (changes.length === 0) return null;
  return (
    <section class="card">
      <h2>改过的叫法</h2>
      <Table
        class="ledger told"
        columns={['什么时候', '谁改的', '从', '改成', '为什么'].map((head) => ({ head }))}
        rows={changes.map((one) => [momentText(one.at), one.by, one.was, one.name, one.reason])}
      />
    </section>
  );
}

export function Deletion({ label, action, used }: { label: LabelView; action: string; used: boolean }) {
  return (
    <section class="card">
      <h2>删除</h2>
      {used ? (
        <p>{stillUsed[label.kind]}</p>
      ) : (
        <PostForm action={action}>
          <p>还没有人用过。加错了的，可以删掉。</p>
          <button class="act">删掉这个{labelKindWord[label.kind]}</button>
        </PostForm>
      )}
    </section>
  );
}

/** 代号 and 名称 of a new row. */
export function CodeAndName({ kind, typed, errors }: { kind: LabelKind; typed: { code: string; name: string }; errors: readonly FieldError[] }) {
  const [code, name] = kind === 'payer' ? ['charity_fund', '结算单、收据上印的，例如 慈善助餐基金'] : ['lost_only_child', '文件上的叫法，例如 计生特殊家庭'];
  return (
    <>
      <Field name="name" label="名称" value={typed.name} errors={errors} hint={name} />
      <Field name="code" label="代号" value={typed.code} errors={errors} hint={`写进补贴办法里的，定了不能改。小写字母、数字、下划线，例如 ${code}`} />
    </>
  );
}
