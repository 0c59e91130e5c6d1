import { Field, PostForm } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';

/** Why nobody is shown, by what was looked for. */
export const elderSearchText = {
  id_number: '您管的地方没有这个身份证号。请核对。',
  card_link: '您管的地方没有拿这张卡的人。',
  card_number: '您管的地方没有这个卡号。请核对。',
  mistyped_card_number: '号码打错了：有一位数字不对，或者多打、少打了。卡号照着卡再打一遍；手机号只打后四位。',
  phone_tail: '您管的地方没有手机号后四位是这几个数字的人。',
  name: '您管的地方没有查到这个姓名。请核对，或打整个身份证号。',
  initials: '您管的地方没有姓名拼音首字母是这样的人。',
  building: '您管的地方没有住这一栋的人。',
  too_long: '打得太长了。请只打姓名、整个身份证号，或手机号后四位。',
} as const;

export type EldersPageProps = {
  frame: StaffFrame;
  typed: string;
  problem: string | undefined;
  people: readonly { name: string; age: number; village: string; phone: string | null; idNumber: string; href: string }[];
  more: boolean;
};

/** Who is meant: a name, initials, a whole ID number, the last four digits of a telephone, a card. */
export function EldersPage({ frame, typed, problem, people, more }: EldersPageProps) {
  return (
    <StaffLayout frame={frame} title="查老人">
      <h1>查老人</h1>
      <PostForm action={paths.civilElders()} class="card find" searches>
        <Field
          name="q"
          label="姓名（拼音首字母也行）、整个身份证号、手机号后四位，或卡号"
          value={typed}
          errors={problem ? [{ field: 'q', message: problem }] : []}
          autofocus
          class="big"
        />
        <button class="act">查找</button>
      </PostForm>
      {people.length > 0 ? (
        <section class="card">
          <h2>是哪一位？</h2>
          <Table
            class="ledger"
            columns={[{ head: '姓名' }, { head: '年龄', numeric: true }, { head: '住在' }, { head: '电话' }, { head: '身份证号' }]}
            rows={people.map((one) => [<a href={one.href}>{one.name}</a>, String(one.age), one.village, one.phone ?? '没有电话', one.idNumber])}
          />
          {more ? <p>还有同样的人没列出来，请多打一个字，或打整个身份证号。</p> : null}
        </section>
      ) : (
        <p class="hint">住在您管的地方、或常在那里吃饭的人，都查得到。证件号、电话先遮着；要看全号，在本人那一页写明做什么用。</p>
      )}
    </StaffLayout>
  );
}
