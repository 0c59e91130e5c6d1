// Of offices: a part of fault-stories.ts. Order matters: a later story may rest on what an earlier one did.
import { policyDraftStep } from '../../src/store/schema.ts';
import { newId, sha256 } from '../../src/vault.ts';
import { DRAFT_TEXT } from './draft-rows.ts';
import { formOn, found, led, person, posting, type Scene, type Sent, type Story } from './fault-stories.ts';
import { all } from './books.ts';
import { stopped } from './follow-ups.ts';
import { day } from './seed.ts';
import { uploadRoster } from './rosters.ts';
import type { Visitor } from './visitor.ts';

/** Answers what a page shows, with the hash that it carries. */
async function answering(who: Visitor, path: string, more: Record<string, string>, action = path): Promise<Sent> {
  return posting(who, action, { ...(await formOn(who, path, action)), ...more });
}

/** A draft that somebody wrote and sent, and the hash of its text. */
async function sentDraft(scene: Scene): Promise<{ path: string; hash: string }> {
  const { draft, hash } = await writtenDraft(scene);
  await led((await person(scene, 'clerk2')).post(`/civil/policies/drafts/${draft}/sending`, { hash }));
  return { path: `/civil/policies/drafts/${draft}`, hash };
}
async function writtenDraft(scene: Scene): Promise<{ draft: string; hash: string }> {
  const draft = await led((await person(scene, 'clerk2')).post('/civil/policies/drafts', { key: newId(), text: DRAFT_TEXT }));
  return { draft, hash: await found("SELECT content_hash AS found FROM policy_draft_step WHERE draft_id = ? ORDER BY number DESC LIMIT 1", draft) };
}

export const STORIES_OF_OFFICES: Record<string, Story> = {
  'POST /civil/access-requests/:requestId': async (scene) => answering(await person(scene, 'admin1'), `/civil/access-requests/${scene.place.accessRequest}`, { outcome: 'confirmed' }),
  'POST /civil/messages/:messageId/telling': async (scene) =>
    posting(await person(scene, 'clerk'), `/civil/messages/${scene.place.undelivered}/telling`, { attempts: '3', how: 'phone', teller: '周敏', when: '2026-11-23 11:00', note: '' }),
  'POST /civil/categories/:code/deletion': async (scene) => {
    const clerk = await person(scene, 'clerk');
    await led(clerk.post('/civil/categories', { key: newId(), code: 'c_gone', name: '写错的' }));
    return posting(clerk, '/civil/categories/c_gone/deletion');
  },
  'POST /civil/payers/:code/name': async (scene) => {
    const was = await found('SELECT name AS found FROM payer WHERE code = ?', scene.place.fund);
    return posting(await person(scene, 'clerk'), `/civil/payers/${scene.place.fund}/name`, { was, name: `${was}会`, reason: '改名' });
  },
  'POST /civil/payers/:code/deletion': async (scene) => {
    const clerk = await person(scene, 'clerk');
    await led(clerk.post('/civil/payers', { key: newId(), code: 'p_gone', name: '写错的', kind: 'budget' }));
    return posting(clerk, '/civil/payers/p_gone/deletion');
  },
  'POST /civil/donations/:donationId/reversal': async (scene) => {
    const path = `/civil/donations/${scene.place.donation}`;
    return answering(await person(scene, 'clerk'), path, { reason: '记错' }, `${path}/reversal`);
  },
  'POST /civil/policies/drafts/:draftId/sending': async (scene) => {
    const { draft, hash } = await writtenDraft(scene);
    return posting(await person(scene, 'clerk2'), `/civil/policies/drafts/${draft}/sending`, { hash });
  },
  'POST /civil/policies/drafts/:draftId/return': async (scene) => {
    const { path } = await sentDraft(scene);
    return answering(await person(scene, 'clerk'), path, { reason: '档次写错' }, `${path}/return`);
  },
  'POST /civil/policies/trials/:trialId/steps': async (scene) => {
    const clerk = await person(scene, 'clerk');
    const draft = `draft-trial-${scene.place.point}`;
    await scene.db.insert(policyDraftStep).values({ draftId: draft, number: 1, kind: 'saved', content: DRAFT_TEXT, contentHash: await sha256(DRAFT_TEXT), actor: 'person:clerk', at: 0 });
    const trial = await led(clerk.post(`/civil/policies/drafts/${draft}/trials`, { month: '2026-10' }));
    return posting(clerk, `/civil/policies/trials/${trial}/steps`);
  },
  'POST /civil/rosters/uploads/:kind': async (scene) => {
    const key = newId();
    return { who: await person(scene, 'clerk'), send: (over) => uploadRoster(over, { kind: 'death', key, file: '姓名,身份证号,死亡日期\n查无此人,1,2026-11-22\n' }) };
  },
  'POST /civil/claim-requests': async (scene) => {
    await led((await person(scene, scene.place.cook)).post(`/canteen/orders/${scene.place.waiting}/hand-over`, { key: newId() }));
    return posting(await person(scene, 'clerk'), '/civil/claim-requests', { key: newId(), order: scene.place.waiting, reason: 'not_eaten', note: '查实' });
  },
  'POST /civil/claim-requests/:requestId': async (scene) => answering(await person(scene, 'clerk'), `/civil/claim-requests/${scene.place.claimRequest}`, { outcome: 'confirmed' }),
  'POST /civil/moves/:requestId': async (scene) => answering(await person(scene, 'clerk'), `/civil/moves/${scene.place.move}`, { outcome: 'approved' }),
  'POST /civil/moves': async (scene) => posting(await person(scene, 'clerk'), '/civil/moves', { key: newId(), elder: scene.place.saver, from: 'op1', to: 'op2', note: '同意' }),
  'POST /civil/deaths/elders/:elderId': async (scene) => posting(await person(scene, 'clerk'), `/civil/deaths/elders/${scene.place.walkIn}`, { key: newId(), died: '2026-11-22', told: '社区', document: '' }),
  'POST /civil/deaths/notices/:noticeId': async (scene) => answering(await person(scene, 'clerk'), `/civil/deaths/notices/${scene.place.deathNotice}`, { outcome: 'confirmed' }),
  'POST /canteen/cards/issues': async (scene) => posting(await person(scene, scene.place.cook), '/canteen/cards/issues', { key: newId(), elder: scene.place.elder, reason: 'lost' }),
  'POST /canteen/cards/:cardId/revocation': async (scene) => posting(await person(scene, scene.place.cook), `/canteen/cards/${await inUse(scene)}/revocation`, { why: 'lost' }),
  'POST /civil/cards/issues': async (scene) => posting(await person(scene, 'clerk'), '/civil/cards/issues', { key: newId(), elder: scene.place.elder }),
  'POST /civil/cards/:cardId/revocation': async (scene) => posting(await person(scene, 'clerk'), `/civil/cards/${await inUse(scene)}/revocation`, { why: 'lost' }),
};

