import { PAYER_KINDS, type PayerKind } from '../../src/domain/county-label.ts';
import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { Fen } from '../../src/domain/money.ts';
import { called } from '../field-names.tsx';
import { ErrorSummary, PostForm, type FieldError } from '../form.tsx';
import { yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { payerKindHint, payerKindLabel, type LabelDone } from './county-label-text.ts';
import { Changes, CodeAndName, Deletion, Done, Renaming, type LabelChangeView, type RenamingProps } from './labels.tsx';

/** `balanceFen`: what stands on a fund; null for a budget. */
export type PayerView = { code: string; name: string; kind: PayerKind; balanceFen: Fen | null; reservedFen: Fen | null };

export type PayersPageProps = {
  frame: StaffFrame;
  payers: readonly PayerView[];
  typed: { code: string; name: string; kind: string };
  errors: readonly FieldError[];
  requestKey: string;
  done: LabelDone | null;
};

/** Who pays in this county: what a policy may name. */
export function PayersPage({ frame, payers, typed, errors, requestKey, done }: PayersPageProps) {
  return (
    <StaffLayout frame={frame} title="出资方">
      <nav class="trail" aria-label="返回">
        <a href={paths.policies()}>← 补贴办法</a>
        <a href={paths.categories()}>困难类别</a>
        <a href={paths.donations()}>捐赠</a>
      </nav>
      <div>
        <h1>出资方</h1>
        <p class="hint">补贴办法里能写的出资方。本人自付、店里优惠、店里让利人人都有，不用加，也不能改。</p>
      </div>
      <Done done={done} />
      <ErrorSummary errors={errors} />
      <section class="card">
        {payers.length === 0 ? (
          <p class="empty">还没有出资方。照补贴文件上写的，在下面一个一个加。</p>
        ) : (
          <Table
            class="ledger codes"
            columns={[{ head: '名称' }, { head: '代号' }, { head: '怎么出钱' }, { head: '余额（元）', numeric: true }]}
            rows={payers.map((one) => [
              <a href={paths.payer(one.code)}>{one.name}</a>,
              one.code,
              payerKindLabel[one.kind],
              one.balanceFen === null ? '按月结算' : <a href={paths.fund(one.code)}>{yuanGrouped(one.balanceFen)}</a>,
            ])}
          />
        )}
      </section>
      <section class="card" aria-labelledby="add">
        <h2 id="add">加一个出资方</h2>
        <PostForm action={paths.payers()} hidden={{ key: requestKey }}>
          <CodeAndName kind="payer" typed={typed} errors={errors} />
          <Kind kind={typed.kind} errors={errors} />
          <button class="act main">加上</button>
        </PostForm>
      </section>
    </StaffLayout>
  );
}

const KIND = '怎么出钱（定了不能改）';

function Kind({ kind, errors }: { kind: string; errors: readonly FieldError[] }) {
  called('kind', KIND);
  const wrong = errors.find((one) => one.field === 'kind');
  return (
    <fieldset class="field" id="kind">
      <legend>{KIND}</legend>
      {wrong ? <p class="wrong">{wrong.message}</p> : null}
      {PAYER_KINDS.map((one) => (
        <label class="choice">
          <input type="radio" name="kind" value={one} checked={kind === one} />
          <span>
            {payerKindLabel[one]}
            <br />
            <small>{payerKindHint[one]}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A version of a policy that names something. */
export type NamingVersion = { id: string; title: string; fromDate: ServiceDate };

export type PayerPageProps = {
  frame: StaffFrame;
  payer: PayerView;
  used: boolean;
  /** The policies that name it. */
  policies: readonly NamingVersion[];
  changes: readonly LabelChangeView[];
  renaming: Omit<RenamingProps, 'label' | 'action'>;
  done: LabelDone | null;
  refusal?: string;
};

/** One payer: what it is, where it is named, what it may be called. */
export function PayerPage({ frame, payer, used, policies, changes, renaming, done, refusal }: PayerPageProps) {
  const label = { kind: 'payer', code: payer.code, name: payer.name } as const;
  return (
    <StaffLayout frame={frame} title="出资方">
      <nav class="trail" aria-label="返回">
        <a href={paths.payers()}>← 出资方</a>
      </nav>
      <h1>{payer.name}</h1>
      <Done done={done} />
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <ErrorSummary errors={renaming.errors} />
      <section class="card">
        <dl class="facts">
          <dt>代号</dt>
          <dd>{payer.code}</dd>
          <dt>怎么出钱</dt>
          <dd>
            {payerKindLabel[payer.kind]}。{payerKindHint[payer.kind]}
          </dd>
          {payer.balanceFen === null ? null : (
            <>
              <dt>余额</dt>
              <dd>
                {yuanGrouped(payer.balanceFen)} 元，<a href={paths.fund(payer.code)}>看账</a>
              </dd>
            </>
          )}
          <dt>写在</dt>
          <dd>{policies.length === 0 ? '还没有办法用到' : <Versions policies={policies} />}</dd>
        </dl>
      </section>
      <Renaming label={label} action={paths.payerName(payer.code)} {...renaming} />
      <Changes changes={changes} />
      <Deletion label={label} action={paths.payerDeletion(payer.code)} used={used} />
    </StaffLayout>
  );
}

/** The versions of policies that name something, each a link. */
export function Versions({ policies }: { policies: readonly NamingVersion[] }) {
  return (
    <ul>
      {policies.map((one) => (
        <li>
          <a href={paths.policyVersion(one.id)}>
            {one.title}，自 {one.fromDate} 起
          </a>
        </li>
      ))}
    </ul>
  );
}
