import { ROLES, type Role } from '../../src/domain/access.ts';
import type { AccessRequestKind } from '../../src/domain/access-request.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Resets } from '../../src/domain/staff-login.ts';
import { Acts } from '../acts.tsx';
import { Pages } from '../canteen/prepaid-page.tsx';
import { Select } from '../choice-fields.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { fewAdministrators, roleLabel, wantedText } from './people-text.ts';

export type PersonLine = { id: string; name: string; unit: string; disabledAt: Instant | null; grants: readonly { role: Role; place: string }[] };
export type WaitingAccess = {
  id: string; personName: string; unit: string; kind: AccessRequestKind; role: Role | null; placeName: string; resets: Resets | null;
  requestedAt: Instant; requestedByName: string; own: boolean;
};

export type PeoplePageProps = {
  frame: StaffFrame;
  waiting: readonly WaitingAccess[];
  administrators: number;
  people: readonly PersonLine[];
  towns: readonly { code: string; name: string }[];
  filter: { role?: string | undefined; town?: string | undefined };
  count: number;
  page: number;
  pages: number;
};

/** Who works here and what they may do; first of all what waits for a second administrator. */
export function PeoplePage({ frame, waiting, administrators, people, towns, filter, count, page, pages }: PeoplePageProps) {
  const few = fewAdministrators(administrators);
  return (
    <StaffLayout frame={frame} title="人员和授权">
      <h1>人员和授权</h1>
      {few ? <p class={administrators < 2 ? 'card alarm wrong' : 'card'}>{few}</p> : null}
      <Waiting waiting={waiting} />
      <section class="card">
        <SearchForm typed="" errors={[]} />
      </section>
      <section class="card">
        <FilterForm towns={towns} filter={filter} />
        {people.length === 0 ? <p class="empty">没有这样的人。</p> : <PeopleTable people={people} caption={`共 ${count} 人`} />}
        <Pages page={page} pages={pages} hrefOf={(one) => paths.people({ ...(filter.role ? { role: filter.role } : {}), ...(filter.town ? { town: filter.town } : {}), page: one })} />
      </section>
    </StaffLayout>
  );
}

function Waiting({ waiting }: Pick<PeoplePageProps, 'waiting'>) {
  if (waiting.length === 0) return null;
  return (
    <section class="card alarm">
      <h2>等第二位管理员确认，{waiting.length} 份</h2>
      <ul>
        {waiting.map((one) => (
          <li>
            <a href={paths.accessRequest(one.id)}>
              {one.personName}（{one.unit}）：{wantedText(one)}
            </a>{' '}
            <small>
              {one.own ? '您提的，等别的管理员' : `${one.requestedByName}提的`}，{dayAndClock(one.requestedAt)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SearchForm({ typed, errors }: { typed: string; errors: readonly FieldError[] }) {
  return (
    <PostForm action={paths.peopleSearch()} searches>
      <Field name="q" label="找谁？打姓名或者单位" value={typed} errors={errors} />
      <p class="acts">
        <button class="act main">查找</button>
        <Acts>
          <a class="act" href={paths.newPerson()}>
            登记新的工作人员
          </a>
        </Acts>
      </p>
    </PostForm>
  );
}

function FilterForm({ towns, filter }: Pick<PeoplePageProps, 'towns' | 'filter'>) {
  const roles = ROLES.map((role) => ({ value: role, label: roleLabel[role] }));
  return (
    <form method="get" action={paths.people()}>
      <Select
        name="role"
        label="做什么的"
        value={filter.role ?? ''}
        options={[{ value: '', label: '所有人' }, ...roles, { value: 'none', label: '没有授权的' }, { value: 'disabled', label: '停用的' }]}
      />
      <Select
        name="town"
        label="管哪个镇街的（连它的村、助餐点）"
        value={filter.town ?? ''}
        options={[{ value: '', label: '全部' }, ...towns.map(({ code, name }) => ({ value: code, label: name }))]}
      />
      <button class="act">看这些人</button>
    </form>
  );
}

function PeopleTable({ people, caption }: { people: readonly PersonLine[]; caption: string }) {
  return (
    <Table
      class="ledger folded pair"
      caption={caption}
      columns={[{ head: '姓名' }, { head: '单位' }, { head: '能做什么' }]}
      rows={people.map((one) => [<a href={paths.person(one.id)}>{one.name}</a>, one.unit, <Grants {...one} />])}
      rowClass={(index) => (people[index]?.disabledAt ? 'wrong' : undefined)}
    />
  );
}

function Grants({ disabledAt, grants }: PersonLine) {
  const held = grants.map(({ role, place }) => `${roleLabel[role]}，${place}`).join('；');
  if (disabledAt !== null) return <>已停用</>;
  return <>{held || '还没有授权'}</>;
}

export type FoundPeopleProps = { frame: StaffFrame; typed: string; errors: readonly FieldError[]; people: readonly PersonLine[]; more: boolean };

/** Whom a search has found. */
export function FoundPeoplePage({ frame, typed, errors, people, more }: FoundPeopleProps) {
  return (
    <StaffLayout frame={frame} title="查找工作人员">
      <p class="trail">
        <a href={paths.people()}>← 人员和授权</a>
      </p>
      <h1>查找</h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <SearchForm typed={typed} errors={errors} />
        {errors.length > 0 ? null : people.length === 0 ? (
          <p class="empty">
            没有查到。请少打一个字试试<Acts>；还没登记过，就登记新的</Acts>。
          </p>
        ) : (
          <PeopleTable people={people} caption={more ? '先列这些，还有更多，请多打几个字' : `查到 ${people.length} 人`} />
        )}
      </section>
    </StaffLayout>
  );
}

export type NewPersonProps = { frame: StaffFrame; typed: { name: string; unit: string }; errors: readonly FieldError[]; same: { id: string; name: string } | null; requestKey: string };

/** Somebody new. What they may do is asked for afterwards, on their page. */
export function NewPersonPage({ frame, typed, errors, same, requestKey }: NewPersonProps) {
  return (
    <StaffLayout frame={frame} title="登记工作人员">
      <p class="trail">
        <a href={paths.people()}>← 人员和授权</a>
      </p>
      <h1>登记工作人员</h1>
      <ErrorSummary errors={errors} />
      {same ? (
        <p class="card">
          已经登记的：<a href={paths.person(same.id)}>{same.name}</a>
        </p>
      ) : null}
      <section class="card">
        <PostForm action={paths.people()} hidden={{ key: requestKey }}>
          <Field name="name" label="姓名" hint="照身份证写，以后的记录都用这个名字" value={typed.name} errors={errors} />
          <Field name="unit" label="单位" hint="例如：民政局养老服务科；某某街道长者食堂" value={typed.unit} errors={errors} />
          <button class="act main">登记</button>
        </PostForm>
      </section>
      <p class="notes">登记以后还什么都不能做：接着在这个人的页面上提请授权，另一位管理员确认。</p>
    </StaffLayout>
  );
}
