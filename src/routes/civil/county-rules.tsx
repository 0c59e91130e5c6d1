import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { COUNTY_RULES, readCountyRule, RULE_FIELDS, type CountyRuleName, type TypedRule } from '../../domain/county-rule.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadCountyRule, loadCountyRules, setCountyRule, type CountyRuleRead } from '../../store/county-rules.ts';
import { CountyRulePage, CountyRulesPage } from '../../../web/civil/county-rule-page.tsx';
import { ruleProblemText, valueText } from '../../../web/civil/county-rule-text.ts';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { form, justSet, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

/** What the county sets for messages, families, complaints, signing in at work and tablets. */
export const countyRules = new Hono<App>();

countyRules.get('/', permit('county_rule.read'), async (c) => {
  const read = await loadCountyRules(c.var.db, c.var.scope);
  return read ? c.html(<CountyRulesPage frame={civilFrame(c, read.offices, 'rules')} now={read.now} />) : c.notFound();
});

const oneRule = segments(z.object({ rule: z.enum(COUNTY_RULES) }));

countyRules.get('/:rule', permit('county_rule.read'), oneRule, justSet, async (c) => {
  const { rule } = c.req.valid('param');
  const read = await loadCountyRule(c.var.db, c.var.scope, rule);
  return read ? rulePage(c, rule, read, { typed: typedOf(rule, read), done: c.req.valid('query').done === 'set' }) : c.notFound();
});

/** Each rule has fields of its own: whatever else is sent is refused. */
const setting = form(z.record(z.string().max(30), z.string().max(1000)), (c) => problem(c, 422));

/** Needs no key: setting what is set already changes nothing. */
countyRules.post('/:rule', permit('county_rule.set'), oneRule, setting, async (c) => {
  const { rule } = c.req.valid('param');
  const typed = c.req.valid('form');
  const known = ['document', ...RULE_FIELDS[rule].map(({ name }) => name)];
  if (Object.keys(typed).some((name) => !known.includes(name))) return problem(c, 422);
  return untilSettled(async () => {
    const read = await loadCountyRule(c.var.db, c.var.scope, rule);
    if (!read) return c.notFound();
    const wanted = readCountyRule(rule, typed);
    if ('problems' in wanted) return rulePage(c, rule, read, { typed, errors: wanted.problems.map(({ field, problem: what }) => ({ field, message: ruleProblemText(field, what) })) });
    const [last] = read.rules;
    if (!last) throw new Error(`no ${rule} rule holds`);
    const same = last.document === wanted.document && RULE_FIELDS[rule].every(({ name }) => last.values[name] === wanted.values[name]);
    if (same) return c.redirect(paths.countyRule(rule, 'set'), 303);
    const entry = auditEntry(c, actorRef(officialOf(c)), 'county_rule.set', `county_rule:${rule}`);
    const outcome = await setCountyRule(c.var.db, entry, rule, last.setAt, wanted);
    return outcome === 'done' ? c.redirect(paths.countyRule(rule, 'set'), 303) : outcome;
  });
});

/** What holds, to be changed. The paper of what came with the migrations is no official's: they name their own. */
function typedOf(name: CountyRuleName, { rules: [last] }: CountyRuleRead): TypedRule {
  if (!last) return {};
  return { document: last.setAt === 0 ? '' : last.document, ...Object.fromEntries(RULE_FIELDS[name].map((field) => [field.name, valueText(field, last.values[field.name] ?? 0)])) };
}

type Shown = { typed: TypedRule; errors?: readonly FieldError[]; done?: boolean };

function rulePage(c: Context<App>, name: CountyRuleName, read: CountyRuleRead, { typed, errors = [], done = false }: Shown) {
  const page = <CountyRulePage frame={civilFrame(c, read.offices, 'rules')} rules={read.rules} {...{ name, typed, errors, done }} />;
  return c.html(page, errors.length > 0 ? 422 : 200);
}
