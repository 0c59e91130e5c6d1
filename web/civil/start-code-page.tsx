import type { Instant } from '../../src/domain/calendar.ts';
import type { Resets } from '../../src/domain/staff-login.ts';
import { TextArea, Ticks } from '../choice-fields.tsx';
import { ErrorSummary, PostForm, Refusal, type FieldError } from '../form.tsx';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { resetsHint, resetsLabel } from './people-text.ts';
import type { PersonHead } from './person-page.tsx';

/** Whoever gives a code has seen the person. */
export function PresentTick({ errors }: { errors: readonly FieldError[] }) {
  return <Ticks legend="这个人在不在" prefix="present" options={[{ value: 'seen', label: '本人就在我面前，看过身份证' }]} ticked={() => false} errors={errors} />;
}

export type StartCodeFormPageProps = {
  frame: StaffFrame;
  person: PersonHead;
  choices: readonly Resets[];
  /** Null: to be chosen first. */
  resets: Resets | null;
  /** Whether another administrator gives it. */
  two: boolean;
  typed: { reason: string };
  errors: readonly FieldError[];
  requestKey: string;
  refusal?: string;
};

/** Which code, and why; what it does before it is given. */
export function StartCodeFormPage(props: StartCodeFormPageProps) {
  const { frame, person, choices, resets, errors, refusal } = props;
  return (
    <StaffLayout frame={frame} title="给开通码">
      <p class="trail">
        <a href={paths.person(person.id)}>← {person.name}</a>
      </p>
      <h1>{person.name}：给开通码</h1>
      <Refusal words={refusal} />
      <ErrorSummary errors={errors} />
      {choices.length === 0 ? null : <section class="card">{resets === null ? <Choices person={person} choices={choices} /> : <GiveForm {...props} resets={resets} />}</section>}
    </StaffLayout>
  );
}

function Choices({ person, choices }: Pick<StartCodeFormPageProps, 'person' | 'choices'>) {
  return (
    <>
      <h2>什么没有了</h2>
      {choices.map((resets) => (
        <a class="choice-line" href={paths.newAccessRequest(person.id, { kind: 'start_code', resets })}>
          <b>{resetsLabel[resets]}</b>
          <small>{resetsHint[resets]}</small>
        </a>
      ))}
    </>
  );
}

function GiveForm({ person, resets, two, typed, errors, requestKey }: StartCodeFormPageProps & { resets: Resets }) {
  const reason = <TextArea name="reason" label="为什么" hint="例如：新来的；手机 11 月 20 日丢了" value={typed.reason} errors={errors} />;
  return (
    <>
      <p>
        <b>{resetsLabel[resets]}</b>：{resetsHint[resets]}。
      </p>
      {two ? (
        <>
          <p class="notes">这个人的授权要用动态码。谁给码，谁就能替这个人设动态码，所以要两位管理员：您来提，另一位见到本人、看过身份证，当面给码，您看不到码。</p>
          <PostForm action={paths.accessRequests(person.id)} hidden={{ key: requestKey, kind: 'start_code', resets }}>
            {reason}
            <button class="act main">请另一位管理员当面给码</button>
          </PostForm>
        </>
      ) : (
        <PostForm action={paths.startCodes(person.id)} hidden={{ key: requestKey, resets }}>
          {reason}
          <PresentTick errors={errors} />
          <button class="act main">给开通码</button>
        </PostForm>
      )}
    </>
  );
}

export type StartCodePageProps = {
  frame: StaffFrame;
  code: { personId: string; personName: string; login: string; expiresAt: Instant; usedAt: Instant | null };
  /** As it is said; null: used or over. */
  digits: string | null;
  /** Where it is typed, with the host: it is said together with the code. */
  address: string;
};

/** The code, for whoever gave it, as long as it is good. */
export function StartCodePage({ frame, code, digits, address }: StartCodePageProps) {
  return (
    <StaffLayout frame={frame} title="开通码">
      <p class="trail">
        <a href={paths.person(code.personId)}>← {code.personName}</a>
      </p>
      <h1>{code.personName}的开通码</h1>
      <section class="card">
        {digits === null ? (
          <p>{code.usedAt === null ? '这个码已经不能用了：过了时间，或者后来又给了新的。要用，请重新给一个。' : '这个码已经用过了，密码是本人设的。'}</p>
        ) : (
          <>
            <dl class="facts">
              <dt>网址</dt>
              <dd>{address}</dd>
              <dt>登录名</dt>
              <dd>
                <b class="secret">{code.login}</b>
              </dd>
              <dt>开通码</dt>
              <dd>
                <b class="secret">{digits}</b>
              </dd>
              <dt>有效到</dt>
              <dd>{dayAndClock(code.expiresAt)}</dd>
            </dl>
            <p>念给本人听，或者让本人看着屏幕打；别发短信、微信。本人打开上面的网址，自己定一个密码。授权要用动态码的，接着拿自己的手机扫一次码。</p>
            <p class="hint">只能用一次。用掉以前，您随时可以回到这一页看；别的人都看不到。</p>
          </>
        )}
      </section>
    </StaffLayout>
  );
}
