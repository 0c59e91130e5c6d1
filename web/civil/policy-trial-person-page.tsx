import type { Month } from '../../src/domain/calendar.ts';
import { isChanged, type PersonChange, type TriedMeal } from '../../src/domain/policy-trial.ts';
import { monthText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { modeLabel, slotLabel } from '../text.ts';
import { Figure } from './figure.tsx';
import { differenceText } from './policy-trial-page.tsx';

export type PolicyTrialPersonPageProps = {
  frame: StaffFrame;
  trial: { id: string; month: Month };
  person: PersonChange & { name: string };
  tried: readonly TriedMeal[];
};

/** One person's meals of the month, as they were and as they would have been, each with its order behind it. */
export function PolicyTrialPersonPage({ frame, trial, person, tried }: PolicyTrialPersonPageProps) {
  return (
    <StaffLayout frame={frame} title="试算">
      <nav class="trail" aria-label="返回">
        <a href={paths.policyTrial(trial.id)}>← {monthText(trial.month)}的试算</a>
      </nav>
      <h1>
        {person.name}，{monthText(trial.month)}
      </h1>
      <section class="card figures sums" aria-label="合计">
        <Figure value={yuanGrouped(person.subsidyBeforeFen)} label="当时补贴（元）" />
        <Figure value={yuanGrouped(person.subsidyAfterFen)} label="新办法补贴（元）" />
        <Figure value={yuanGrouped(person.selfPayBeforeFen)} label="当时自付（元）" />
        <Figure value={yuanGrouped(person.selfPayAfterFen)} label="新办法自付（元）" />
        <Figure value={differenceText({ before: person.selfPayBeforeFen, after: person.selfPayAfterFen })} label="自付相差（元）" />
      </section>
      <section class="card">
        <h2>一餐一餐地看</h2>
        <Table
          class="close"
          columns={[
            { head: '供餐日' }, { head: '餐次' }, { head: '方式' }, { head: '套餐价', numeric: true }, { head: '补贴，当时', numeric: true }, { head: '补贴，新办法', numeric: true },
            { head: '自付，当时', numeric: true }, { head: '自付，新办法', numeric: true }, { head: '新办法按哪一条' },
          ]}
          rowClass={(index) => (tried[index] && isChanged(tried[index]) ? 'done' : undefined)}
          rows={tried.map(({ meal, before, after }) => [
            <a href={paths.civilOrder(meal.id)}>{meal.serviceDate}</a>,
            slotLabel[meal.slot],
            modeLabel[meal.mode],
            yuanGrouped(meal.priceFen),
            yuanGrouped(before.subsidyFen),
            yuanGrouped(after.subsidyFen),
            yuanGrouped(before.selfPayFen),
            yuanGrouped(after.selfPayFen),
            [...new Set(after.grants.map((one) => one.clause).filter(Boolean))].join('、') || '–',
          ])}
        />
      </section>
    </StaffLayout>
  );
}
