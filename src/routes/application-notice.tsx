import type { Context } from 'hono';
import { clockText, minuteOfDay, serviceDateOf } from '../domain/calendar.ts';
import { reviewAfter } from '../domain/application.ts';
import { checkCode } from '../domain/sheet.ts';
import type { App } from '../request.ts';
import { contentHash, loadApplication } from '../store/applications.ts';
import { ApplicationNotice } from '../../web/application-notice.tsx';
import { printedBy } from '../../web/text.ts';
import { personOf, recordOf } from './application-view.ts';

const ANSWERS: readonly string[] = ['grant', 'refuse', 'uphold', 'overturn'];

/** The answer as a sheet; there is none before the answer. Numbers are masked: it is handed over, and may lie about. */
export async function noticePage(c: Context<App>, id: string, back: string) {
  const { now } = c.var;
  const read = await loadApplication(c.var.db, c.var.scope, id, serviceDateOf(now));
  const answer = read?.events.findLast(({ action }) => ANSWERS.includes(action));
  if (!read || !answer) return c.notFound();
  const { application, categories, rule } = read;
  return c.html(
    <ApplicationNotice
      record={await recordOf(c, read)}
      answeredOn={serviceDateOf(answer.at)}
      appealUntil={application.state === 'refused' ? application.dueDate : null}
      reviewDate={answer.fromDate && reviewAfter(answer.fromDate, rule.reviewMonths)}
      check={checkCode(await contentHash(read))}
      printed={printedBy(`${serviceDateOf(now)} ${clockText(minuteOfDay(now))}`, personOf(c).name)}
      {...{ answer, categories, back }}
    />,
  );
}
