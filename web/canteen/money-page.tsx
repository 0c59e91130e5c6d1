import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { capitalYuan, yuanText, type Fen } from '../../src/domain/money.ts';
import type { Held, PrepaidRule, ReceiptKind } from '../../src/domain/prepaid.ts';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dayText, Money } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { slotLabel } from '../text.ts';
import { MoneyStoppedNotice } from './stopped-notice.tsx';

/** What stands on somebody's account, and what the operator may do with it. */
export type PurseView = {
  elder: { id: string; name: string };
  /** `stoppedSince`: since when no money beside meals is moved there. */
  point: { name: string; operatorName: string; stoppedSince: Instant | null };
  held: Held;
  rule: PrepaidRule | null;
  setAside: readonly { serviceDate: ServiceDate; slot: MealSlot; selfPayFen: Fen }[];
  waiting: readonly { id: string; amountFen: Fen }[];
};

const TITLE: Record<ReceiptKind, string> = { top_up: '充值', refund: '退预存款' };

export type MoneyFormPageProps = {
  frame: StaffFrame;
  kind: ReceiptKind;
  purse: PurseView;
  typed: { amount: string; words: string };
  /** Why it was refused, at which field. */
  wrong?: string;
  at?: 'amount' | 'reason';
  hidden: Readonly<Record<string, string>>;
  back: string;
};

/** How much, and who pays it or why it goes back. While the books stand still nothing is asked. */
export function MoneyFormPage(props: MoneyFormPageProps) {
  const { frame, kind, purse, wrong, at = 'amount', back } = props;
  const { stoppedSince } = purse.point;
  const errors = wrong === undefined ? [] : [{ field: at, message: wrong }];
  return (
    <StaffLayout frame={frame} title={TITLE[kind]}>
      <h1>
        {TITLE[kind]}：{purse.elder.name}
      </h1>
      {stoppedSince === null ? null : <MoneyStoppedNotice kind={kind} since={stoppedSince} />}
      <ErrorSummary errors={errors} />
      <section class="card">
        <Standing purse={purse} />
        {stoppedSince === null ? <MoneyForm {...props} errors={errors} /> : null}
      </section>
      <p class="trail">
        <a href={back}>返回</a>
      </p>
    </StaffLayout>
  );
}

function MoneyForm({ kind, purse, typed, hidden, errors }: MoneyFormPageProps & { errors: readonly FieldError[] }) {
  return (
    <PostForm action={kind === 'top_up' ? paths.topUps() : paths.refunds()} hidden={hidden}>
      <Field
        name="amount"
        label={kind === 'top_up' ? '收到现金（元）' : '退多少（元），不填就是能退的全退'}
        hint={limitText(kind, purse.rule)}
        value={typed.amount}
        errors={errors}
        inputmode="decimal"
        autofocus
        class="big"
      />
      {kind === 'top_up' ? (
        <Field name="counterpart" label="谁交的钱（不填就是本人）" value={typed.words} errors={errors} />
      ) : (
        <Field name="reason" label="为什么退" value={typed.words} errors={errors} />
      )}
      <button class="act main big">下一步，看一遍</button>
    </PostForm>
  );
}

function limitText(kind: ReceiptKind, rule: PrepaidRule | null): string {
  if (!rule) return '这里还没有规定预存款的限额，请民政先定。';
  if (kind === 'refund') return `超过 ${yuanText(rule.refundAloneMostFen)} 元要第二个人同意。`;
  return `一次最多 ${yuanText(rule.topUpMostFen)} 元，一个人一共最多存 ${yuanText(rule.heldMostFen)} 元。${rule.source}。`;
}

function Standing({ purse: { point, held, setAside, waiting } }: { purse: PurseView }) {
  return (
    <>
      <p>
        存在{point.operatorName}的预存款 <b>{yuanText(held.balanceFen)} 元</b>
        {held.reservedFen > 0 ? `，其中 ${yuanText(held.reservedFen)} 元已订了饭` : ''}。
      </p>
      {setAside.length > 0 ? (
        <p class="hint">
          已订的：{setAside.map((one) => `${dayText(one.serviceDate)} ${slotLabel[one.slot]} ${yuanText(one.selfPayFen)} 元`).join('；')}。退订以后才能退这些钱。
        </p>
      ) : null}
      {waiting.map((one) => (
        <p>
          <a href={paths.refundRequest(one.id)}>有一笔退款 {yuanText(one.amountFen)} 元在等第二个人同意</a>
        </p>
      ))}
    </>
  );
}

export type MoneyCheckPageProps = {
  frame: StaffFrame;
  kind: ReceiptKind;
  purse: PurseView;
  amountFen: Fen;
  afterFen: Fen;
  /** Who paid, or why it goes back. */
  words: string;
  people?: 1 | 2;
  hidden: Readonly<Record<string, string>>;
  back: string;
};

/** The amount read back, and what stands before and after. */
export function MoneyCheckPage({ frame, kind, purse, amountFen, afterFen, words, people = 1, hidden, back }: MoneyCheckPageProps) {
  const verb = kind === 'top_up' ? '收' : '退';
  return (
    <StaffLayout frame={frame} title={TITLE[kind]}>
      <h1>
        {TITLE[kind]}：{purse.elder.name}
      </h1>
      <section class="card caller">
        <p class="pay">
          {verb}现金 {yuanText(amountFen)} 元
        </p>
        <p>{capitalYuan(amountFen)}</p>
        <dl class="facts">
          <dt>现在有</dt>
          <dd>
            <Money fen={purse.held.balanceFen} />
          </dd>
          <dt>以后有</dt>
          <dd>
            <Money fen={afterFen} />
          </dd>
          <dt>{kind === 'top_up' ? '谁交的' : '为什么退'}</dt>
          <dd>{words}</dd>
          <dt>存在哪里</dt>
          <dd>{purse.point.operatorName}</dd>
        </dl>
        {people === 2 ? <p class="wrong">超过一个人能退的数，要另一位工作人员看过、同意，才能付钱。先不要给钱。</p> : null}
        <PostForm action={kind === 'top_up' ? paths.topUps() : paths.refunds()} hidden={hidden}>
          <button class="act main big" autofocus>
            {people === 2 ? '对的，请第二个人来看' : kind === 'top_up' ? '钱收到了，打收据' : '钱给了，打收据'}
          </button>
        </PostForm>
      </section>
      <p class="trail">
        <a href={back}>不对，回去改</a>
        <a href={paths.counter()}>不办了</a>
      </p>
    </StaffLayout>
  );
}

/** Who works at several points says whose cash box it is. */
export function WhichPointPage({ frame, points }: { frame: StaffFrame; points: readonly { name: string; href: string }[] }) {
  return (
    <StaffLayout frame={frame} title="哪里的钱箱">
      <h1>哪里的钱箱？</h1>
      <section class="card">
        <ul class="choices">
          {points.map((one) => (
            <li>
              <a class="choice-line" href={one.href}>
                <b>{one.name}</b>
              </a>
            </li>
          ))}
        </ul>
      </section>
    </StaffLayout>
  );
}
