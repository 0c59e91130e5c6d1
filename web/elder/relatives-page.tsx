import type { Instant } from '../../src/domain/calendar.ts';
import { serviceDateOf } from '../../src/domain/calendar.ts';
import type { Relation } from '../../src/domain/family.ts';
import { arrangeWords, consentBack, consentWords, relationLabel } from '../family-text.ts';
import { PostForm } from '../form.tsx';
import { dateText } from '../format.tsx';
import { paths } from '../paths.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';

export type RelativeLine = { bindingId: string; name: string; relation: Relation; asked: boolean };

/** 刘芳，您女儿 */
const named = ({ name, relation }: { name: string; relation: Relation }) => `${name}，您${relationLabel[relation]}`;

/** Who may order for her, and who asks to: the one place where she says yes and no. */
export function RelativesPage({ frame, people }: { frame: ElderFrame; people: readonly RelativeLine[] }) {
  return (
    <ElderLayout frame={frame} title="谁能替我订饭">
      <Question phrases={people.length > 0 ? ['谁能', '替您订饭？'] : ['现在没有人', '替您订饭']} />
      {people.map((one) => (
        <a class="choice" href={paths.relative(one.bindingId)}>
          <span>
            <b>{named(one)}</b> {one.asked ? '想替您订饭，等您点头' : '能替您订饭'}
          </span>
        </a>
      ))}
      <a class="plain" href={paths.doings()}>
        家里人替我办了什么
      </a>
      {people.length === 0 ? <p>想让儿女帮着订，把您的卡给他们扫一扫。您点头了才算。</p> : null}
      <a class="plain" href={paths.home()}>
        回到开头
      </a>
    </ElderLayout>
  );
}

export type RelativePageProps = {
  frame: ElderFrame;
  bindingId: string;
  name: string;
  relation: Relation;
  /** 138****5678 */
  phone: string;
  /** Null: still asks. */
  since: Instant | null;
  /** She said yes to words that named less: here she may say yes to the rest. */
  more?: boolean;
};

/** One person: what they could do and could not, and one big button. */
export function RelativePage({ frame, bindingId, name, relation, phone, since, more = false }: RelativePageProps) {
  const who = named({ name, relation });
  if (since === null) {
    return (
      <ElderLayout frame={frame} title="让家里人替您订饭吗" footnote={consentBack}>
        <Question phrases={[`${who}，`, '来替您订饭，行吗？']} />
        <p>手机 {phone}。</p>
        <Words name={name} />
        <PostForm action={paths.relativeConsent(bindingId)}>
          <button class="go">同意</button>
        </PostForm>
        <PostForm action={paths.relativeWithdrawal(bindingId)}>
          <button class="plain">不同意</button>
        </PostForm>
      </ElderLayout>
    );
  }
  return (
    <ElderLayout frame={frame} title="能替您订饭的人">
      <Question phrases={[`${who}，`, '能替您订饭']} />
      <p>
        从 {dateText(serviceDateOf(since))}起，手机 {phone}。
      </p>
      <Words name={name} less={more} />
      {more ? <More {...{ bindingId, name }} /> : null}
      <a class={more ? 'plain' : 'go'} href={paths.home()}>
        知道了
      </a>
      <PostForm action={paths.relativeWithdrawal(bindingId)}>
        <button class="plain">不让{name}订了</button>
      </PostForm>
    </ElderLayout>
  );
}

/** What a yes of today gives beside. Nothing of it holds before she presses. */
function More({ bindingId, name }: { bindingId: string; name: string }) {
  return (
    <>
      <h2>还想让{name}多帮一点吗？</h2>
      <p>{arrangeWords(name)}</p>
      <PostForm action={paths.relativeConsent(bindingId)}>
        <button class="go">同意</button>
      </PostForm>
    </>
  );
}

function Words({ name, less = false }: { name: string; less?: boolean }) {
  return (
    <>
      {consentWords(name, less).map((words) => (
        <p>{words}</p>
      ))}
    </>
  );
}

/** It no longer stands, whoever ended it: nothing to press but the way back. */
export function RelativeOverPage({ frame }: { frame: ElderFrame }) {
  return (
    <ElderLayout frame={frame} title="这件事已经办过了">
      <h1>这件事已经办过了</h1>
      <p>现在不替您订饭了。已经订好的饭不变。</p>
      <a class="go" href={paths.relatives()}>
        看看谁能替我订饭
      </a>
    </ElderLayout>
  );
}
