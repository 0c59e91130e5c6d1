import type { Instant, Month, ServiceDate } from '../../src/domain/calendar.ts';
import { addMonths } from '../../src/domain/calendar.ts';
import type { ApplicationState } from '../../src/domain/application.ts';
import { CLAIM_KINDS, type ClaimKind, type Wish } from '../../src/domain/application-claim.ts';
import type { Diet } from '../../src/domain/diet.ts';
import type { FactKind } from '../../src/domain/elder.ts';
import type { Relation } from '../../src/domain/family.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { OrderState } from '../../src/domain/order.ts';
import { applicationStateLabel, claimText, subjectText, type Category } from '../application-text.ts';
import { relationLabel } from '../family-text.ts';
import { dateText, dayAndClock, dayText, monthText, yuanGrouped } from '../format.tsx';
import { LookPanel, type LookPanelProps } from '../look-panel.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { cooksChoiceLabel, weekdaysText } from '../standing-order-text.ts';
import { Table } from '../table.tsx';
import { dietItemText, modeLabel, orderStateLabel, placeUnknown, slotLabel, textureLabel } from '../text.ts';
import { MonthNav } from './month-nav.tsx';

export type ElderPageProps = {
  frame: StaffFrame;
  elder: { id: string; name: string; sex: 'female' | 'male'; age: number; village: string; registered: string | null; pointName: string };
  /** Never why, and without the note: that is the kitchen's. */
  diet: Omit<Diet, 'note'>;
  register: readonly RegisterLine[];
  categories: readonly Category[];
  orders: readonly OrderLine[];
  month: Month;
  latest: Month;
  standing: readonly { slot: MealSlot; weekdays: string; mode: ServiceMode; from: ServiceDate; mealName: string | null; pointName: string | null }[];
  pauses: readonly { from: ServiceDate; resume: ServiceDate | null; endedFrom: ServiceDate | null }[];
  relatives: readonly { name: string; relation: Relation }[];
  cards: readonly { id: string; issuedAt: Instant; revokedAt: Instant | null }[];
  applications: readonly { /** Null: of a village that is another office's. */ id: string | null; state: ApplicationState; submittedDate: ServiceDate; kind: ClaimKind | null; value: string | null; wish: Wish }[];
  look: LookPanelProps;
  /** Whether the reader may follow what was done about this person. */
  trail: boolean;
};
type RegisterLine = { kind: FactKind; value: string; from: ServiceDate; to: ServiceDate | null; source: string; document: string | null };
type OrderLine = {
  /** Null: of a point that is another office's. */
  id: string | null;
  serviceDate: ServiceDate;
  slot: MealSlot;
  mode: ServiceMode;
  state: OrderState;
  priceFen: Fen;
  selfPayFen: Fen;
  mealName: string;
  pointName: string | null;
};

/** One person, read and not changed: who they are, what the register says, what they eat, and what is sealed of them. */
export function ElderPage(props: ElderPageProps) {
  const { frame, elder, look, trail } = props;
  return (
    <StaffLayout frame={frame} title="老人档案">
      <h1>{elder.name}</h1>
      <section class="card">
        <p>
          {elder.sex === 'female' ? '女' : '男'}，{elder.age} 岁。住在{elder.village}，户籍{elder.registered ?? placeUnknown}，常在{elder.pointName}吃饭。
        </p>
        <p>{dietWords(props.diet)}</p>
      </section>
      <LookPanel {...look} />
      <Register {...props} />
      <Orders {...props} />
      <Arranged {...props} />
      <Applications {...props} />
      <p class="trail">
        <a href={paths.civilElders()}>找另一位</a>
        {trail ? <a href={paths.audit({ whose: elder.id })}>谁看过、谁办过（审计）</a> : null}
      </p>
    </StaffLayout>
  );
}

function dietWords({ items, texture, feedingHelp, askedAt }: ElderPageProps['diet']): string {
  if (askedAt === null) return '忌口和过敏：还没有问过。';
  const words = [...(texture === 'regular' ? [] : [`要${textureLabel[texture]}`]), ...(feedingHelp ? ['要人喂'] : []), ...items.map(dietItemText)];
  return words.length === 0 ? '忌口和过敏：问过，没有。' : `忌口和过敏：${words.join('；')}。`;
}

/** A point of another office. */
const elsewhere = '别处';

