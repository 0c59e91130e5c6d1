import { Hono } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { openingBalances, tryPerson } from '../../domain/policy-trial.ts';
import { readPolicyText } from '../../domain/policy-text.ts';
import { checkCode } from '../../domain/sheet.ts';
import { auditEntry, type App } from '../../request.ts';
import { advanceTrial, isTrial, loadTrial, loadTrialPerson } from '../../store/policy-trials.ts';
import { PolicyTrialPage } from '../../../web/civil/policy-trial-page.tsx';
import { PolicyTrialPersonPage } from '../../../web/civil/policy-trial-person-page.tsx';
import { paths } from '../../../web/paths.ts';
import { staffOf } from '../canteen/frame.ts';
import { id, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { civilFrame } from './frame.ts';

export const policyTrials = new Hono<App>();

const PAGE_SIZE = 200;

const oneTrial = segments(z.object({ trialId: id }));
const paged = query(z.object({ page: z.string().regex(/^[1-9]\d{0,3}$/).default('1').transform(Number) }));

policyTrials.get('/:trialId', permit('policy_draft.read'), oneTrial, paged, async (c) => {
  const { page } = c.req.valid('query');
  const read = await loadTrial(c.var.db, c.var.scope, c.req.valid('param').trialId, { size: PAGE_SIZE, number: page });
  if (!read) return c.notFound();
  const { offices, trial, changed, ...rest } = read;
  const pages = Math.max(1, Math.ceil(changed.people / PAGE_SIZE));
  if (page > pages) return c.notFound();
  const said = readPolicyText(trial.content);
  return c.html(
    <PolicyTrialPage
      {...rest}
      {...{ trial, changed }}
      frame={civilFrame(c, offices, 'policies')}
      title={'policy' in said ? said.policy.title : ''}
      checkCode={checkCode(trial.hash)}
      place={{ page, pages, first: (page - 1) * PAGE_SIZE + 1 }}
      runsOut={'policy' in said && said.policy.version.rules.payers.some((one) => one.balance !== undefined)}
    />,
  );
});

/** The next step. Needs no key: a step that somebody else has just taken is not taken twice. */
policyTrials.post('/:trialId/steps', permit('policy.draft'), oneTrial, async (c) => {
  const { trialId } = c.req.valid('param');
  if (!(await isTrial(c.var.db, c.var.scope, trialId))) return c.notFound();
  await advanceTrial(c.var.db, auditEntry(c, actorRef(staffOf(c)), 'policy_trial.step', `policy_trial:${trialId}`), trialId);
  return c.redirect(paths.policyTrial(trialId), 303);
});

const onePerson = segments(z.object({ trialId: id, elderId: id }));

policyTrials.get('/:trialId/people/:elderId', permit('policy_draft.read'), onePerson, async (c) => {
  const { trialId, elderId } = c.req.valid('param');
  const read = await loadTrialPerson(c.var.db, c.var.scope, trialId, elderId);
  if (!read) return c.notFound();
  const { offices, trial, person, versions, meals } = read;
  const { tried } = tryPerson(meals, versions, trial.month, openingBalances(versions));
  const byDay = tried.toSorted((one, other) => (one.meal.serviceDate < other.meal.serviceDate ? -1 : 1));
  return c.html(<PolicyTrialPersonPage frame={civilFrame(c, offices, 'policies')} trial={trial} person={person} tried={byDay} />);
});
