import { actorText, doneText, isLook, seenText, subjectText, type AuditLine } from './audit-words.ts';
import { momentText } from './statement-csv.ts';

/** One row for each entry, the latest first. Names as they are; nothing that is sealed stands in the audit. */
export function auditCsvRows(lines: readonly AuditLine[], more: boolean): (string | number)[][] {
  return [
    ['序号', '时间', '谁', '做了什么', '看的是', '对谁、对什么', '原因', '谁（代号）', '记录（代号）', '请求号'],
    ...lines.map((one, index) => [
      index + 1, momentText(one.at), actorText(one), doneText(one), isLook(one.action) ? seenText(one.action) : '', subjectText(one), one.reason ?? '', one.actor,
      one.subject, one.requestId,
    ]),
    ...(more ? [['', '', '', `只列了最近 ${lines.length} 条，更早的请缩短时间再下载`, '', '', '', '', '', '']] : []),
  ];
}