const otherFactLabel = { institution: '入住养老机构', hospital: '住院', death: '去世' } as const;
const factText = ({ kind, value }: RegisterLine, categories: readonly Category[]) =>
  kind === 'institution' || kind === 'hospital' || kind === 'death' ? otherFactLabel[kind] : claimText({ kind: claimKind(kind), value }, categories);
const claimKind = (kind: Exclude<FactKind, 'institution' | 'hospital' | 'death'>): ClaimKind => CLAIM_KINDS.find((one) => one === kind) ?? 'category';

function Register({ register, categories }: ElderPageProps) {
  return (
    <section class="card">
      <h2>登记在册的</h2>
      {register.length === 0 ? (
        <p class="empty">没有登记困难类别、能力等级、残疾、居住情况。名册应用、申请批准以后，在这里。</p>
      ) : (
        <Table
          class="ledger"
          columns={['是什么', '从哪天起', '到哪天止', '凭什么'].map((head) => ({ head }))}
          rows={register.map((one) => [
            factText(one, categories),
            dateText(one.from),
            one.to === null ? '还有效' : `${dateText(one.to)}（当天起不算）`,
            [one.source, one.document ?? ''].filter(Boolean).join('，'),
          ])}
        />
      )}
    </section>
  );
}

function Orders({ elder, orders, month, latest }: ElderPageProps) {
  return (
    <section class="card">
      <h2>{monthText(month)}订的饭</h2>
      {orders.length === 0 ? (
        <p class="empty">这个月没有订饭。</p>
      ) : (
        <Table
          class="ledger"
          columns={[{ head: '哪一顿' }, { head: '菜' }, { head: '在哪里' }, { head: '怎么吃' }, { head: '怎么样了' }, { head: '饭钱（元）', numeric: true }, { head: '自己付（元）', numeric: true }]}
          rows={orders.map((one) => {
            const when = `${dayText(one.serviceDate)} ${slotLabel[one.slot]}`;
            const which = one.id === null ? when : <a href={paths.civilOrder(one.id)}>{when}</a>;
            return [which, one.mealName, one.pointName ?? elsewhere, modeLabel[one.mode], orderStateLabel[one.state], yuanGrouped(one.priceFen), yuanGrouped(one.selfPayFen)];
          })}
        />
      )}
      <MonthNav month={month} next={month < latest ? addMonths(month, 1) : null} hrefOf={(other) => paths.civilElder(elder.id, { month: other })} />
    </section>
  );
}

function Arranged({ standing, pauses, relatives, cards }: ElderPageProps) {
  const inUse = cards.find((one) => one.revokedAt === null);
  return (
    <section class="card">
      <h2>长期订餐、家里人、助餐卡</h2>
      <ul>
        {standing.map((one) => (
          <li>
            长期订餐：{weekdaysText(one.weekdays)}
            {slotLabel[one.slot]}，{one.mealName ?? cooksChoiceLabel}，{modeLabel[one.mode]}，在{one.pointName ?? elsewhere}，从 {dateText(one.from)} 起
          </li>
        ))}
        {standing.length === 0 ? <li>没有长期订餐。</li> : null}
        {pauses.map((one) => (
          <li>
            暂停：从 {dateText(one.from)} {untilText(one)}
          </li>
        ))}
        {relatives.map((one) => (
          <li>
            家里人代订：{one.name}，{relationLabel[one.relation]}
          </li>
        ))}
        {relatives.length === 0 ? <li>没有家里人代订。</li> : null}
        <li>{inUse ? `助餐卡在用，${dayAndClock(inUse.issuedAt)} 办的。` : '没有在用的助餐卡。'}{cards.length > 1 ? `前后办过 ${cards.length} 张。` : ''}</li>
      </ul>
    </section>
  );
}

const untilText = ({ resume, endedFrom }: ElderPageProps['pauses'][number]) => {
  const to = endedFrom ?? resume;
  return to === null ? '起，还没定哪天接着吃' : `到 ${dateText(to)} 接着吃`;
};

function Applications({ applications, categories }: ElderPageProps) {
  if (applications.length === 0) return null;
  return (
    <section class="card">
      <h2>申请过的</h2>
      <ul>
        {applications.map((one) => (
          <li>
            {one.id === null ? subjectText(one, categories) : <a href={paths.civilApplication(one.id)}>{subjectText(one, categories)}</a>}，{dateText(one.submittedDate)}，{applicationStateLabel[one.state]}
          </li>
        ))}
      </ul>
    </section>
  );
}
