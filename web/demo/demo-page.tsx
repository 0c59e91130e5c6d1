import type { Instant } from '../../src/domain/calendar.ts';
import { minuteOfDay, clockText, serviceDateOf } from '../../src/domain/calendar.ts';
import { Field, PostForm, type FieldError } from '../form.tsx';
import { fullDayText } from '../format.tsx';
import { Document } from '../layout.tsx';
import { paths, staticFiles } from '../paths.ts';

export type DemoPageProps = {
  personas: readonly { key: string; who: string; does: string; href: string }[];
  /** Names to type at the real door, with what goes with them. `code`: what an authenticator shows now. */
  logins: readonly { name: string; login: string; password: string | null; startCode: string | null; code: string | null }[];
  now: Instant;
  real: boolean;
  /** Times worth jumping to, each with what can be seen then. */
  moments: readonly { at: string; label: string }[];
  clockAction: string;
  /** A browser becomes it by a link; its people and what they type there. */
  tablet: { href: string; name: string; pins: readonly { name: string; pin: string }[] };
  /** Where the messages are that no phone got. */
  messages: string;
  typed?: string;
  errors?: readonly FieldError[];
  borrowed: string;
};

/** The demo's front door, on this computer only. */
export function DemoPage(props: DemoPageProps) {
  return (
    <Document title="演示 · 助餐" styles={[staticFiles.staffStyle]}>
      <header class="bar">
        <span class="place">助餐演示：滕州市</span>
        <span class="who">只在本机，数据都是编的</span>
      </header>
      <main class="demo">
        <h1>您想以谁的身份看一看？</h1>
        <ul class="personas">
          {props.personas.map((one) => (
            <li class="card">
              <a class="act main" href={one.href} data-persona={one.key}>
                {one.who}
              </a>
              <p>{one.does}</p>
            </li>
          ))}
        </ul>
        <LoginsCard logins={props.logins} />
        <TabletCard tablet={props.tablet} />
        <section class="card">
          <h2>短信</h2>
          <p>这里不发真短信。验证码和要告诉家里人的话，都在这一页。</p>
          <p>
            <a class="act" href={props.messages}>
              看短信
            </a>
          </p>
        </section>
        <ClockCard {...props} />
        <p class="hint">{props.borrowed}。人名、电话、证件号都是编的；区划是真的。</p>
      </main>
    </Document>
  );
}

function LoginsCard({ logins }: Pick<DemoPageProps, 'logins'>) {
  return (
    <section class="card">
      <h2>像真的一样登录</h2>
      <p>工作人员真正用的是登录名和密码，民政的人还要手机上的动态码。这里没有手机，动态码写在下面，半分钟一换，每个只能用一次。</p>
      <ul>
        {logins.map((one) => (
          <li data-login={one.login}>
            <b>{one.name}</b>，登录名 <b>{one.login}</b>
            {one.password ? (
              <>
                ，密码 <b>{one.password}</b>
              </>
            ) : null}
            {one.startCode ? (
              <>
                ，第一次来，开通码 <b>{one.startCode}</b>（只能用一次）
              </>
            ) : null}
            {one.code ? (
              <>
                ，现在的动态码 <b>{one.code}</b>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      <p class="acts">
        <a class="act" href={paths.staffSignIn()}>
          用密码登录
        </a>
        <a class="act" href={paths.start()}>
          用开通码设密码
        </a>
      </p>
      <p class="hint">往回拨过钟，要等钟走过上次用的那半分钟，动态码才又能用。</p>
    </section>
  );
}

function TabletCard({ tablet }: Pick<DemoPageProps, 'tablet'>) {
  return (
    <section class="card">
      <h2>食堂合用的平板</h2>
      <p>几个人用一块，点自己的名字、输 PIN 换人，几分钟没人动就锁屏。按下去，这个浏览器就成了荆河街道长者食堂的{tablet.name}。</p>
      <ul>
        {tablet.pins.map(({ name, pin }) => (
          <li>
            <b>{name}</b>，PIN <b>{pin}</b>
          </li>
        ))}
      </ul>
      <p class="acts">
        <a class="act" href={tablet.href}>
          当一回{tablet.name}
        </a>
      </p>
    </section>
  );
}

function ClockCard({ now, real, moments, clockAction, typed = '', errors = [] }: DemoPageProps) {
  return (
    <section class="card">
      <h2>
        演示里现在是 {fullDayText(serviceDateOf(now))} {clockText(minuteOfDay(now))}
        {real ? '' : '（拨过的）'}
      </h2>
      <p>拨到第二天以后，要重新点一次人物：干活的人登录只管半天。往回拨，不会把已截止的餐重新打开。</p>
      <ul class="moments">
        {moments.map((moment) => (
          <li>
            <PostForm action={clockAction} hidden={{ at: moment.at }}>
              <button class="act">{moment.label}</button>
            </PostForm>
          </li>
        ))}
      </ul>
      <PostForm action={clockAction}>
        <Field name="at" label="拨到" hint="例如 2026-11-23T09:39:50" value={typed} errors={errors} />
        <p>
          <button class="act">拨钟</button>
        </p>
      </PostForm>
    </section>
  );
}
