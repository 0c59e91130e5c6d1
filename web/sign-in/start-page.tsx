import { ErrorSummary, Field, PostForm, Refusal, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { SignInShell } from './sign-in-shell.tsx';
import { passwordHint, signInProblemText, type SignInProblem } from './sign-in-text.ts';

export type StartPageProps = {
  requestKey: string;
  letters: number;
  typed?: { login: string; code: string };
  errors?: readonly FieldError[];
  problem?: SignInProblem;
  minutes?: number;
};

/** A start code and a password of one's own, typed twice. */
export function StartPage({ requestKey, letters, typed, errors = [], problem, minutes = 0 }: StartPageProps) {
  return (
    <SignInShell title="用开通码设密码">
      <h1>用开通码设密码</h1>
      <Refusal words={problem && signInProblemText(problem, minutes)} />
      <ErrorSummary errors={errors} />
      <section class="card">
        <PostForm action={paths.start()} hidden={{ key: requestKey }}>
          <Field name="login" label="登录名" hint="管理员告诉您的，小写字母。" value={typed?.login} autocomplete="username" autofocus={!typed} />
          <Field name="code" label="开通码" hint="10 位数字，中间空不空格都行。只能用一次。" value={typed?.code} inputmode="numeric" autocomplete="one-time-code" />
          <Field name="password" label="新密码" hint={passwordHint(letters)} type="password" autocomplete="new-password" errors={errors} />
          <Field name="again" label="新密码，再打一遍" type="password" autocomplete="new-password" errors={errors} />
          <button class="act main">设好密码</button>
        </PostForm>
      </section>
      <p class="trail">
        <a href={paths.staffSignIn()}>已经有密码，去登录</a>
      </p>
    </SignInShell>
  );
}
