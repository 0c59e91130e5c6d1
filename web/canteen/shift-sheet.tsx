import { serviceDateOf } from '../../src/domain/calendar.ts';
import { capitalYuan, fen, type Fen } from '../../src/domain/money.ts';
import type { ShiftFigures } from '../../src/domain/shift.ts';
import { clockOf, dayAndClock, fullDayText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { SheetLayout } from '../sheet-layout.tsx';
import { FigureLines, type PastShift } from './shifts-page.tsx';

type Closed = Omit<PastShift, 'mine'> & { [K in keyof ShiftFigures]: Fen | null };

/** The closed shift on paper: what should have been there, what was counted, and who says so. */
export function ShiftSheet({ shift, check }: { shift: Closed; check: string }) {
  const { pointName, number, closedAt, openedAt } = shift;
  const known = (amount: Fen | null) => amount ?? fen(0);
  const figures: ShiftFigures = {
    beforeOpeningFen: known(shift.beforeOpeningFen), mealsFen: known(shift.mealsFen), topUpsFen: known(shift.topUpsFen),
    refundsFen: known(shift.refundsFen), undoneFen: known(shift.undoneFen), otherFen: known(shift.otherFen), expectedFen: known(shift.expectedFen),
  };
  const counted = known(shift.countedFen);
  const difference = fen(counted - figures.expectedFen);
  const day = fullDayText(serviceDateOf(openedAt));
  return (
    <SheetLayout
      kind="钱箱交班单"
      place={pointName}
      when={[day, `${clockOf(openedAt)} 开班`]}
      subject={`${pointName} · ${day}`}
      number={`第 ${number} 班`}
      check={check}
      printed={closedAt === null ? '' : `${dayAndClock(closedAt)} 交班`}
      back={{ href: paths.shifts(), label: '回到钱箱' }}
    >
      <FigureLines figures={figures} openingFen={shift.openingFen} />
      <table class="capital">
        <tbody>
          <tr>
            <th scope="row">点出来</th>
            <td>
              人民币{capitalYuan(counted)}
              <br />
              ￥{yuanGrouped(counted)}
            </td>
          </tr>
          <tr>
            <th scope="row">{difference === 0 ? '和该有的' : difference > 0 ? '多了' : '少了'}</th>
            <td>{difference === 0 ? '一样' : `￥${yuanGrouped(fen(Math.abs(difference)))}`}</td>
          </tr>
        </tbody>
      </table>
      {shift.explanation ? <p class="equal">说明：{shift.explanation}</p> : null}
      {shift.openingNote ? <p class="note">开班时说明：{shift.openingNote}</p> : null}
      <p class="note">
        {shift.openedByName} 开班，{shift.closedByName} 交班{shift.seenByName ? `，${shift.seenByName} 看过` : ''}。
      </p>
      <p class="sign">
        <span>交班人签名</span>
        <span>第二个人签名</span>
      </p>
    </SheetLayout>
  );
}
