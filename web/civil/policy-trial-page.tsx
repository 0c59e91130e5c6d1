import type { Month } from '../../src/domain/calendar.ts';
import { fen, sumFen, type Fen } from '../../src/domain/money.ts';
import { isSeller } from '../../src/domain/policy-rules.ts';
import { MOST_TRIAL_FAILURES, type Pair, type PersonChange, type TrialTotals } from '../../src/domain/policy-trial.ts';
import { Acts } from '../acts.tsx';
import { monthText, yuanGrouped } from '../format.tsx';
import { paths, staticFiles } from '../paths.ts';
import { payerWord, type PolicyNames } from '../policy-words.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { Figure } from './figure.tsx';

export type PolicyTrialPageProps = {
  frame: StaffFrame;
  trial: { id: string; draftId: string; month: Month; meals: number; failures: number };
  title: string;
  checkCode: string;
  judged: number;
  eaters: number;
  done: boolean;
  totals: TrialTotals;
  changed: { people: number; meals: number };
  people: readonly (PersonChange & { name: string })[];
  payers: PolicyNames['payers'];
  place: { page: number; pages: number; first: number };
  /** Whether a payer's balance can run out under the text. */
  runsOut: boolean;
};

const count = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** What a month would have cost, and for whom it would have been different. */
export function PolicyTrialPage(props: PolicyTrialPageProps) {
  const { frame, trial, title, checkCode, done } = props;
  return (
    <StaffLayout frame={frame} title="试算" scripts={[staticFiles.carryOn]}>
      <nav class="trail" aria-label="返回">
        <a href={paths.policyDraft(trial.draftId)}>← 这份草稿</a>
      </nav>
      <div>
        <h1>在 {monthText(trial.month)} 的餐上试算</h1>
        <p>
          {title}，核对码 {checkCode}
        </p>
      </div>
      {done ? null : <Progress {...props} />}
      {props.judged === 0 && done ? (
        <section class="card">
          <p class="empty">{monthText(trial.month)}没有已交付的餐，没有可算的。换一个月再试。</p>
        </section>
      ) : (
        <Results {...props} />
      )}
      <div class="notes">
        <p>只算那个月有交付记录的餐，没来吃的、退订的不算。每一餐用当时订单上记下的条件，按下单先后，一人一人地算；限次、限额照新办法一餐一餐累计，月初以前的餐按当时真补的数算进当周、当年。</p>
        {props.runsOut ? <p>出资方有余额、会用完的，这里从文本写的起始余额开始，一人一人地扣：总数是准的，轮到谁时用完与实际先后会有不同。</p> : null}
      </div>
    </StaffLayout>
  );
}

function Progress({ trial, judged }: PolicyTrialPageProps) {
  return (
    <section class="card" aria-live="polite">
      <h2>
        已算 {count(judged)} / {count(trial.meals)} 份
      </h2>
      <progress class="progress" max={Math.max(1, trial.meals)} value={judged} aria-label="算到哪里" />
      <Acts>
        <form method="post" action={paths.policyTrialSteps(trial.id)} data-carry-on>
          <button class="act">继续算</button>
        </form>
      </Acts>
      {trial.failures >= MOST_TRIAL_FAILURES ? (
        <p class="wrong">系统自己接着算，试了 {trial.failures} 次都没成，先停下了。可以再按“继续算”；还不行，请告诉系统管理人员。算过的都存着。</p>
      ) : (
        <p class="hint">一段一段地算，算过的都存着，关掉页面也不会丢：系统在后台也会接着算。</p>
      )}
    </section>
  );
}

const sumOf = (pairs: readonly Pair[]): Pair => ({ before: sumFen(pairs.map((one) => one.before)), after: sumFen(pairs.map((one) => one.after)) });
const publicOf = (totals: TrialTotals) => sumOf(Object.entries(totals.payers).flatMap(([payer, pair]) => (isSeller(payer) ? [] : [pair])));

/** +1,200.00 · -80.00 · 不变 */
export function differenceText({ before, after }: Pair): string {
  const more = fen(after - before);
  return more === 0 ? '不变' : `${more > 0 ? '+' : ''}${yuanGrouped(more)}`;
}

