import type { Instant } from '../../src/domain/calendar.ts';
import { Field, PostForm, Refusal } from '../form.tsx';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { SignInShell } from './sign-in-shell.tsx';
import { signInProblemText, type SignInProblem } from './sign-in-text.ts';

/** A shared tablet that is none any more. */
type EndedTablet = { name: string; pointName: string; endedAt: Instant };

/** `minutes`: how long a lock lasts; `ended`: what this browser was. */
export type StaffSignInPageProps = { requestKey: string; typed?: string; problem?: SignInProblem; minutes?: number; done?: 'password'; ended?: EndedTablet | null };

/** For people at work: the way in, and for those who were put out that nothing was lost and who helps. */
export function StaffSignInPage({ requestKey, typed, problem, minutes = 0, done, ended }: StaffSignInPageProps) {
  return (
    <SignInShell title="工作人员登录">
      <h1>工作人员登录</h1>
      {done ? <p class="card good">密码设好了。请用它登录，动态码还是手机上原来的。</p> : null}
      {ended ? <Ended tablet={ended} /> : null}
      <Refusal words={problem && signInProblemText(problem, minutes)} />
      <section class="card">
        <PostForm action={paths.staffSignIn()} hidden={{ key: requestKey }}>
          <Field name="login" label="登录名" value={typed} autocomplete="username" autofocus={!typed} />
          <Field name="password" label="密码" type="password" autocomplete="current-password" autofocus={Boolean(typed)} />
          <Field name="code" label="手机上的动态码" hint="民政、社区和管理的人要填，6 位数字。食堂的人空着。" inputmode="numeric" autocomplete="one-time-code" />
          <button class="act main">登录</button>
        </PostForm>
      </section>
      <section class="card">
        <h2>第一次来，或者密码重设了？</h2>
        <p>用管理员给的 10 位开通码，自己设密码。</p>
        <p>
          <a class="act" href={paths.start()}>
            用开通码设密码
          </a>
        </p>
      </section>
      <section class="card">
        <h2>刚才还在里面？</h2>
        <p>登录过了半天会自动退出。已经登记、已经截止的都在，没有丢。刚才填到一半、还没提交的，要重新填。</p>
        <p>忘了密码、换了手机、没有登录名：请本人到县里的管理员那里办。等着开饭，先照打印好的名单打勾，回来再按纸单登记。</p>
      </section>
    </SignInShell>
  );
}

/** Whoever finds it at the counter did not end it: what it is now, what still goes on, whom to ask. */
function Ended({ tablet: { name, pointName, endedAt } }: { tablet: EndedTablet }) {
  return (
    <section class="card alarm">
      <p class="wrong">
        这块平板（{pointName}，{name}）{dayAndClock(endedAt)} 停用了，不能再点名字、输 PIN 进来。
      </p>
      <p>还要用它，请找食堂的运营负责人，在这块平板上登录、重新登记。等着用，先用自己的登录名和密码登录，用完记得退出。</p>
    </section>
  );
}
