import { minuteOfDay, type Instant } from '../../src/domain/calendar.ts';
import { familyProblemText } from '../family-text.ts';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { spokenClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { countyService } from '../text.ts';
import { FamilyLayout, Refusal } from './family-layout.tsx';

export type SignInPhonePageProps = { requestKey: string; typed?: string; errors?: readonly FieldError[]; refusal?: string };

/** First the phone: whether the county knows it makes no difference here. */
export function SignInPhonePage({ requestKey, typed = '', errors = [], refusal }: SignInPhonePageProps) {
  return (
    <FamilyLayout title="用手机号进来">
      <h1>替家里老人订饭</h1>
      <Refusal text={refusal} />
      <ErrorSummary errors={errors} />
      <section class="card">
        <p>不用注册，也没有密码。写上您的手机号，我们发一条短信给您，照着打 6 位数字就能进来。</p>
        <PostForm action={paths.familyCodes()} hidden={{ key: requestKey }}>
          <Field name="phone" label="您的手机号" value={typed} errors={errors} inputmode="numeric" autocomplete="tel" autofocus />
          <button class="act main">发验证码</button>
        </PostForm>
      </section>
      <section class="card">
        <h2>您自己就是来吃饭的？</h2>
        <p>扫助餐卡上的方块码就能订，什么都不用打。</p>
        <p>
          <a class="act" href={paths.home()}>
            扫卡订饭
          </a>
        </p>
      </section>
      <p class="trail">
        <a href={paths.staffSignIn()}>食堂、社区、民政的工作人员登录</a>
      </p>
    </FamilyLayout>
  );
}

export type SignInCodePageProps = { requestKey: string; codeId: string; /** 138****5678 */ phone: string; minutes: number; errors?: readonly FieldError[]; over?: boolean };

/** Then the code. Six digits from a message; nothing else has to be remembered. */
export function SignInCodePage({ requestKey, codeId, phone, minutes, errors = [], over = false }: SignInCodePageProps) {
  return (
    <FamilyLayout title="打验证码">
      <h1>验证码发到 {phone} 了</h1>
      <Refusal text={over ? familyProblemText.code_over : undefined} />
      <ErrorSummary errors={errors} />
      {over ? null : (
        <section class="card">
          <PostForm action={paths.familyCode(codeId)} hidden={{ key: requestKey }}>
            <Field name="code" label="短信里的 6 位数字" hint={`${minutes} 分钟内有效。`} errors={errors} inputmode="numeric" autocomplete="one-time-code" autofocus />
            <button class="act main">进来</button>
          </PostForm>
        </section>
      )}
      <section class="card">
        <h2>没有收到？</h2>
        <p>等一两分钟。还没有，看看手机号对不对，再要一次。</p>
        <p>
          <a class="act" href={paths.familySignIn()}>
            重新写手机号
          </a>
        </p>
      </section>
    </FamilyLayout>
  );
}

/** No further codes go out for now, in the county or to the network that asks. `until`: when it does again; null: tomorrow. A meal can be ordered without one. */
export function CodesPausedPage({ where, until }: { where: 'county' | 'here'; until: Instant | null }) {
  const again = until === null ? '明天' : `${spokenClock(minuteOfDay(until))}以后`;
  return (
    <FamilyLayout title="验证码先停一停">
      <h1>{where === 'here' ? '从您这个网络要的验证码太多了' : '现在要验证码的人太多了'}</h1>
      <Refusal text={where === 'here' ? `先停一停，您的手机没有问题。换一个网络再试，例如关掉 Wi-Fi 用手机流量；不换，${again}再要就有了。` : `全市的验证码先停一停，您的手机没有问题。${again}再要就有了。`} />
      <section class="card">
        <h2>急着订饭</h2>
        <p>给食堂打个电话就能订，不用验证码。老人自己扫助餐卡，也照样能订。</p>
        <p>
          <a class="act main" href={paths.places()}>
            找食堂的电话
          </a>
        </p>
        <p>找不到，打 {countyService.phone}。</p>
      </section>
      <p class="trail">
        <a href={paths.familySignIn()}>返回</a>
      </p>
    </FamilyLayout>
  );
}
