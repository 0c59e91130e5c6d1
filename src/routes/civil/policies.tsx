import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { endOf, versionOn } from '../../domain/policy.ts';
import { policyRules } from '../../domain/policy-rules.ts';
import { policyText } from '../../domain/policy-text.ts';
import { readJson } from '../../domain/json-text.ts';
import type { App } from '../../request.ts';
import { divisionNames, loadPolicies, loadPolicyVersion } from '../../store/policy-drafts.ts';
import { PoliciesPage, type DraftLine, type VersionLine } from '../../../web/civil/policies-page.tsx';
import { PolicyVersionPage } from '../../../web/civil/policy-version-page.tsx';
import { momentText } from '../../../web/civil/statement-csv.ts';
import { id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { civilFrame } from './frame.ts';

export const policies = new Hono<App>();

type Read = Awaited<ReturnType<typeof loadPolicies>>;

policies.get('/', permit('policy.read'), async (c) => {
  const read = await loadPolicies(c.var.db, c.var.scope);
  const lines = versionLines(read, serviceDateOf(c.var.now));
  return c.html(
    <PoliciesPage
      frame={civilFrame(c, read.offices, 'policies')}
      policies={[...Map.groupBy(lines, (one) => one.policyId)].map(([policyId, versions]) => ({ id: policyId, title: versions[0]?.title ?? policyId, versions }))}
      drafts={read.isCounty ? read.drafts.map(draftLine) : null}
    />,
  );
});

const oneVersion = segments(z.object({ versionId: z.union([id, z.string().max(60)]) }));

policies.get('/versions/:versionId', permit('policy.read'), oneVersion, async (c) => {
  const read = await loadPolicyVersion(c.var.db, c.var.scope, c.req.valid('param').versionId);
  if (!read) return c.notFound();
  const line = versionLines(read, serviceDateOf(c.var.now)).find((one) => one.id === read.version.id);
  if (!line) return c.notFound();
  return versionPage(c, read, line);
});

async function versionPage(c: Context<App>, read: Read & { version: Read['versions'][number] }, line: VersionLine) {
  const rules = policyRules.parse(JSON.parse(read.version.rules));
  const { version, offices, payers, categories, isCounty } = read;
  return c.html(
    <PolicyVersionPage
      frame={civilFrame(c, offices, 'policies')}
      version={{ ...line, source: version.source, approvedAtText: momentText(version.approvedAt) }}
      rules={rules}
      names={{ payers, categories, divisions: await divisionNames(c.var.db, version.rules) }}
      text={policyText({ ...version, rules })}
      mayDraft={isCounty}
    />,
  );
}

/** Each version with the day on which it really ends, and whether it holds today. */
export function versionLines({ versions }: Pick<Read, 'versions'>, today: ServiceDate): (VersionLine & { policyId: string })[] {
  return versions.map((version) => {
    const own = versions.filter((one) => one.policyId === version.policyId).map((one) => ({ ...one, rules: policyRules.parse(JSON.parse(one.rules)) }));
    const held = versionOn(own, today)?.id === version.id;
    return { ...version, end: endOf(version, versions), holds: held ? 'today' : version.fromDate > today ? 'later' : 'past' };
  });
}

function draftLine({ content, ...draft }: Read['drafts'][number]): DraftLine {
  const { title, from } = headOf(content);
  return { ...draft, title, from };
}

const head = z.object({ title: z.string(), versions: z.array(z.object({ from: z.string() })) });

/** What a saved text says it is, for a list. */
function headOf(content: string): { title: string; from: string } {
  const json = readJson(content);
  const read = head.safeParse('value' in json ? json.value : null);
  return read.success ? { title: read.data.title, from: read.data.versions[0]?.from ?? '' } : { title: '?', from: '' };
}
