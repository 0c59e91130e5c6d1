import { serviceDateOf, type Instant } from '../../src/domain/calendar.ts';
import { yuanText } from '../../src/domain/money.ts';
import type { PrepaidRule } from '../../src/domain/prepaid.ts';
import type { RuleField, RuleProblem, TypedRule } from '../../src/domain/prepaid-rule.ts';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dateText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { yuanProblemText } from '../refusals.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { NowHolds } from './now-holds.tsx';

const fieldLabel: Record<RuleField, string> = {
  topUpMost: '一次最多收（元）',
  heldMost: '一个人一共最多存（元）',
  refundAlone: '一位工作人员能退的，最多（元）',
  source: '凭哪份文件',
};

/** What is wrong with a limit. */
export function ruleProblemText(problem: RuleProblem): string {
  if (problem === 'no_source') return '请写凭哪份文件，例如文号和第几条。';
  if (problem === 'source_too_long') return '文件太长了，最多写 100 个字。';
  const words = { nothing: '要比 0 多。', above_held: '比一个人一共能存的还多。' };
  return problem === 'nothing' || problem === 'above_held' ? words[problem] : yuanProblemText[problem];
}

export type OperatorSettingsPageProps = {
  frame: StaffFrame;
  operator: { id: string; name: string };
  /** The latest first: it holds. */
  rules: readonly (PrepaidRule & { setAt: Instant; setBy: string })[];
  typed: TypedRule;
  errors: readonly FieldError[];
  /** It was just set. */
  done: boolean;
};

/** How much of elders' money one operator may take and hold, and by which paper. */
export function OperatorSettingsPage({ frame, operator, rules, typed, errors, done }: OperatorSettingsPageProps) {
  const [now, ...before] = rules;
  const field = (name: RuleField) => ({ name, label: fieldLabel[name], value: typed[name], errors });
  return (
    <StaffLayout frame={frame} title="预存款的限额">
      <nav class="trail" aria-label="返回">
        <a href={paths.prepaid()}>← 各运营机构的预存款</a>
      </nav>
      <h1>{operator.name}，预存款的限额</h1>
      <ErrorSummary errors={errors} />
      {now ? <Now rule={now} done={done} /> : <p class="card alarm wrong">还没有定限额，这家的食堂不能收预存款。</p>}
      <section class="card">
        <PostForm action={paths.operatorSettings(operator.id)}>
          <Field {...field('topUpMost')} inputmode="decimal" />
          <Field {...field('heldMost')} inputmode="decimal" />
          <Field {...field('refundAlone')} hint="超过这个数，要第二位工作人员同意。写 0，就是每一笔都要。" inputmode="decimal" />
          <Field {...field('source')} hint="会写在食堂充值的页面上，例如：滕民发〔2026〕3 号第五条。" />
          <button class="act main">照这样定</button>
          <p class="hint">定了马上管用，只管以后收的、退的。已经存得比新限额多的，不用退，只是不能再存。</p>
        </PostForm>
      </section>
      {before.length > 0 ? <Before rules={before} /> : null}
    </StaffLayout>
  );
}

function Now({ rule, done }: { rule: OperatorSettingsPageProps['rules'][number]; done: boolean }) {
  const { topUpMostFen, heldMostFen, refundAloneMostFen, source, setAt, setBy } = rule;
  const limits = `一次最多收 ${yuanText(topUpMostFen)} 元，一个人一共最多存 ${yuanText(heldMostFen)} 元，退款超过 ${yuanText(refundAloneMostFen)} 元要两个人`;
  return <NowHolds done={done} what={limits} by={`凭${source}。${dateText(serviceDateOf(setAt))}起，${setBy}定的。`} />;
}

function Before({ rules }: Pick<OperatorSettingsPageProps, 'rules'>) {
  return (
    <section class="card">
      <h2>以前的</h2>
      <Table
        class="ledger"
        columns={[{ head: '从哪天起' }, { head: '凭什么' }, { head: '谁定的' }, { head: '一次（元）', numeric: true }, { head: '一共（元）', numeric: true }, { head: '一人退（元）', numeric: true }]}
        rows={rules.map((one) => [
          dateText(serviceDateOf(one.setAt)), one.source, one.setBy, yuanGrouped(one.topUpMostFen), yuanGrouped(one.heldMostFen), yuanGrouped(one.refundAloneMostFen),
        ])}
      />
    </section>
  );
}