/** Of the whole county, so that a second clean run would find it done. */
export const STORIES_OF_THE_COUNTY: Record<string, Story> = {
  'POST /civil/books-stops/:stopId/ending': async (scene) => {
    const stop = await stopped(scene.db, scene.place.point, day('2026-11-05'));
    return posting(await person(scene, 'clerk'), `/civil/books-stops/${stop}/ending`, { reason: '合计改回来了' });
  },
  'POST /civil/calendar/days': async (scene) => {
    const clerk = await person(scene, 'clerk');
    const waiting = await all<{ id: string }>('SELECT l.id FROM calendar_list l WHERE NOT EXISTS (SELECT 1 FROM calendar_list_answer a WHERE a.list_id = l.id)');
    for (const { id } of waiting) await led(clerk.post(`/civil/calendar/lists/${id}/answer`, { ...(await formOn(clerk, `/civil/calendar/lists/${id}`, `/civil/calendar/lists/${id}/answer`)), outcome: 'withdrawn', reason: '' }));
    return posting(clerk, '/civil/calendar/days', { key: newId(), year: '2026', daySource: '通知', date: '2026-12-31', kind: 'day_off', name: '元旦' });
  },
  'POST /civil/calendar/lists/:listId/answer': async (scene) => {
    const listId = await found('SELECT id AS found FROM calendar_list l WHERE NOT EXISTS (SELECT 1 FROM calendar_list_answer a WHERE a.list_id = l.id)');
    const path = `/civil/calendar/lists/${listId}`;
    return answering(await person(scene, 'clerk2'), path, { outcome: 'confirmed', reason: '' }, `${path}/answer`);
  },
  'POST /civil/categories/:code/name': async (scene) =>
    posting(await person(scene, 'clerk'), '/civil/categories/minimum_living_guarantee/name', { was: '低保', name: '最低生活保障', reason: '按文件' }),
  'POST /civil/operators/:operatorId/settings': async (scene) =>
    posting(await person(scene, 'clerk'), '/civil/operators/op1/settings', { topUpMost: '900', heldMost: '5000', refundAlone: '100', source: '县里的规定' }),
  'POST /civil/policies/drafts/:draftId/approval': async (scene) => {
    const { path } = await sentDraft(scene);
    return answering(await person(scene, 'clerk'), path, {}, `${path}/approval`);
  },
};

const inUse = ({ place }: Scene) => found('SELECT id AS found FROM card WHERE elder_id = ? AND revoked_at IS NULL', place.elder);
