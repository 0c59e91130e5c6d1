// A fund of the seed's county, and a policy under which it pays.
import { policyRules, type PolicyRulesText } from '../../src/domain/policy-rules.ts';
import type { Database } from '../../src/store/read.ts';
import { account, payer, policyVersion } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { TODAY } from './seed.ts';
import type { Visitor } from './visitor.ts';

export async function openFund(official: Visitor, code = 'charity', name = '慈善助餐基金'): Promise<void> {
  const answer = await official.post('/civil/payers', { key: newId(), code, name, kind: 'fund' });
  if (answer.status !== 303) throw new Error(`the fund was answered ${answer.status}`);
}

/** A fund with one donation of a hundred yuan. */
export async function giveTo(official: Visitor, fund: string, name: string): Promise<{ fund: string; donation: string }> {
  await openFund(official, fund, name);
  const given = await official.post('/civil/donations', { key: newId(), fund, donor: '善人', way: 'bank', amount: '100', received: TODAY, note: '' });
  return { fund, donation: given.headers.get('location')?.split('/').at(-1) ?? '' };
}

/** From today on the seed's policy gives everybody from 60 so much for a meal out of the fund, and what that no longer reaches is `thenPays`'. */
export async function fundPays(db: Database, { fen, thenPays = 'elder' }: { fen: number; thenPays?: 'elder' | 'county' }): Promise<void> {
  const rules: PolicyRulesText = {
    place: '370481000000',
    payers: [{ payer: 'charity', balance: {}, thenPays }, ...(thenPays === 'county' ? [{ payer: 'county' }] : [])],
    benefits: [{ name: '爱心餐', pays: 'charity', tiers: [{ clause: '60 岁以上', who: { ageFrom: 60 }, give: { form: 'fixed', fen } }] }],
  };
  if (thenPays === 'county') {
    await db.insert(payer).values({ code: 'county', name: '县财政', position: 2 });
    await db.insert(account).values({ id: 'payer:county', kind: 'payer', ownerId: 'county' });
  }
  await db.insert(policyVersion).values({
    id: 'fund-pays', policyDocumentId: 'qd-cy-2020', fromDate: TODAY, rules: JSON.stringify(policyRules.parse(rules)), preparedBy: 'person:clerk', approvedBy: 'person:clerk2', approvedAt: 0,
  });
}
