import { NO_SHOW_RULES, type NoShowRule } from '../../src/domain/meal-run.ts';
import { PostForm } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { noShowRuleLabel } from '../text.ts';
import { NowHolds } from './now-holds.tsx';

/** What becomes of a prepaid share when nobody comes, at one point. */
export function PointSettingsPage({ frame, point, done }: { frame: StaffFrame; point: { id: string; name: string; noShowRule: NoShowRule }; /** It was just set. */ done: boolean }) {
  return (
    <StaffLayout frame={frame} title="助餐点的规定">
      <h1>{point.name}</h1>
      <NowHolds done={done} what={noShowRuleLabel[point.noShowRule]} by="订了没来吃，从预存款付的自付款这样办；只管以后才排出来的餐。" />
      <section class="card">
        <h2>订了没来吃，从预存款付的自付款怎么办</h2>
        <PostForm action={paths.pointSettings(point.id)}>
          {NO_SHOW_RULES.map((rule) => (
            <label class="choice">
              <input type="radio" name="rule" value={rule} checked={rule === point.noShowRule} />
              {noShowRuleLabel[rule]}
            </label>
          ))}
          <p class="acts">
            <button class="act main">照这样定</button>
          </p>
        </PostForm>
        <p class="hint">改了以后，只管以后才排出来的餐；已经能订的餐照订的时候的规定。老人下单前看得到。补贴无论哪一种都不申领。</p>
      </section>
      <p class="trail">
        <a href={paths.civil()}>返回</a>
      </p>
    </StaffLayout>
  );
}
