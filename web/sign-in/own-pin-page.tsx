import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export function OwnPinPage({ frame, errors = [] }: { frame: StaffFrame; errors?: readonly FieldError[] }) {
  return (
    <StaffLayout frame={frame} title="设平板的 PIN">
      <h1>设平板的 PIN</h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <p>食堂的平板大家合用。在上面点自己的名字，输 6 位 PIN，就换成您；办的每一件事，记在您名下。</p>
        <p class="hint">PIN 只在您食堂的平板上管用，别的电脑、手机上没有用。忘了，或者试错太多锁住了，在这里重新设一个就行。</p>
        <PostForm action={paths.ownPin()}>
          <Field name="current" label="现在的密码" type="password" autocomplete="current-password" errors={errors} autofocus />
          <Field name="pin" label="新的 PIN" hint="6 位数字。不能是 000000、123456、121212 这样一猜就中的，也不要用生日。" type="password" inputmode="numeric" errors={errors} />
          <Field name="again" label="新的 PIN，再打一遍" type="password" inputmode="numeric" errors={errors} />
          <button class="act main">设好了</button>
        </PostForm>
      </section>
      <p class="trail">
        <a href={paths.ownLogin()}>不设了</a>
      </p>
    </StaffLayout>
  );
}
