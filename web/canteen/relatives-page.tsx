import type { Relation } from '../../src/domain/family.ts';
import { consentWords, relationLabel } from '../family-text.ts';
import { PostForm } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export type CanteenRelativesPageProps = {
  frame: StaffFrame;
  elder: { id: string; name: string };
  pass?: string;
  people: readonly { bindingId: string; name: string; relation: Relation; /** 138****5678 */ phone: string; asked: boolean; /** Consented to words that named less. */ more: boolean }[];
};

/** Who may order for the person at the counter. Staff ask her, and stand for her answer by name. */
export function CanteenRelativesPage({ frame, elder, pass, people }: CanteenRelativesPageProps) {
  const hidden = { elder: elder.id, ...(pass ? { pass } : {}) };
  return (
    <StaffLayout frame={frame} title="家里人代订">
      <h1>谁能替{elder.name}订饭</h1>
      <section class="card">
        {people.length === 0 ? <p class="empty">没有人申请，也没有人能代订。家里人用手机号进家属页面，扫老人的卡申请。</p> : null}
        <ul>
          {people.map(({ bindingId, name, relation, phone, asked, more }) => (
            <li class="line">
              <span>
                <b>{name}</b>，{relationLabel[relation]}，{phone}
                <br />
                <small>{asked ? '申请代订，等本人同意' : more ? '能代订；天天订、暂停、忌口还没有问过本人' : '能代订'}</small>
              </span>
              <div class="acts">
                {asked || more ? (
                  <PostForm action={paths.canteenRelative(bindingId, 'consent')} hidden={hidden}>
                    <button class="act main">当面问过，本人同意</button>
                  </PostForm>
                ) : null}
                <div>
                  <PostForm action={paths.canteenRelative(bindingId, 'withdrawal')} hidden={hidden}>
                    <button class="act">{asked ? '本人不同意' : '本人要解除'}</button>
                  </PostForm>
                </div>
              </div>
            </li>
          ))}
        </ul>
        <h2>念给本人听</h2>
        {consentWords('家里人').map((words) => (
          <p>{words}</p>
        ))}
        <p>想解除，随时到这里说一声。</p>
        <p>
          <a class="act" href={paths.counter({ elder: elder.id, pass })}>
            回到登记
          </a>
        </p>
      </section>
    </StaffLayout>
  );
}
