import { serviceDateOf, type Instant } from '../../src/domain/calendar.ts';
import { COUNTY_RULES, RULE_FIELDS, type CountyRuleName, type RuleValues, type TypedRule } from '../../src/domain/county-rule.ts';
import { Acts } from '../acts.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dateText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { NowHolds } from './now-holds.tsx';
import { documentHint, ruleFieldText, ruleLabel, ruleText } from './county-rule-text.ts';

export type SetRule = { setAt: Instant; setBy: string; document: string; values: RuleValues };

/** What the county sets, each with what holds now. */
export function CountyRulesPage({ frame, now }: { frame: StaffFrame; now: Readonly<Record<CountyRuleName, SetRule | undefined>> }) {
  return (
    <StaffLayout frame={frame} title="全市的设定">
      <h1>全市的设定</h1>
      <section class="card">
        {COUNTY_RULES.map((name) => {
          const rule = now[name];
          return (
            <a class="choice-line" href={paths.countyRule(name)}>
              <b>{ruleLabel[name]}</b>
              <span>{rule ? ruleText(name, rule.values) : ''}</span>
            </a>
          );
        })}
      </section>
      <p class="notes">
        每一样都写着凭哪份文件、谁定的；改了就是新的一条，以前的都留着。各运营机构的预存款限额在<a href={paths.prepaid()}>预存款</a>里。
      </p>
    </StaffLayout>
  );
}

export type CountyRulePageProps = {
  frame: StaffFrame;
  name: CountyRuleName;
  /** The latest first: it holds. */
  rules: readonly SetRule[];
  typed: TypedRule;
  errors: readonly FieldError[];
  /** It was just set. */
  done: boolean;
};

/** One of them: what holds and by which paper, the form, and what held before. */
export function CountyRulePage({ frame, name, rules, typed, errors, done }: CountyRulePageProps) {
  const [now, ...before] = rules;
  return (
    <StaffLayout frame={frame} title={`${ruleLabel[name]}，设定`}>
      <nav class="trail" aria-label="返回">
        <a href={paths.countyRules()}>← 全市的设定</a>
      </nav>
      <h1>{ruleLabel[name]}</h1>
      <ErrorSummary errors={errors} />
      {now ? (
        <NowHolds done={done} what={ruleText(name, now.values)} by={`凭${now.document}。${sinceText(now)}`} />
      ) : null}
      <Acts>
        <section class="card">
          <PostForm action={paths.countyRule(name)}>
            {RULE_FIELDS[name].map((field) => {
              const { label = field.name, hint } = ruleFieldText[field.name] ?? {};
              return <Field name={field.name} label={label} value={typed[field.name]} errors={errors} inputmode={field.kind === 'time' ? 'text' : 'numeric'} {...(hint ? { hint } : {})} />;
            })}
            <Field name="document" label="凭什么" hint={documentHint(name)} value={typed['document']} errors={errors} />
            <button class="act main">照这样定</button>
            <p class="hint">定了马上管用。</p>
          </PostForm>
        </section>
      </Acts>
      {before.length > 0 ? <Before name={name} rules={before} /> : null}
    </StaffLayout>
  );
}

/** What came with the migrations nobody set. */
const sinceText = ({ setAt, setBy }: SetRule) => (setAt === 0 ? '系统装好时就有，还没有人定过。' : `${dateText(serviceDateOf(setAt))}起，${setBy}定的。`);

function Before({ name, rules }: Pick<CountyRulePageProps, 'name' | 'rules'>) {
  return (
    <section class="card">
      <h2>以前的</h2>
      <Table
        class="ledger"
        columns={[{ head: '从哪天起' }, { head: '定的什么' }, { head: '凭什么' }, { head: '谁定的' }]}
        rows={rules.map((one) => [one.setAt === 0 ? '一开始' : dateText(serviceDateOf(one.setAt)), ruleText(name, one.values), one.document, one.setAt === 0 ? '系统' : one.setBy])}
      />
    </section>
  );
}
