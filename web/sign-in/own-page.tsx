import type { SignInWay } from '../../src/domain/access.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import { PostForm } from '../form.tsx';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { signInWayLabel } from './sign-in-text.ts';

export type SessionLine = { tokenHash: string; createdAt: Instant; expiresAt: Instant; way: SignInWay; here: boolean };

export type OwnLoginPageProps = {
  frame: StaffFrame;
  done?: 'password' | 'pin' | 'session' | 'sessions';
  /** Null: nobody has given them a name to sign in by. */
  login: { name: string; passwordSetAt: Instant | null } | null;
  secondFactor: 'set' | 'to_set' | 'missing' | 'not_needed';
  /** They have rights that do not hold in this session. */
  lacks: boolean;
  granted: boolean;
  /** Null: they work at no canteen, and have no use for one. */
  pin: { setAt: Instant | null } | null;
  sessions: readonly SessionLine[];
};

const doneWords = {
  password: '密码换好了。您在别的地方都已经退出。',
  pin: 'PIN 设好了。在食堂的平板上点自己的名字，输它就能进去。',
  session: '那一处已经退出。',
  sessions: '除了这里，别处都已经退出。',
};

const secondFactorWords = { set: '设好了', to_set: '还没设好', missing: '还没有，请本人到管理员那里办', not_needed: '不用' };

/** How somebody at work signs in, and where they are signed in now. */
export function OwnLoginPage(props: OwnLoginPageProps) {
  const { frame, done, login, secondFactor, sessions, pin } = props;
  return (
    <StaffLayout frame={frame} title="我的登录">
      <h1>我的登录</h1>
      {done ? <p class="card good">{doneWords[done]}</p> : null}
      <Lack {...props} />
      <section class="card">
        <dl class="facts">
          <dt>登录名</dt>
          <dd>{login ? login.name : '还没有，请管理员给您开通'}</dd>
          <dt>密码</dt>
          <dd>{login?.passwordSetAt ? `${dayAndClock(login.passwordSetAt)} 设的` : '还没有设'}</dd>
          <dt>动态码</dt>
          <dd>{secondFactorWords[secondFactor]}</dd>
          {pin ? (
            <>
              <dt>平板的 PIN</dt>
              <dd>{pin.setAt === null ? '还没有设' : `${dayAndClock(pin.setAt)} 设的`}</dd>
            </>
          ) : null}
        </dl>
        <p class="acts">
          {login?.passwordSetAt ? (
            <a class="act" href={paths.ownPassword()}>
              换密码
            </a>
          ) : null}
          {pin && login?.passwordSetAt ? (
            <a class="act" href={paths.ownPin()}>
              {pin.setAt === null ? '设平板的 PIN' : '换平板的 PIN'}
            </a>
          ) : null}
          {secondFactor === 'to_set' ? (
            <a class="act main" href={paths.secondFactor()}>
              设动态码
            </a>
          ) : null}
        </p>
      </section>
      <Sessions sessions={sessions} />
    </StaffLayout>
  );
}

function Lack({ lacks, granted, secondFactor }: OwnLoginPageProps) {
  if (!granted) return <p class="card alarm">您现在没有任何岗位，所以什么都看不到。请管理员给您安排。</p>;
  if (!lacks) return null;
  const next = secondFactor === 'to_set' ? '设好下面的动态码，就能用。' : '请本人到管理员那里要一个开通码，设好动态码再用。';
  return <p class="card alarm">您的一部分权限要有动态码才能用，这次登录没有。{next}</p>;
}

function Sessions({ sessions }: { sessions: readonly SessionLine[] }) {
  return (
    <section class="card">
      <h2>您在这些地方登录着</h2>
      <ul>
        {sessions.map((one) => (
          <li class="line">
            <span>
              {dayAndClock(one.createdAt)} 登录，{signInWayLabel[one.way]}，到 {dayAndClock(one.expiresAt)} 自动退出
            </span>
            {one.here ? (
              <b>就是这里</b>
            ) : (
              <PostForm action={paths.ownSessionEndings()} hidden={{ session: one.tokenHash }}>
                <button class="act">退出那一处</button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <PostForm action={paths.otherSessionEndings()}>
          <p class="acts">
            <button class="act">除了这里，都退出</button>
          </p>
        </PostForm>
      ) : (
        <p class="hint">只有这里。</p>
      )}
      <p class="hint">有哪一处不是您自己，先退出它，再换密码，然后告诉管理员。</p>
    </section>
  );
}
