import type { ServiceDate } from '../../src/domain/calendar.ts';
import { sumFen, yuanText, type Fen } from '../../src/domain/money.ts';
import { Acts } from '../acts.tsx';
import { Pages } from '../canteen/prepaid-page.tsx';
import { Field } from '../form.tsx';
import { dateText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { Figure } from './figure.tsx';

export type PrepaidPageProps = {
  frame: StaffFrame;
  date: ServiceDate;
  today: ServiceDate;
  operators: readonly { id: string; name: string; agreementTo: ServiceDate | null; people: number; fen: Fen }[];
  waiting: readonly { id: string; elderName: string; operatorName: string; toOperatorName: string | null; amountFen: Fen; requestedByName: string }[];
  /** Whose limits this office sets. Null: none are set yet. */
  limits: readonly { id: string; name: string; topUpMostFen: Fen | null; heldMostFen: Fen | null; refundAloneMostFen: Fen | null }[];
};

/** What the operators hold of elders' money, at the end of any day. */
export function PrepaidPage({ frame, date, today, operators, waiting, limits }: PrepaidPageProps) {
  return (
    <StaffLayout frame={frame} title="预存款">
      <h1>老人的预存款</h1>
      {waiting.length > 0 ? (
        <section class="card alarm">
          <h2>等第二个人同意的</h2>
          <ul>
            {waiting.map((one) => (
              <li>
                <a href={paths.move(one.id)}>
                  {one.elderName} {yuanText(one.amountFen)} 元，从{one.operatorName}转到{one.toOperatorName}，{one.requestedByName}提的
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <DayForm date={date} action={paths.prepaid()} />
      <section class="card">
        {operators.length === 0 ? (
          <p class="empty">到 {dateText(date)}，没有一家运营机构存着老人的预存款。老人在食堂交现金充值以后，这里按运营机构列出。</p>
        ) : (
          <>
            <div class="figures sums">
              <Figure value={yuanGrouped(sumFen(operators.map((one) => one.fen)))} label={`到 ${dateText(date)}，一共（元）`} />
              <Figure value={String(operators.reduce((sum, one) => sum + one.people, 0))} label="户" />
            </div>
            <Table
              class="ledger"
              columns={[{ head: '运营机构' }, { head: '协议到' }, { head: '户数', numeric: true }, { head: '预存款（元）', numeric: true }]}
              rows={operators.map((one) => [
                <a href={paths.prepaidOf(one.id, { date })}>{one.name}</a>,
                one.agreementTo === null ? '' : `${dateText(one.agreementTo)}${one.agreementTo <= today ? '，已到期' : ''}`,
                String(one.people),
                yuanGrouped(one.fen),
              ])}
            />
            <p class="acts">
              <a class="act" href={paths.prepaidCsv(date)} download>
                下载明细表（CSV）
              </a>
            </p>
          </>
        )}
      </section>
      {limits.length > 0 ? <Limits limits={limits} /> : null}
      <p class="notes">按每一笔充值、扣饭钱、退款算到那一天结束为止。已订了饭、还没吃的，仍算在里面。</p>
    </StaffLayout>
  );
}

function Limits({ limits }: Pick<PrepaidPageProps, 'limits'>) {
  const shown = (amount: Fen | null) => (amount === null ? '没定' : yuanGrouped(amount));
  return (
    <section class="card">
      <h2>限额</h2>
      <Table
        class="ledger"
        columns={[{ head: '运营机构' }, { head: '一次最多收（元）', numeric: true }, { head: '一人最多存（元）', numeric: true }, { head: '一人能退（元）', numeric: true }]}
        rows={limits.map((one) => [<a href={paths.operatorSettings(one.id)}>{one.name}</a>, shown(one.topUpMostFen), shown(one.heldMostFen), shown(one.refundAloneMostFen)])}
      />
      <p class="hint">没定限额的，食堂不能收预存款。点名称去定。</p>
    </section>
  );
}

function DayForm({ date, action }: { date: ServiceDate; action: string }) {
  return (
    <form method="get" action={action} class="card row">
      <Field name="date" label="看哪一天结束时的数" type="date" value={date} />
      <button class="act">看</button>
    </form>
  );
}

export type OperatorPrepaidPageProps = {
  frame: StaffFrame;
  date: ServiceDate;
  today: ServiceDate;
  operator: { id: string; name: string; fen: Fen; people: number };
  rows: readonly { elderId: string; elderName: string; phone: string; village: string; pointName: string; fen: Fen }[];
  page: number;
  pages: number;
};

/** One operator, elder by elder; a canteen that closes gives each balance on or back. */
export function OperatorPrepaidPage({ frame, date, today, operator, rows, page, pages }: OperatorPrepaidPageProps) {
  const columns = [{ head: '姓名' }, { head: '电话' }, { head: '住在' }, { head: '常去' }, { head: '预存款（元）', numeric: true }, { head: '能办什么' }];
  return (
    <StaffLayout frame={frame} title="预存款">
      <p class="trail">
        <a href={paths.prepaid(date)}>← 各运营机构</a>
      </p>
      <h1>{operator.name}</h1>
      <DayForm date={date} action={paths.prepaidOf(operator.id)} />
      <section class="card">
        <div class="figures sums">
          <Figure value={yuanGrouped(operator.fen)} label={`到 ${dateText(date)}，预存款（元）`} />
          <Figure value={String(operator.people)} label="户" />
        </div>
        <Table
          class="ledger"
          columns={date === today ? columns : columns.slice(0, 5)}
          rows={rows.map((one) => [
            one.elderName,
            one.phone === '' ? '没有电话' : one.phone,
            one.village,
            one.pointName,
            yuanGrouped(one.fen),
            ...(date === today ? [<Acts><a href={paths.moves({ elder: one.elderId, holder: operator.id })}>转到别家</a></Acts>] : []),
          ])}
        />
        <Pages page={page} pages={pages} hrefOf={(other) => paths.prepaidOf(operator.id, { date, page: other })} />
      </section>
      <p class="notes">食堂停办：老人愿意的，把预存款转到别家（要第二个人同意）；要现金的，由食堂在“登记吃饭”里退给本人。</p>
    </StaffLayout>
  );
}
