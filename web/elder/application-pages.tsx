import type { ApplicationState } from '../../src/domain/application.ts';
import { WISHES, type ClaimKind, type Wish } from '../../src/domain/application-claim.ts';
import type { ServiceDate } from '../../src/domain/calendar.ts';
import { applicationStateSpoken, subjectSpoken, wishSpoken, type Category } from '../application-text.ts';
import { PostForm } from '../form.tsx';
import { spokenDay } from '../format.tsx';
import { paths } from '../paths.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';

type Subject = { wish: Wish; kind: ClaimKind | null; value: string | null };

export type AskPageProps = {
  frame: ElderFrame;
  callAs: string;
  asked: readonly (Subject & { id: string; state: ApplicationState })[];
  categories: readonly Category[];
};

/** What applies to her: one choice, nothing typed. The village calls and asks the rest. */
export function AskPage({ frame, callAs, asked, categories }: AskPageProps) {
  return (
    <ElderLayout frame={frame} title="您想办哪一样">
      <Question phrases={[`${callAs}，`, '您想办', '哪一样？']} />
      {WISHES.map((wish) => (
        <a class="choice" href={paths.askFor(wish)}>
          <span>
            <b>{wishSpoken[wish]}</b>
          </span>
        </a>
      ))}
      {asked.length > 0 ? (
        <>
          <h2>已经办着的</h2>
          {asked.map((one) => (
            <a class="done" href={paths.application(one.id)}>
              <span>
                <b>{subjectSpoken(one, categories)}</b> {applicationStateSpoken[one.state]}
              </span>
            </a>
          ))}
        </>
      ) : null}
      <StepBack href={paths.home()} />
    </ElderLayout>
  );
}

/** `village`: 社区 or 村. */
export function AskCheckPage({ frame, wish, village, requestKey }: { frame: ElderFrame; wish: Wish; village: string; requestKey: string }) {
  return (
    <ElderLayout frame={frame} title={`请${village}打电话：${wishSpoken[wish]}`} footnote="打电话问一问，不收钱。不想办了，随时可以不办。">
      <Question phrases={[`请${village}`, '给您打电话，', '对吗？']} />
      <div class="slip">
        <div>
          <b>{wishSpoken[wish]}</b>
          <br />
          {village}的人打电话问您，不用您填表。
        </div>
      </div>
      <PostForm action={paths.applications()} hidden={{ key: requestKey, wish }}>
        <button class="go">对，请给我打电话</button>
      </PostForm>
      <StepBack href={paths.applications()} />
    </ElderLayout>
  );
}

export type OwnApplicationPageProps = {
  frame: ElderFrame;
  village: string;
  subject: Subject;
  categories: readonly Category[];
  state: ApplicationState;
  number: string;
  /** What was answered, and why. */
  words: readonly string[];
  fromDate: ServiceDate | null;
  today: ServiceDate;
  /** What she can do now: another look at a refusal, or leave it. */
  mayAppeal: boolean;
  appealUntil: ServiceDate | null;
  mayWithdraw: boolean;
  applicationId: string;
};

/** How it stands, in plain words, and what comes next. */
export function OwnApplicationPage(props: OwnApplicationPageProps) {
  const { frame, village, subject, categories, state, number, words, fromDate, today } = props;
  return (
    <ElderLayout frame={frame} title="您办的事">
      <Question phrases={applicationStateSpoken[state].split(/(?<=，)/)} />
      <div class={state === 'granted' ? 'slip good' : 'slip'}>
        <div>
          <b>{subjectSpoken(subject, categories)}</b>
          <br />
          <small>打电话时报这个号：{number}</small>
        </div>
        <div>{nextText(state, village)}</div>
        {fromDate ? <div>{spokenDay(fromDate, today)}起，订饭就按新的算。</div> : null}
        {words.map((word) => (
          <div>{word}</div>
        ))}
      </div>
      {props.mayAppeal ? <Appeal {...props} /> : null}
      <a class="plain" href={paths.home()}>
        回到开头
      </a>
      {props.mayWithdraw ? (
        <PostForm action={paths.applicationSteps(props.applicationId)} hidden={{ action: 'withdraw' }}>
          <button class="aside">不想办了</button>
        </PostForm>
      ) : null}
    </ElderLayout>
  );
}

function Appeal({ applicationId, appealUntil, today }: OwnApplicationPageProps) {
  return (
    <>
      {appealUntil ? <p>不同意，{spokenDay(appealUntil, today)}以前可以请别的人重新看。</p> : null}
      <PostForm action={paths.applicationSteps(applicationId)} hidden={{ action: 'appeal' }}>
        <button class="go">不同意，请重新看</button>
      </PostForm>
    </>
  );
}

function nextText(state: ApplicationState, village: string): string {
  return {
    requested: `${village}的人会给您打电话，您等着就行。`,
    submitted: `${village}的人会上门或打电话核对。`,
    returned: `请把缺的材料送到${village}，或者打电话问问。`,
    checked: `${village}核对好了，已经报上去。`,
    granted: '补贴自动算，您照常订饭。',
    refused: `为什么没有批，写在下面。不明白，问${village}。`,
    appealed: '换了别的人重新看，等消息。',
    upheld: `情况有了变化，还可以再办。不明白，问${village}。`,
    withdrawn: '什么时候想办，再来就行。',
    dismissed: `为什么，写在下面。不明白，问${village}。`,
  }[state];
}
