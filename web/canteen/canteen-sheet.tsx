import type { Child } from 'hono/jsx';
import type { Instant } from '../../src/domain/calendar.ts';
import { checkCode, type PrintKind, type SheetHead, type SheetKind } from '../../src/domain/sheet.ts';
import { PostForm } from '../form.tsx';
import { clockOf, dayAndClock, fullDayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { SheetLayout } from '../sheet-layout.tsx';
import { sheetKindLabel, slotLabel } from '../text.ts';

/** What every sheet of a run has around its content. */
export type SheetFrame = {
  number: number;
  runId: string;
  printedAt: Instant;
  contentHash: string;
  /** The sheet of this run that is still to be printed, for the screen. */
  next: { kind: SheetKind; requestKey: string } | null;
};

/** A sheet looked at again is the sheet that was printed: same content, same number, and the moment of its first printing. */
export function CanteenSheet(props: { frame: SheetFrame; kind: PrintKind; head: SheetHead; children: Child }) {
  const { frame, head } = props;
  const place = head.kitchenName === null ? head.pointName : `${head.pointName}，由${head.kitchenName}供餐`;
  return (
    <SheetLayout
      kind={sheetKindLabel[props.kind]}
      place={`${place} · 单号 ${frame.number}`}
      subject={`${head.pointName} · ${fullDayText(head.serviceDate)} ${slotLabel[head.slot]}`}
      when={[fullDayText(head.serviceDate), `${slotLabel[head.slot]}，${clockOf(head.serveFromAt)} 开饭`]}
      number={`第 ${frame.number} 号`}
      check={checkCode(frame.contentHash)}
      printed={`${dayAndClock(frame.printedAt)} 打印`}
      back={{ href: paths.sheets(frame.runId), label: '回到打印单' }}
      action={<NextSheet frame={frame} />}
    >
      {props.children}
    </SheetLayout>
  );
}

function NextSheet({ frame: { next, runId } }: { frame: SheetFrame }) {
  if (next === null) return null;
  return (
    <PostForm action={paths.printRuns(runId)} hidden={{ key: next.requestKey, kind: next.kind }}>
      <button>接着打{sheetKindLabel[next.kind]}</button>
    </PostForm>
  );
}
