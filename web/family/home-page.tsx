import type { BindingState, Relation } from '../../src/domain/family.ts';
import { bindingStateText, kinWord } from '../family-text.ts';
import { paths } from '../paths.ts';
import { FamilyLayout, type FamilyFrame } from './family-layout.tsx';

export type CaredFor = {
  bindingId: string;
  elderId: string;
  /** Her whole name once she has consented, before that 李*英. */
  name: string;
  sex: 'female' | 'male';
  relation: Relation;
  state: BindingState;
};

/** Whom somebody cares for, and what still waits for a yes. */
export function FamilyHomePage({ frame, people }: { frame: FamilyFrame; people: readonly CaredFor[] }) {
  const standing = people.filter(({ state }) => state === 'standing');
  const others = people.filter(({ state }) => state !== 'standing');
  return (
    <FamilyLayout title="我照看的老人" frame={frame}>
      <h1>{standing.length > 0 ? '给谁订饭？' : '先加上要照看的老人'}</h1>
      {standing.map((one) => (
        <section class="card">
          <h2>
            {kinWord(one.relation, one.sex, one.name)} {one.name}
          </h2>
          <p>
            <a class="act main big" href={paths.familyWeek(one.elderId)}>
              看这几天，订饭
            </a>
          </p>
        </section>
      ))}
      {others.length > 0 ? (
        <section class="card">
          <h2>申请过的</h2>
          <ul>
            {others.map((one) => (
              <li class="line">
                <span>
                  <b>{one.name}</b> {bindingStateText[one.state]}
                  {one.state === 'asked' ? <WhatToDo /> : null}
                </span>
                {one.state === 'asked' ? (
                  <a class="act" href={paths.bindingWithdrawal(one.bindingId)}>
                    不申请了
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section class="card">
        <p>
          <a class={standing.length > 0 ? 'act' : 'act main'} href={paths.newBinding()}>
            {people.length > 0 ? '再加一位老人' : '加一位老人'}
          </a>
        </p>
        <p class="hint">要用老人的助餐卡。加好以后，老人自己同意，或者在食堂当面说一声，就能用了。</p>
      </section>
    </FamilyLayout>
  );
}

function WhatToDo() {
  return (
    <>
      <br />
      <small>请老人扫自己的卡，在第一页点您的名字，再点“同意”；或者到食堂，当面跟工作人员说一声。</small>
    </>
  );
}
