import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { yuanText } from '../../domain/money.ts';
import type { PrepaidRule } from '../../domain/prepaid.ts';
import { readPrepaidRule, type TypedRule } from '../../domain/prepaid-rule.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadOperatorRules, setPrepaidRule, type OperatorRules } from '../../store/prepaid-rules.ts';
import { OperatorSettingsPage, ruleProblemText } from '../../../web/civil/operator-settings-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, justSet, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

export const operatorSettings = new Hono<App>();

const oneOperator = segments(z.object({ operatorId: id }));

operatorSettings.get('/:operatorId/settings', permit('point.read'), oneOperator, justSet, async (c) => {
  const read = await loadOperatorRules(c.var.db, c.var.scope, c.req.valid('param').operatorId);
  return read ? settingsPage(c, read, { typed: typedOf(read.rules[0]), done: c.req.valid('query').done === 'set' }) : c.notFound();
});

const text = z.string().max(1000).default('');
const setting = form(z.strictObject({ topUpMost: text, heldMost: text, refundAlone: text, source: text }), (c) => problem(c, 422));

/** Needs no key: setting what is set already changes nothing. */
operatorSettings.post('/:operatorId/settings', permit('point.set'), oneOperator, setting, async (c) => {
  const { operatorId } = c.req.valid('param');
  const typed = c.req.valid('form');
  return untilSettled(async () => {
    const read = await loadOperatorRules(c.var.db, c.var.scope, operatorId);
    if (!read) return c.notFound();
    const wanted = readPrepaidRule(typed);
    if ('problems' in wanted) {
      return settingsPage(c, read, { typed, errors: wanted.problems.map(({ field, problem: what }) => ({ field, message: ruleProblemText(what) })) });
    }
    const [last] = read.rules;
    if (last && sameRule(last, wanted.rule)) return c.redirect(paths.operatorSettings(operatorId, 'set'), 303);
    const entry = auditEntry(c, actorRef(officialOf(c)), 'operator.prepaid_rule', `operator:${operatorId}`);
    const outcome = await setPrepaidRule(c.var.db, entry, operatorId, last?.setAt ?? null, wanted.rule);
    return outcome === 'done' ? c.redirect(paths.operatorSettings(operatorId, 'set'), 303) : outcome;
  });
});

function sameRule(one: PrepaidRule, other: PrepaidRule): boolean {
  const asText = ({ topUpMostFen, heldMostFen, refundAloneMostFen, source }: PrepaidRule) => JSON.stringify([topUpMostFen, heldMostFen, refundAloneMostFen, source]);
  return asText(one) === asText(other);
}

function typedOf(rule: PrepaidRule | undefined): TypedRule {
  if (!rule) return { topUpMost: '', heldMost: '', refundAlone: '', source: '' };
  return { topUpMost: yuanText(rule.topUpMostFen), heldMost: yuanText(rule.heldMostFen), refundAlone: yuanText(rule.refundAloneMostFen), source: rule.source };
}

type Shown = { typed: TypedRule; errors?: readonly FieldError[]; done?: boolean };

function settingsPage(c: Context<App>, read: OperatorRules, { typed, errors = [], done = false }: Shown) {
  const page = <OperatorSettingsPage frame={civilFrame(c, read.offices, 'prepaid')} operator={read.operator} rules={read.rules} {...{ typed, errors, done }} />;
  return c.html(page, errors.length > 0 ? 422 : 200);
}
