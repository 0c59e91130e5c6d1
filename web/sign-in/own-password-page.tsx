import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { passwordHint } from './sign-in-text.ts';

export type OwnPasswordPageProps = { frame: StaffFrame; login: string; letters: number; errors?: readonly FieldError[] };

export function OwnPasswordPage({ frame, login, letters, errors = [] }: OwnPasswordPageProps) {
  return (
    <StaffLayout frame={frame} title="换密码">
      <h1>换密码</h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <p>换好以后，您在别的电脑和手机上都会退出，要用新密码重新登录。</p>
        <PostForm action={paths.ownPassword()}>
          <div class="field">
            <p>
              登录名：<b>{login}</b>
            </p>
          </div>
          <Field name="current" label="现在的密码" type="password" autocomplete="current-password" errors={errors} autofocus />
          <Field name="password" label="新密码" hint={passwordHint(letters)} type="password" autocomplete="new-password" errors={errors} />
          <Field name="again" label="新密码，再打一遍" type="password" autocomplete="new-password" errors={errors} />
          <button class="act main">换成新密码</button>
        </PostForm>
      </section>
      <p class="trail">
        <a href={paths.ownLogin()}>不换了</a>
      </p>
    </StaffLayout>
  );
}
