import type { Instant } from '../src/domain/calendar.ts';
import { CARD_END_REASONS, type CardEndReason } from '../src/domain/card.ts';
import { Candidates, type CandidateLine } from './candidates.tsx';
import { Radios } from './choice-fields.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from './form.tsx';
import { dayAndClock } from './format.tsx';
import { paths, type Door } from './paths.ts';
import { StaffLayout, type StaffFrame } from './staff-layout.tsx';
import { Table } from './table.tsx';

export const cardEndLabel: Record<CardEndReason, string> = { lost: '丢了', damaged: '坏了，看不清', misprinted: '印错了', returned: '不用了，交回来' };

export type CardSearchPageProps = {
  frame: StaffFrame;
  door: Door;
  typed?: string;
  problem?: string;
  people?: readonly CandidateLine[];
  more?: boolean;
};

/** Whose card: a name, the last four digits of a telephone, or the number on a card. Posted, so that no name stands in an address. */
export function CardSearchPage({ frame, door, typed, problem, people = [], more }: CardSearchPageProps) {
  return (
    <StaffLayout frame={frame} title="助餐卡">
      <h1>助餐卡</h1>
      <PostForm action={paths.cards(door)} class="card find">
        <Field name="q" label="姓名、手机号后四位，或卡号" value={typed} errors={problem ? [{ field: 'q', message: problem }] : []} autofocus class="big" />
        <button class="act">查找</button>
      </PostForm>
      {people.length > 0 ? (
        <Candidates people={people} more={more ?? false} />
      ) : (
        <p class="hint">先找到人，再办卡、换卡、停卡。卡上有方块码，老人用手机一扫就能订饭，什么都不用打。</p>
      )}
    </StaffLayout>
  );
}

export type CardLine = {
  id: string;
  issuedAt: Instant;
  issuedByName: string | null;
  revokedAt: Instant | null;
  revokedByName: string | null;
  reason: CardEndReason | null;
};

export type HolderPageProps = {
  frame: StaffFrame;
  door: Door;
  person: { id: string; name: string; age: number; village: string; pointName: string };
  deceased: boolean;
  cards: readonly CardLine[];
  /** The card in use can still be printed: it was made within the day. */
  printable: boolean;
  requestKey: string;
  errors?: readonly FieldError[];
  /** What was chosen in a form that was refused. */
  chosen?: string;
};

/** One person's cards: make one, make another in its place, stop one; and what became of the earlier ones. */
export function HolderPage(props: HolderPageProps) {
  const { frame, door, person, deceased, cards, errors = [] } = props;
  const inUse = cards.find((one) => one.revokedAt === null);
  return (
    <StaffLayout frame={frame} title="助餐卡">
      <h1>助餐卡：{person.name}</h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <p>
          {person.age} 岁，{person.village}，常在{person.pointName}
        </p>
        {deceased ? <p class="wrong">档案里登记本人已去世，不能办卡。登记有误，请找民政核对。</p> : <Making {...props} inUse={inUse} />}
      </section>
      {inUse ? <Ending {...props} inUse={inUse} /> : null}
      <section class="card">
        <Table
          caption="办过的卡"
          columns={['办卡', '谁办的', '现在', '为什么'].map((head) => ({ head }))}
          rows={cards.map((one) => [
            dayAndClock(one.issuedAt),
            one.issuedByName ?? '建档时',
            one.revokedAt === null ? '在用' : `${dayAndClock(one.revokedAt)} 停用${one.revokedByName ? `，${one.revokedByName}` : ''}`,
            one.reason ? cardEndLabel[one.reason] : '',
          ])}
        />
        {cards.length === 0 ? <p class="empty">还没有办过卡。</p> : null}
      </section>
      <p class="trail">
        <a href={paths.cards(door)}>找另一位</a>
      </p>
    </StaffLayout>
  );
}

const reasons = CARD_END_REASONS.map((value) => ({ value, label: cardEndLabel[value] }));

function Making({ door, person, printable, requestKey, errors, chosen, inUse }: HolderPageProps & { inUse: CardLine | undefined }) {
  const hidden = { key: requestKey, elder: person.id };
  if (!inUse) {
    return (
      <PostForm action={paths.cardIssues(door)} hidden={hidden}>
        <button class="act main big">办一张卡，打印</button>
      </PostForm>
    );
  }
  return (
    <>
      {printable ? (
        <p>
          <a class="act main" href={paths.cardSheet(door, inUse.id)}>
            打印这张卡
          </a>
        </p>
      ) : null}
      <PostForm action={paths.cardIssues(door)} hidden={hidden}>
        <Radios legend="换一张新的，旧的马上停用。为什么换？" name="reason" options={reasons.slice(0, 3)} value={chosen} errors={errors} />
        <button class={printable ? 'act' : 'act main'}>换新卡，打印</button>
      </PostForm>
    </>
  );
}

function Ending({ door, inUse, errors, chosen }: HolderPageProps & { inUse: CardLine }) {
  return (
    <section class="card">
      <h2>只停用，不办新的</h2>
      <p class="hint">停用以后，这张卡扫不开，正用它订饭的手机也马上退出。</p>
      <PostForm action={paths.cardRevocation(door, inUse.id)}>
        <Radios legend="为什么停？" name="why" options={reasons} value={chosen} errors={errors} />
        <button class="act">停用这张卡</button>
      </PostForm>
    </section>
  );
}
