import type { DifferenceKind, EqualityLine } from '../../src/domain/equality.ts';
import { dayText } from '../format.tsx';
import type { MealRun } from '../../src/domain/meal-run.ts';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { differenceText, slotLabel } from '../text.ts';
import { unequalText } from './equality-text.ts';

export type Mismatch = {
  line: EqualityLine;
  /** Each order that does not fit; nobody's name where there is no such order any more. */
  people: readonly { name: string | null; orderNo: number | null; kinds: readonly DifferenceKind[] }[];
};

export type MismatchPageProps = { frame: StaffFrame; run: MealRun; mismatch: Mismatch };

/** Printing was refused: nothing was printed, and here is why, by name. */
export function MismatchPage({ frame, run, mismatch }: MismatchPageProps) {
  return (
    <StaffLayout frame={frame} title="对不上，没有打印">
      <h1>
        {dayText(run.serviceDate)} {slotLabel[run.slot]}
      </h1>
      <MismatchCard mismatch={mismatch} />
      <p class="acts">
        <a class="act main" href={paths.canteenMealRun(run.id)}>
          看名单
        </a>
        <a class="act" href={paths.sheets(run.id)}>
          回到打印单
        </a>
      </p>
    </StaffLayout>
  );
}

export function MismatchCard({ mismatch: { line, people } }: { mismatch: Mismatch }) {
  return (
    <section class="card alarm" role="alert">
      <h2>份数对不上，没有打印</h2>
      <p>{unequalText(line)}。少一个人的单子不能用，所以一张也没有打。对不上的是：</p>
      <ul>
        {people.map(({ name, orderNo, kinds }) => (
          <li>
            <b>{name === null ? '查不到的订单' : `${name}（${orderNo} 号）`}</b>：{kinds.map((kind) => differenceText[kind]).join('；')}。
          </li>
        ))}
      </ul>
      <p>请先按名单核对这几位，再告诉系统管理员。急着开火，可以照名单手写。</p>
    </section>
  );
}
