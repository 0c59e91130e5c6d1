import { ROLES, type Role } from '../../src/domain/access.ts';
import { Select, TextArea } from '../choice-fields.tsx';
import { ErrorSummary, PostForm, Refusal, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { placeQuestion, roleHint, roleLabel } from './people-text.ts';
import type { PersonHead } from './person-page.tsx';

export type Place = { id: string; name: string; group: string | null };

export type AccessFormPageProps = {
  frame: StaffFrame;
  person: PersonHead;
  kind: 'grant' | 'enable';
  /** Null: to be chosen first. */
  role: Role | null;
  /** The town whose villages are meant; null: to be chosen first, of `towns`. */
  town: string | null;
  towns: readonly Place[];
  places: readonly Place[];
  replaced: { id: string; role: Role; placeName: string } | null;
  typed: { place: string; reason: string };
  errors: readonly FieldError[];
  requestKey: string;
  refusal?: string;
};

/** What is asked for, one question after the other: which role, where, why. */
export function AccessFormPage(props: AccessFormPageProps) {
  const { frame, person, kind, role, town, replaced, errors, refusal } = props;
  const asks = kind === 'enable' ? '提请重新启用' : '提请授权';
  return (
    <StaffLayout frame={frame} title={asks}>
      <p class="trail">
        <a href={paths.person(person.id)}>← {person.name}</a>
      </p>
      <h1>
        {person.name}：{asks}
      </h1>
      <Refusal words={refusal} />
      <ErrorSummary errors={errors} />
      {replaced ? <p class="card">{`确认以后，同时收回：${roleLabel[replaced.role]}，${replaced.placeName}`}</p> : null}
      <section class="card">{kind === 'grant' && role === null ? <Roles {...props} /> : role === 'community_worker' && town === null ? <Towns {...props} /> : <AskForm {...props} />}</section>
      <p class="notes">另一位管理员确认以后才生效；提的人、被授权的人都不能自己确认。</p>
    </StaffLayout>
  );
}

const replaces = ({ replaced }: AccessFormPageProps) => (replaced ? { replaces: replaced.id } : {});

function Roles(props: AccessFormPageProps) {
  return (
    <>
      <h2>做什么</h2>
      {ROLES.map((role) => (
        <a class="choice-line" href={paths.newAccessRequest(props.person.id, { role, ...replaces(props) })}>
          <b>{roleLabel[role]}</b>
          <small>{roleHint[role]}</small>
        </a>
      ))}
    </>
  );
}

function Towns(props: AccessFormPageProps) {
  const { person, towns, replaced } = props;
  return (
    <form method="get" action={paths.newAccessRequest(person.id)}>
      <input type="hidden" name="role" value="community_worker" />
      {replaced ? <input type="hidden" name="replaces" value={replaced.id} /> : null}
      <Select name="town" label="在哪个镇街" options={towns.map(({ id, name }) => ({ value: id, label: name }))} />
      <button class="act main">下一步</button>
    </form>
  );
}

function AskForm({ person, kind, role, town, places, replaced, typed, errors, requestKey }: AccessFormPageProps) {
  const hidden = {
    key: requestKey,
    kind,
    ...(role ? { role } : {}),
    ...(town ? { town } : {}),
    ...(replaced ? { replaces: replaced.id } : {}),
  };
  return (
    <PostForm action={paths.accessRequests(person.id)} hidden={hidden}>
      {role ? (
        <>
          <p>
            <b>{roleLabel[role]}</b>：{roleHint[role]}。
          </p>
          {places.length === 0 ? <p class="empty">您管的地方没有可选的。</p> : null}
          <Select
            name="place"
            label={placeQuestion[role]}
            value={typed.place}
            errors={errors}
            options={[
              ...(places.length === 1 ? [] : [{ value: '', label: '请选' }]),
              ...places.map(({ id, name, group }) => ({ value: id, label: group ? `${group} ${name}` : name })),
            ]}
          />
        </>
      ) : null}
      <TextArea name="reason" label="为什么" hint="例如：接替调走的王敏，局办〔2026〕12 号" value={typed.reason} errors={errors} />
      <button class="act main">请另一位管理员确认</button>
    </PostForm>
  );
}
