import type { ServiceDate, Instant } from '../src/domain/calendar.ts';
import type { ClaimKind } from '../src/domain/application-claim.ts';
import type { ReviewDecision, ReviewFinding } from '../src/domain/eligibility-review.ts';
import { claimText, dueText, reviewDecisionLabel, reviewFindingLabel, type Category } from './application-text.ts';
import { dateText, dayAndClock } from './format.tsx';
import { Table } from './table.tsx';

export type ReviewLine = {
  factId: string;
  applicationNo: string;
  name: string;
  kind: ClaimKind;
  value: string;
  from: ServiceDate;
  to: ServiceDate | null;
  reviewDate: ServiceDate;
  reviewId: string | null;
  finding: ReviewFinding | null;
  endDate: ServiceDate | null;
  villageName: string;
  villageKind: string;
  townName: string;
  townKind: string;
};

export type PastReview = {
  finding: ReviewFinding;
  endDate: ServiceDate | null;
  note: string;
  proposedAt: Instant;
  proposedName: string;
  decision: ReviewDecision | null;
  decisionNote: string | null;
  decidedAt: Instant | null;
  decidedName: string;
};

export type ReviewListProps = {
  lines: readonly ReviewLine[];
  categories: readonly Category[];
  today: ServiceDate;
  hrefOf: (factId: string) => string;
  place: { page: number; pages: number };
  pageHref: (page: number) => string;
  count: number;
};

/** Who is due, the longest overdue first, and whose turn it is. */
export function ReviewList({ lines, categories, today, hrefOf, place, pageHref, count }: ReviewListProps) {
  if (lines.length === 0) return <p class="empty">近期没有到日子的复核。批准的资格满一年前，会提前出现在这里。</p>;
  return (
    <>
      <Table
        caption="该复核的，超期的在前"
        columns={['姓名', '资格', '哪里', '从哪天起', '复核日', '期限', '到哪一步'].map((head) => ({ head }))}
        rows={lines.map((line) => [
          <a href={hrefOf(line.factId)}>{line.name}</a>,
          claimText(line, categories),
          line.villageName,
          line.from,
          line.reviewDate,
          dueText(line.reviewDate, today),
          line.finding === null ? `待${line.villageKind}复核` : `已报“${reviewFindingLabel[line.finding]}”，等${line.townKind}审批`,
        ])}
        rowClass={(index) => ((lines[index]?.reviewDate ?? today) < today ? 'wrong' : undefined)}
      />
      <nav class="trail" aria-label="翻页">
        {place.page > 1 ? <a href={pageHref(place.page - 1)}>← 上一页</a> : null}
        <span>共 {count} 人</span>
        {place.page < place.pages ? <a href={pageHref(place.page + 1)}>下一页 →</a> : null}
      </nav>
    </>
  );
}

export type ReviewFactsProps = { line: ReviewLine; past: readonly PastReview[]; categories: readonly Category[]; today: ServiceDate };

/** One granted fact and every look at it so far. */
export function ReviewFacts({ line, past, categories, today }: ReviewFactsProps) {
  return (
    <section class="card">
      <dl class="facts">
        <dt>资格</dt>
        <dd>{claimText(line, categories)}</dd>
        <dt>住在</dt>
        <dd>
          {line.townName}
          {line.villageName}
        </dd>
        <dt>从哪天起</dt>
        <dd>{dateText(line.from)}</dd>
        <dt>凭什么</dt>
        <dd>申请号 {line.applicationNo}</dd>
        <dt>{line.to === null ? '复核日' : '终止'}</dt>
        <dd>{line.to === null ? `${dateText(line.reviewDate)}，${dueText(line.reviewDate, today)}` : `${dateText(line.to)}起不再享受`}</dd>
      </dl>
      {past.length === 0 ? null : (
        <>
          <h2>复核经过</h2>
          <ol class="steps-done">
            {past.map((one) => (
              <li>
                <b>{reviewFindingLabel[one.finding]}</b>
                {one.endDate ? `，${dateText(one.endDate)}起终止` : ''}，{one.proposedName}，{dayAndClock(one.proposedAt)}
                {one.note ? <p>{one.note}</p> : null}
                {one.decision && one.decidedAt !== null ? (
                  <p>
                    {reviewDecisionLabel[one.decision]}，{one.decidedName}，{dayAndClock(one.decidedAt)}
                    {one.decisionNote ? `：${one.decisionNote}` : ''}
                  </p>
                ) : (
                  <p>等审批。</p>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
