import { WISHES } from '../../src/domain/application-claim.ts';
import { relationOptions, wishLabel } from '../application-text.ts';
import { Radios, Select, TextArea } from '../choice-fields.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { FamilyLayout } from './family-layout.tsx';

type Place = { code: string; name: string };

/** First where the elder lives: who checks depends on it. */
export function FamilyTownPage({ towns }: { towns: readonly Place[] }) {
  return (
    <FamilyLayout title="替老人申请">
      <h1>老人住在哪个镇、哪条街道？</h1>
      <p>不用注册。填好以后，村或社区会给您打电话。</p>
      <section class="card">
        <ul class="pairs-plain">
          {towns.map(({ code, name }) => (
            <li>
              <a class="act" href={paths.familyApplications(code)}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </FamilyLayout>
  );
}

export type FamilyApplicationProps = {
  town: Place;
  villages: readonly Place[];
  requestKey: string;
  typed: Readonly<Record<string, string | undefined>>;
  errors: readonly FieldError[];
  refusal?: string;
};

/** One plain form: for whom, what it is about, who asks. */
export function FamilyApplicationPage({ town, villages, requestKey, typed, errors, refusal }: FamilyApplicationProps) {
  return (
    <FamilyLayout title="替老人申请">
      <h1>替老人申请补贴资格</h1>
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <ErrorSummary errors={errors} />
      <PostForm action={paths.familyApplications()} class="stack" hidden={{ key: requestKey, town: town.code }}>
        <section class="card">
          <h2>老人</h2>
          <Select
            name="village"
            label={`住在${town.name}的哪个村、社区`}
            options={[{ value: '', label: '请选' }, ...villages.map(({ code, name }) => ({ value: code, label: name }))]}
            value={typed['village']}
            errors={errors}
          />
          <Field name="name" label="老人姓名" value={typed['name']} errors={errors} />
          <Field name="idNumber" label="老人身份证号" hint="只给村或社区核对用，加密保存。" value={typed['idNumber']} errors={errors} />
          <Radios legend="什么情况" name="wish" options={WISHES.map((value) => ({ value, label: wishLabel[value] }))} value={typed['wish']} errors={errors} />
          <TextArea name="note" label="还想说的（可以不填）" value={typed['note']} errors={errors} />
        </section>
        <section class="card">
          <h2>您</h2>
          <Field name="applicant" label="您的姓名" value={typed['applicant']} errors={errors} />
          <Select name="relation" label="您是老人的" options={relationOptions.map((value) => ({ value, label: value }))} value={typed['relation']} errors={errors} />
          <Field name="phone" label="您的电话" hint="村或社区打这个电话联系您。" inputmode="numeric" value={typed['phone']} errors={errors} />
          <button class="act main">交上去</button>
        </section>
      </PostForm>
    </FamilyLayout>
  );
}

/** What was received, with the number and the code: shown once, and again only to the same page. */
export function FamilyReceivedPage({ applicationNo, code, village }: { applicationNo: string; code: string; village: string }) {
  return (
    <FamilyLayout title="收到了">
      <h1>收到了，请记下这两个号</h1>
      <section class="card">
        <div class="figures sums">
          <div class="figure">
            <b>{applicationNo}</b>
            <small>申请号</small>
          </div>
          <div class="figure">
            <b>{code}</b>
            <small>查询码</small>
          </div>
        </div>
        <p>{village}会打电话联系您，问清楚以后登记、核查。办到哪一步、结果和原因，用这两个号都能查到。</p>
        <p class="wrong">查询码只在这里显示。请抄下来，或者把这一页拍下来。</p>
        <p>
          <a class="act" href={paths.familyLookUp()}>
            查申请
          </a>
        </p>
      </section>
    </FamilyLayout>
  );
}
