import { relationOptions, type Category } from '../application-text.ts';
import { Select, TextArea, type Option } from '../choice-fields.tsx';
import { ErrorSummary, Field, PostForm } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { ClaimField, HomeFields, PaperFields, type Filled } from './application-fields.tsx';

export type NewApplicationProps = Filled & {
  frame: StaffFrame;
  requestKey: string;
  /** Null: somebody new to the system. */
  person: { id: string; name: string; age: number } | null;
  villages: readonly { code: string; name: string; kind: string }[];
  registeredOptions: readonly Option[];
  points: readonly { id: string; name: string }[];
  categories: readonly Category[];
  /** What stands in the way of the whole: open already, holds already, lives elsewhere. */
  refusal?: { words: string; href?: string };
};

/** One form for the whole application, as it is taken in at a desk. */
export function NewApplicationPage(props: NewApplicationProps) {
  const { frame, person, villages, typed, errors, refusal, requestKey } = props;
  const villageKind = villages[0]?.kind ?? '';
  return (
    <StaffLayout frame={frame} title="登记申请">
      <h1>{person ? `登记申请：${person.name}，${person.age} 岁` : '登记申请：新来的人'}</h1>
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal.words} {refusal.href ? <a href={refusal.href}>看那一份</a> : null}
        </p>
      ) : null}
      <ErrorSummary errors={errors} />
      <PostForm action={paths.communityApplications()} class="stack" hidden={{ key: requestKey, ...(person ? { elder: person.id } : {}) }}>
        <section class="card">
          <h2>申请</h2>
          <ClaimField {...props} />
          <Select name="relation" label="谁来办的" options={relationOptions.map((value) => ({ value, label: value }))} value={typed['relation']} errors={errors} />
          <Field name="applicant" label="代办人姓名" hint="本人来办的，不用填。" value={typed['applicant']} errors={errors} />
        </section>
        {person ? null : <NewPerson {...props} />}
        <section class="card">
          <PaperFields typed={typed} errors={errors} villageKind={villageKind} />
          <TextArea name="note" label="申请理由（本人怎么说的）" value={typed['note']} errors={errors} />
          <button class="act main">登记这份申请</button>
        </section>
      </PostForm>
    </StaffLayout>
  );
}

function NewPerson(props: NewApplicationProps) {
  const { typed, errors, villages } = props;
  return (
    <section class="card">
      <h2>本人</h2>
      <Field name="name" label="姓名" value={typed['name']} errors={errors} />
      <Field name="idNumber" label="身份证号" value={typed['idNumber']} errors={errors} />
      <Field name="phone" label="电话" hint="没有电话可以不填。" inputmode="numeric" value={typed['phone']} errors={errors} />
      <Select name="village" label="住在" options={villages.map(({ code, name }) => ({ value: code, label: name }))} value={typed['village']} errors={errors} />
      <HomeFields {...props} />
    </section>
  );
}
