import { Select, TextArea } from '../choice-fields.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { TabletList, type TabletLine } from '../tablet-list.tsx';

/** The tablets of an operator's points, for its manager. */
export function TabletsPage({ frame, tablets }: { frame: StaffFrame; tablets: readonly TabletLine[] }) {
  return (
    <StaffLayout frame={frame} title="平板">
      <div class="head">
        <h1>食堂的平板</h1>
        <p class="acts">
          <a class="act main" href={paths.newTablet()}>
            登记这块平板
          </a>
        </p>
      </div>
      <section class="card">
        {tablets.length === 0 ? (
          <p class="empty">还没有登记过平板。要登记哪一块，就在哪一块上打开这一页。</p>
        ) : (
          <TabletList
            tablets={tablets}
            act={({ id, name, pointName }) => (
              <a class="act" href={paths.tabletEnding(id)} aria-label={`停用，${pointName}的${name}`}>
                停用
              </a>
            )}
          />
        )}
      </section>
      <p class="notes">登记过的平板，食堂的人点名字、输 PIN 就能换人。丢了、坏了，马上停用：下一步就进不去了。</p>
    </StaffLayout>
  );
}

export type NewTabletProps = { frame: StaffFrame; points: readonly { id: string; name: string }[]; typed: { point: string; name: string }; errors: readonly FieldError[] };

/** The device that this page is open on becomes one point's, and whoever enrols it is signed out of it. */
export function NewTabletPage({ frame, points, typed, errors }: NewTabletProps) {
  const [only, ...others] = points;
  const options = points.map(({ id, name }) => ({ value: id, label: name }));
  const chosen = typed.point || (others.length === 0 ? (only?.id ?? '') : '');
  return (
    <StaffLayout frame={frame} title="登记这块平板">
      <p class="trail">
        <a href={paths.tablets()}>← 平板</a>
      </p>
      <h1>登记这块平板</h1>
      <ErrorSummary errors={errors} />
      {points.length === 0 ? (
        <p class="card empty">您的机构现在没有管着助餐点，没有地方可以登记。</p>
      ) : (
        <section class="card">
          <p>登记的就是您手上正在看的这一块。登记好以后，您在这里马上退出，平板锁屏；这个助餐点的人点名字、输自己的 PIN 就能用。</p>
          <p class="hint">在自己的手机、电脑上不要按。</p>
          <PostForm action={paths.tablets()}>
            <Select name="point" label="放在哪个助餐点" value={chosen} options={chosen === '' ? [{ value: '', label: '请选' }, ...options] : options} errors={errors} />
            <Field name="name" label="叫什么" hint="放在哪里就叫什么，例如：窗口平板、灶间平板。审计里看得到。" value={typed.name} errors={errors} />
            <button class="act main">登记，锁屏</button>
          </PostForm>
        </section>
      )}
    </StaffLayout>
  );
}

/** Taken away at once, with a reason. */
export function TabletEndPage({ frame, tablet, typed, errors }: { frame: StaffFrame; tablet: TabletLine; typed: string; errors: readonly FieldError[] }) {
  return (
    <StaffLayout frame={frame} title="停用平板">
      <p class="trail">
        <a href={paths.tablets()}>← 平板</a>
      </p>
      <h1>
        停用：{tablet.pointName}，{tablet.name}
      </h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        {tablet.endedAt === null ? (
          <>
            <p>按下去马上停用：正在上面用的人，下一步就被请出来；这块平板上，谁的 PIN 都不再管用。已经登记的都在。</p>
            <p class="hint">以后还要用它，拿它重新登记一次。</p>
            <PostForm action={paths.tabletEnding(tablet.id)}>
              <TextArea name="reason" label="为什么" value={typed} errors={errors} />
              <button class="act main">马上停用</button>
            </PostForm>
          </>
        ) : (
          <p class="empty">已经停用了：{tablet.endReason}</p>
        )}
      </section>
    </StaffLayout>
  );
}