function Results(props: PolicyTrialPageProps) {
  const { totals, changed, done, eaters } = props;
  const beside = sumOf([...Object.values(totals.beside.operator), ...Object.values(totals.beside.delivery)]);
  const subsidy = publicOf(totals);
  const whole = sumOf([subsidy, beside]);
  return (
    <>
      <section class="card">
        {done ? null : <p class="wrong">还没算完，下面是算到现在的数；算完了，下面列出每一个会变的人。</p>}
        <div class="figures sums">
          <Figure value={yuanGrouped(whole.after)} label="新办法要花（元）" />
          <Figure value={yuanGrouped(whole.before)} label="当时花了（元）" />
          <Figure value={differenceText(whole)} label="相差（元）" />
          <Figure value={count(changed.people)} label={`人会变（共 ${count(eaters)} 人）`} />
          <Figure value={count(changed.meals)} label="份餐会变" />
        </div>
      </section>
      <Totals totals={totals} payers={props.payers} subsidy={subsidy} beside={beside} />
      {done ? <People {...props} /> : null}
    </>
  );
}

function Totals({ totals, payers, subsidy, beside }: Pick<PolicyTrialPageProps, 'totals' | 'payers'> & { subsidy: Pair; beside: Pair }) {
  const line = (label: string, pair: Pair) => [label, yuanGrouped(pair.before), yuanGrouped(pair.after), differenceText(pair)];
  const named = (what: string, pairs: Readonly<Record<string, Pair>>) => Object.entries(pairs).map(([payer, pair]) => line(`${what}${payerWord({ payers }, payer)}`, pair));
  return (
    <section class="card">
      <h2>谁出多少</h2>
      <Table
        class="ledger"
        columns={[{ head: '出资方' }, { head: '当时（元）', numeric: true }, { head: '新办法（元）', numeric: true }, { head: '相差（元）', numeric: true }]}
        rows={[
          ...named('', totals.payers),
          line('餐费里的补贴合计', subsidy),
          ...named('餐费以外，运营补贴，', totals.beside.operator),
          ...named('餐费以外，送餐补贴，', totals.beside.delivery),
          ...(beside.before + beside.after === 0 ? [] : [line('餐费以外合计', beside)]),
        ]}
        foot={line('老人自付', totals.selfPay)}
      />
    </section>
  );
}

const columns = [
  { head: '序号', numeric: true }, { head: '姓名' }, { head: '份数', numeric: true }, { head: '会变的', numeric: true }, { head: '补贴，当时', numeric: true }, { head: '补贴，新办法', numeric: true },
  { head: '自付，当时', numeric: true }, { head: '自付，新办法', numeric: true }, { head: '自付相差', numeric: true },
];

function People({ trial, people, place, changed }: PolicyTrialPageProps) {
  return (
    <section class="card">
      <h2>
        {changed.people === 0 ? '谁会变' : `这 ${count(changed.people)} 人会变，变得多的在前`}
      </h2>
      {people.length === 0 ? (
        <p class="empty">没有人的补贴和自付会变。</p>
      ) : (
        <Table
          class="close"
          columns={columns}
          rows={people.map((one, index) => [
            place.first + index,
            <a href={paths.policyTrialPerson(trial.id, one.elderId)}>{one.name}</a>,
            one.meals,
            one.changedMeals,
            yuanGrouped(one.subsidyBeforeFen),
            yuanGrouped(one.subsidyAfterFen),
            yuanGrouped(one.selfPayBeforeFen),
            yuanGrouped(one.selfPayAfterFen),
            differenceText(selfPayOf(one)),
          ])}
        />
      )}
      <Pager trial={trial} place={place} changed={changed} shown={people.length} />
    </section>
  );
}

const selfPayOf = ({ selfPayBeforeFen: before, selfPayAfterFen: after }: { selfPayBeforeFen: Fen; selfPayAfterFen: Fen }): Pair => ({ before, after });

function Pager({ trial, place, changed, shown }: Pick<PolicyTrialPageProps, 'trial' | 'place' | 'changed'> & { shown: number }) {
  if (place.pages === 1) return null;
  return (
    <nav class="trail" aria-label="翻页">
      {place.page > 1 ? <a href={paths.policyTrial(trial.id, place.page - 1)}>← 上一页</a> : null}
      <span>
        第 {place.first} 到 {place.first + shown - 1} 人，共 {changed.people} 人（第 {place.page} 页，共 {place.pages} 页）
      </span>
      {place.page < place.pages ? <a href={paths.policyTrial(trial.id, place.page + 1)}>下一页 →</a> : null}
    </nav>
  );
}
