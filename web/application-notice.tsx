import type { ServiceDate } from '../src/domain/calendar.ts';
import { claimText, type Category } from './application-text.ts';
import { codeText, type ApplicationRecord, type RecordEvent } from './application-record.tsx';
import { dateText } from './format.tsx';
import { SheetLayout } from './sheet-layout.tsx';

export type NoticeProps = {
  record: ApplicationRecord;
  categories: readonly Category[];
  answer: RecordEvent;
  answeredOn: ServiceDate;
  /** The last day for an appeal; null when there is none to be made. */
  appealUntil: ServiceDate | null;
  reviewDate: ServiceDate | null;
  check: string;
  printed: string;
  back: string;
};

/** The answer on A4, to be handed to whoever applied: what was decided, why, from when, and what they can do. */
export function ApplicationNotice(props: NoticeProps) {
  const { record, categories, answer, answeredOn, check, printed, back } = props;
  const granted = answer.action === 'grant' || answer.action === 'overturn';
  const subject = record.kind ? claimText({ kind: record.kind, value: record.value }, categories) : '';
  return (
    <SheetLayout
      kind="资格审核结果告知书"
      place={`${record.townName}${record.villageName}`}
      when={[dateText(answeredOn), granted ? '予以批准' : '不予批准']}
      subject={`申请号 ${record.applicationNo}`}
      check={check}
      printed={printed}
      back={{ href: back, label: '返回这份申请' }}
    >
      <table class="capital">
        <tbody>
          <Row head="申请人" text={`${record.name}，证件号 ${record.idNumber ?? ''}`} />
          <Row head="申请事项" text={subject} />
          <Row head="结果" text={resultText(answer)} />
          {answer.codes.length > 0 ? <Row head="原因" text={answer.codes.map(codeText).join('；')} /> : null}
          {answer.note ? <Row head="说明" text={answer.note} /> : null}
          {granted && answer.fromDate ? <Row head="从哪天起" text={`${dateText(answer.fromDate)}。从这一天起订的餐，按新的资格算补贴。`} /> : null}
          {granted && props.reviewDate ? <Row head="下次复核" text={`${dateText(props.reviewDate)}以前，${record.villageKind}会上门或打电话。`} /> : null}
        </tbody>
      </table>
      <p class="equal">{adviceText(props, granted)}</p>
      <p class="sign">
        <span>{record.townName}（盖章）</span>
        <span>申请人或家属签收</span>
        <span>日期</span>
      </p>
    </SheetLayout>
  );
}

function Row({ head, text }: { head: string; text: string }) {
  return (
    <tr>
      <th scope="row">{head}</th>
      <td>{text}</td>
    </tr>
  );
}

function resultText({ action }: RecordEvent): string {
  if (action === 'grant') return '批准';
  if (action === 'overturn') return '经复核，改为批准';
  return action === 'uphold' ? '经复核，维持不批准' : '不批准';
}

function adviceText({ appealUntil, record }: NoticeProps, granted: boolean): string {
  if (granted) return `情况有变化，请告诉${record.villageKind}。`;
  if (appealUntil) return `不同意这个结果，请在 ${dateText(appealUntil)}以前（当天也算）到${record.villageKind}申请复核，由民政局另外的人重新看。`;
  return '情况有变化，可以重新申请。';
}
