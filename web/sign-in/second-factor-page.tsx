import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { QrCode } from '../qr.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export type SecondFactorPageProps = { frame: StaffFrame; requestKey: string; link: string; secret: string; errors?: readonly FieldError[] };

/** The square for the authenticator, once, and a code of it to show that it was taken. */
export function SecondFactorPage({ frame, requestKey, link, secret, errors = [] }: SecondFactorPageProps) {
  return (
    <StaffLayout frame={frame} title="设动态码">
      <h1>再设一个动态码</h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <p>您的权限大，光有密码不够。以后每次登录，除了密码，还要打手机上每半分钟换一次的 6 位动态码。手机没有网也能用。</p>
        <h2>1. 手机上装一个动态码应用</h2>
        <p>没有的话，先装一个：手机的应用商店里搜“身份验证器”，微软、谷歌的都行，单位发的也行。</p>
        <h2>2. 用它扫这个方块码</h2>
        <div class="enrol">
          <QrCode text={link} label="动态码的方块码，用身份验证器扫" />
        </div>
        <p>
          扫不了，在应用里选“输入密钥”，照着打：<b class="secret">{(secret.match(/.{1,4}/g) ?? []).join(' ')}</b>
        </p>
        <p class="hint">只在现在显示，以后谁也看不到。不要拍照，不要发给别人。</p>
        <h2>3. 打上手机上的 6 位动态码</h2>
        <PostForm action={paths.secondFactor()} hidden={{ key: requestKey }}>
          <Field name="code" label="动态码" inputmode="numeric" autocomplete="one-time-code" errors={errors} />
          <button class="act main">设好了</button>
        </PostForm>
      </section>
    </StaffLayout>
  );
}
