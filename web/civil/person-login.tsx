import type { SignInWay } from '../../src/domain/access.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import { Acts } from '../acts.tsx';
import { Field, PostForm, type FieldError } from '../form.tsx';
import { dateAndClock, dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { signInWayLabel } from '../sign-in/sign-in-text.ts';

export type PersonLogin = {
  login: string;
  passwordSetAt: Instant | null;
  secondFactorAt: Instant | null;
  needsSecondFactor: boolean;
  lockedUntil: Instant | null;
  sessions: readonly { createdAt: Instant; way: SignInWay }[];
  /** One that is still good. */
  code: { id: string; issuedByName: string; expiresAt: Instant; own: boolean } | null;
};

export type PersonLoginProps = {
  person: { id: string; disabledAt: Instant | null };
  /** Null: no name to sign in by yet. */
  login: PersonLogin | null;
  own: boolean;
  typed: string;
  errors: readonly FieldError[];
};

/** How somebody signs in: the name, what is set, what stands in the way, and what an administrator can do about it. */
export function LoginSection(props: PersonLoginProps) {
  const { login, person, own } = props;
  const acts = !own && person.disabledAt === null;
  return (
    <section class="card">
      <h2>登录</h2>
      {login ? <Facts login={login} /> : <p class="empty">还没有登录名，进不来。</p>}
      {acts ? <Acts>{login ? <LoginActs personId={person.id} login={login} /> : <NameForm {...props} />}</Acts> : null}
    </section>
  );
}

function Facts({ login }: { login: PersonLogin }) {
  const { passwordSetAt, secondFactorAt, needsSecondFactor, sessions, lockedUntil, code } = login;
  const [latest] = sessions;
  return (
    <dl class="facts">
      <dt>登录名</dt>
      <dd>
        <b>{login.login}</b>
      </dd>
      <dt>密码</dt>
      <dd>{passwordSetAt === null ? '还没有设' : `${dateAndClock(passwordSetAt)} 设的`}</dd>
      <dt>动态码</dt>
      <dd>{secondFactorAt !== null ? `${dateAndClock(secondFactorAt)} 设的` : needsSecondFactor ? '还没有设：设好以前，授权不作数' : '用不着'}</dd>
      {code ? (
        <>
          <dt>开通码</dt>
          <dd>
            {code.own ? <a href={paths.startCode(code.id)}>您给的，点开看</a> : `${code.issuedByName}给的`}，{dayAndClock(code.expiresAt)} 前有效
          </dd>
        </>
      ) : null}
      <dt>现在登录着</dt>
      <dd>{latest ? `${sessions.length} 处，最近一次 ${dayAndClock(latest.createdAt)}，用${signInWayLabel[latest.way]}` : '没有'}</dd>
      {lockedUntil === null ? null : (
        <>
          <dt>锁住了</dt>
          <dd class="wrong">试错的次数太多，到 {dayAndClock(lockedUntil)} 自己解开{secondFactorAt === null ? '' : '；有动态码的，谁也不能提前解开'}</dd>
        </>
      )}
    </dl>
  );
}

function LoginActs({ personId, login }: { personId: string; login: PersonLogin }) {
  return (
    <div class="acts">
      <a class={login.passwordSetAt === null ? 'act main' : 'act'} href={paths.newAccessRequest(personId, { kind: 'start_code' })}>
        {login.passwordSetAt === null ? '给开通码' : '忘了密码、换了手机'}
      </a>
      {login.lockedUntil === null || login.secondFactorAt !== null ? null : (
        <PostForm action={paths.loginUnlocking(personId)}>
          <button class="act">现在就解开</button>
        </PostForm>
      )}
      {login.sessions.length === 0 ? null : (
        <PostForm action={paths.sessionEndings(personId)}>
          <button class="act">让这个人全部退出</button>
        </PostForm>
      )}
    </div>
  );
}

function NameForm({ person, typed, errors }: PersonLoginProps) {
  return (
    <PostForm action={paths.personLogin(person.id)}>
      <Field
        name="login"
        label="登录名"
        hint="小写字母开头，3 到 30 个字母、数字，常用姓名的拼音，例如 zhangsan。定了就不能改，请看清楚再按。"
        value={typed}
        errors={errors}
      />
      <button class="act main">定下登录名</button>
    </PostForm>
  );
}
