// Of offices. Order matters: a later row may rest on what an earlier one did.
import { newId } from '../../src/vault.ts';
import { DRAFT_TEXT } from './draft-rows.ts';
import { page, post, firstName, type Ask } from './access-asks.ts';
import { homeOfGuest, TOLD } from './access-canteen.ts';
import type { Records } from './canary-records.ts';

const statement = (of: Records) => `/civil/statements/${of.point}/2026-11`;

export const OF_OFFICES: Record<string, Ask[]> = {
  'GET /civil/people': [page(() => '/civil/people', 'readers of people'), page(() => '/civil/people?role=canteen_staff', 'own readers of people', { none: 200, shows: (of) => [of.staff] })],
  'POST /civil/people/search': [post(() => '/civil/people/search', 'own readers of people', (of) => ({ q: of.unit }), { ok: [200], none: 200, shows: (of) => [of.staff] })],
  'GET /civil/tablets': [page(() => '/civil/tablets', 'own readers of people', { none: 200, shows: (of) => [of.pointName] })],
  'GET /civil/people/new': [page(() => '/civil/people/new', 'administrators')],
  // Whoever administers another county adds to that one.
  'POST /civil/people': [
    post(() => '/civil/people', 'administrators', () => ({ key: newId(), name: '郝敏', unit: newId() })),
    // Who is called the same at the same place of this county is known here, and nobody there.
    post(() => '/civil/people', 'administrators', (of) => ({ key: newId(), name: '帮工', unit: of.unit }), { ok: [303, 422] }),
  ],
  'GET /civil/people/:personId': [page((of) => `/civil/people/${of.staff}`, 'own readers of people', { shows: (of) => [of.unit] })],
  'GET /civil/people/:personId/requests/new': [
    page((of) => `/civil/people/${of.staff}/requests/new?role=canteen_staff`, 'own administrators', { shows: (of) => [of.pointName] }),
    page((of) => `/civil/people/${of.staff}/requests/new?role=town_official`, 'own administrators', { shows: (of) => [of.town] }),
    page((of) => `/civil/people/${of.staff}/requests/new?role=operator_manager`, 'own administrators', { shows: () => ['康和餐饮'] }),
  ],
  'POST /civil/people/:personId/requests': [
    post((of) => `/civil/people/${of.staff}/requests`, 'own administrators', (of) => ({ key: newId(), role: 'community_worker', town: of.town, place: of.village, reason: '顶岗' })),
  ],
  'GET /civil/access-requests/:requestId': [page((of) => `/civil/access-requests/${of.accessRequest}`, 'own readers of people', { shows: (of) => [of.unit] })],
  'POST /civil/access-requests/:requestId': [
    post((of) => `/civil/access-requests/${of.accessRequest}`, 'own administrators', () => ({ shown: 'A'.repeat(43), outcome: 'declined' }), { ok: [409], shows: (of) => [of.unit] }),
  ],
  'POST /civil/people/:personId/login': [post((of) => `/civil/people/${of.staff}/login`, 'own administrators', (of) => ({ login: of.staff }))],
  'GET /civil/start-codes/:codeId': [page((of) => `/civil/start-codes/${of.startCode}`, 'own administrators', { shows: (of) => [of.colleague] })],
  'POST /civil/people/:personId/login/session-endings': [post((of) => `/civil/people/${of.colleague}/login/session-endings`, 'own administrators', () => ({}))],
  'POST /civil/people/:personId/login/unlocking': [post((of) => `/civil/people/${of.colleague}/login/unlocking`, 'own administrators', () => ({}))],
  'POST /civil/people/:personId/start-codes': [
    post((of) => `/civil/people/${of.colleague}/start-codes`, 'own administrators', () => ({ key: newId(), resets: 'nothing', reason: '新来的', present_seen: 'on' })),
  ],
  'GET /civil/grants/:grantId/revocation': [page((of) => `/civil/grants/${of.grant}/revocation`, 'own administrators', { shows: (of) => [of.pointName] })],
  'POST /civil/grants/:grantId/revocation': [post((of) => `/civil/grants/${of.grant}/revocation`, 'own administrators', () => ({ reason: '离职' }))],
  'GET /civil/people/:personId/disabling': [page((of) => `/civil/people/${of.staff}/disabling`, 'own administrators', { shows: (of) => [of.staff] })],
  'POST /civil/people/:personId/disabling': [post((of) => `/civil/people/${of.staff}/disabling`, 'own administrators', () => ({ reason: '丢了' }))],
  'GET /civil/today': [page(() => '/civil/today', 'own readers', { none: 200, shows: (of) => [of.pointName] })],
  'GET /pictures/:pictureId/:size': [page(() => '/pictures/none/large', 'everybody', { ok: [404] })],
  'GET /civil/complaints': [page(() => '/civil/complaints', 'readers')],
  'GET /civil/complaints/:complaintId': [page((of) => `/civil/complaints/${of.complaint}`, 'own readers', { shows: firstName })],
  'GET /civil/messages': [page(() => '/civil/messages', 'county readers', { shows: firstName })],
  'GET /civil/messages/:messageId': [page((of) => `/civil/messages/${of.undelivered}`, 'county readers', { shows: firstName })],
  'POST /civil/messages/:messageId/look': [post((of) => `/civil/messages/${of.undelivered}/look`, 'county officials', () => ({ reason: '告知' }), { ok: [200], shows: firstName, reveals: ({ doors }) => doors.slice(0, 1) })],
  'POST /civil/messages/:messageId/resending': [post((of) => `/civil/messages/${of.undelivered}/resending`, 'county officials', () => ({ attempts: '3' }))],
  // It is on its way again.
  'POST /civil/messages/:messageId/telling': [
    post((of) => `/civil/messages/${of.undelivered}/telling`, 'county officials', () => ({ attempts: '3', how: 'phone', teller: '周敏', when: '2026-11-23 11:00', note: '' }), { ok: [409] }),
  ],
  'GET /civil/books-stops': [page(() => '/civil/books-stops', 'county readers', { shows: (of) => [of.pointName] })],
  'GET /civil/books-stops/:stopId': [page((of) => `/civil/books-stops/${of.booksStop}`, 'county readers', { shows: (of) => [of.pointName] })],
  // It has ended, and whoever comes later is shown what was written: how one ends stands in books-stops.test.ts.
  'POST /civil/books-stops/:stopId/ending': [post((of) => `/civil/books-stops/${of.booksStop}/ending`, 'county officials', () => ({ reason: 'x' }))],
  'GET /civil/rules': [page(() => '/civil/rules', 'county readers')],
  'GET /civil/rules/:rule': [page(() => '/civil/rules/messages', 'county readers')],
  'POST /civil/rules/:rule': [post(() => '/civil/rules/complaints', 'county officials', () => ({ answerDays: '7', document: '测试规定' }))],
  'GET /civil/elders': [page(() => '/civil/elders', 'readers')],
  // Changes nothing; one hit leads to the person.
  'POST /civil/elders': [post(() => '/civil/elders', 'own readers', (of) => ({ q: of.phoneTail }), { none: 200, shows: (of) => [of.elder] })],
  'GET /civil/elders/:elderId': [
    page((of) => `/civil/elders/${of.elder}?month=2026-11`, 'own readers', { shows: ({ names, relatives }) => [...names.slice(0, 1), ...relatives], reveals: ({ relatives }) => relatives }),
    page((of) => `/civil/elders/${of.guest}?month=2026-11`, 'either readers', { shows: (of) => [of.guestName], reveals: homeOfGuest }),
  ],
  'POST /civil/elders/:elderId/looks': [
    post((of) => `/civil/elders/${of.elder}/looks`, 'own officials', () => ({ key: newId(), field: 'phone', why: 'call', words: '' }), { shows: (of) => [of.elder] }),
    post((of) => `/civil/elders/${of.elder}/looks`, 'own officials', () => ({ key: newId(), field: 'id_number', why: 'other', words: '' }), { ok: [422], shows: firstName, reveals: ({ relatives }) => relatives }),
  ],
  'GET /civil/audit': [
    page(() => '/civil/audit?kind=order.place', 'auditor', { shows: firstName }),
    page((of) => `/civil/audit?whose=${of.elder}`, 'auditor', { none: 200, shows: firstName }),
    page((of) => `/civil/audit?of=order:${of.order}`, 'auditor', { none: 200, shows: firstName }),
  ],
  'POST /civil/audit': [post(() => '/civil/audit', 'auditor', (of) => ({ who: '', whom: of.phoneTail }), { shows: (of) => [of.elder] })],
  'GET /civil/audit/file.csv': [page((of) => `/civil/audit/file.csv?whose=${of.elder}`, 'auditor', { none: 200, shows: firstName })],
  'GET /civil/cards': [
    page(() => '/civil/cards', 'officials'),
    page((of) => `/civil/cards?elder=${of.elder}`, 'own officials', { shows: firstName }),
  ],
  'POST /civil/cards': [post(() => '/civil/cards', 'own officials', (of) => ({ q: of.phoneTail }), { none: 200, shows: (of) => [of.elder] })],
  // Without a reason nothing is made and nothing ends: what happens with one stands in cards.test.ts.
  'POST /civil/cards/issues': [post(() => '/civil/cards/issues', 'own officials', (of) => ({ key: newId(), elder: of.elder }), { ok: [422], shows: firstName })],
  'GET /civil/cards/:cardId': [page((of) => `/civil/cards/${of.card}`, 'own officials', { ok: [303] })],
  'POST /civil/cards/:cardId/revocation': [post((of) => `/civil/cards/${of.card}/revocation`, 'own officials', () => ({}), { ok: [422] })],
  // After what the canteen is asked about days within it.
  'POST /pauses': [post(() => '/pauses', 'elders', () => ({ key: newId(), resume: '2026-11-30' }))],
  'GET /civil/prepaid': [page(() => '/civil/prepaid', 'county or auditor')],
  'GET /civil/prepaid/files/:file{[0-9-]+\\.csv}': [page(() => '/civil/prepaid/files/2026-11-23.csv', 'county or auditor')],
  'GET /civil/prepaid/:operatorId': [page(() => '/civil/prepaid/op1', 'county or auditor')],
  'GET /civil/moves': [page((of) => `/civil/moves?elder=${of.saver}&holder=op1`, 'own county', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /civil/moves': [
    post(() => '/civil/moves', 'own county', (of) => ({ key: newId(), elder: of.saver, from: 'op1', note: 'x' }), { ok: [422], shows: ({ names }) => names.slice(1, 2) }),
  ],
  'GET /civil/moves/:requestId': [page((of) => `/civil/moves/${of.move}`, 'own county or auditor', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /civil/moves/:requestId': [
    post((of) => `/civil/moves/${of.move}`, 'own county', () => ({ shown: 'A'.repeat(43), outcome: 'declined' }), { ok: [409], shows: ({ names }) => names.slice(1, 2) }),
  ],
  'GET /civil/deaths': [page(() => '/civil/deaths', 'readers')],
  'POST /civil/deaths': [post(() => '/civil/deaths', 'own officials', (of) => ({ q: of.namePart }), { ok: [200], none: 200, shows: firstName })],
  'GET /civil/deaths/elders/:elderId': [page((of) => `/civil/deaths/elders/${of.elder}`, 'own officials', { shows: firstName })],
  'POST /civil/deaths/elders/:elderId': [
    post((of) => `/civil/deaths/elders/${of.elder}`, 'own officials', () => ({ key: newId(), died: '', told: '', document: '' }), { ok: [422], shows: firstName }),
  ],
  'GET /civil/deaths/notices/:noticeId': [page((of) => `/civil/deaths/notices/${of.deathNotice}`, 'own readers', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /civil/deaths/notices/:noticeId': [
    post((of) => `/civil/deaths/notices/${of.deathNotice}`, 'own officials', () => ({ shown: 'A'.repeat(43), outcome: 'declined' }), { ok: [409], shows: ({ names }) => names.slice(1, 2) }),
  ],
  'GET /civil/claim-requests': [page((of) => `/civil/claim-requests?order=${of.order}`, 'own officials', { shows: firstName })],
  // Somebody has asked already: whoever may is told so.
  'POST /civil/claim-requests': [
    post(() => '/civil/claim-requests', 'own officials', (of) => ({ key: newId(), order: of.order, reason: 'not_eaten', note: 'x' }), { ok: [409], shows: firstName }),
  ],
  'GET /civil/claim-requests/:requestId': [page((of) => `/civil/claim-requests/${of.claimRequest}`, 'own readers', { shows: firstName })],
  'POST /civil/claim-requests/:requestId': [
    post((of) => `/civil/claim-requests/${of.claimRequest}`, 'own officials', () => ({ shown: 'A'.repeat(43), outcome: 'declined' }), { ok: [409], shows: firstName }),
  ],
  'GET /civil/calendar': [page(() => '/civil/calendar?year=2026', 'readers')],
  'POST /civil/calendar/lists': [
    // The first one waits, and whoever comes after is told so.
    post(() => '/civil/calendar/lists', 'county officials', () => ({ key: newId(), year: '2027', source: '通知', text: '1月1日 法定节假日 元旦' }), { ok: [303, 422] }),
  ],
  'POST /civil/calendar/days': [
    post(() => '/civil/calendar/days', 'county officials', () => ({ key: newId(), year: '2026', daySource: '', date: '', kind: 'day_off', name: '' }), { ok: [422] }),
  ],
  'GET /civil/calendar/lists/:listId': [page(() => '/civil/calendar/lists/published-2026', 'county readers')],
  'POST /civil/calendar/lists/:listId/answer': [
    post(() => '/civil/calendar/lists/published-2026/answer', 'county officials', () => ({ shown: 'x', outcome: 'confirmed' }), { ok: [409] }),
  ],
  'GET /civil/price-changes': [
    page(() => '/civil/price-changes', 'readers'),
    page(() => '/civil/price-changes?show=told', 'own readers', { none: 200, shows: ({ names }) => names.slice(2, 3) }),
  ],
  'GET /civil/price-changes/:orderId': [page((of) => `/civil/price-changes/${of.waiting}`, 'own readers', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /civil/price-changes/:orderId/look': [
    post((of) => `/civil/price-changes/${of.waiting}/look`, 'own officials', () => ({ reason: '告知' }), { ok: [200], shows: ({ doors }) => doors.slice(3, 4), reveals: ({ doors }) => doors.slice(3, 4) }),
  ],
  'POST /civil/price-changes/:orderId/told': [post((of) => `/civil/price-changes/${of.waiting}/told`, 'own officials', () => TOLD)],
  'GET /civil/payers': [page(() => '/civil/payers', 'county readers', { shows: (of) => [of.fund] })],
  'POST /civil/payers': [post(() => '/civil/payers', 'county officials', () => ({ key: newId(), code: `p_${newId()}`, name: newId(), kind: 'budget' }))],
  'GET /civil/payers/:code': [page((of) => `/civil/payers/${of.fund}`, 'county readers', { shows: (of) => [of.fund] })],
  'POST /civil/payers/:code/name': [
    // It is called otherwise than the form says.
    post((of) => `/civil/payers/${of.fund}/name`, 'county officials', () => ({ was: 'x', name: newId(), reason: 'x' }), { ok: [409] }),
  ],
  // A fund has an account.
  'POST /civil/payers/:code/deletion': [post((of) => `/civil/payers/${of.fund}/deletion`, 'county officials', () => ({}), { ok: [409] })],
  'GET /civil/categories': [page(() => '/civil/categories', 'county readers')],
  'POST /civil/categories': [post(() => '/civil/categories', 'county officials', () => ({ key: newId(), code: `c_${newId()}`, name: newId() }))],
  'GET /civil/categories/:code': [page(() => '/civil/categories/minimum_living_guarantee', 'county readers')],
  'POST /civil/categories/:code/name': [
    post(() => '/civil/categories/minimum_living_guarantee/name', 'county officials', () => ({ was: 'x', name: newId(), reason: 'x' }), { ok: [409] }),
  ],
  'POST /civil/categories/:code/words': [post(() => '/civil/categories/minimum_living_guarantee/words', 'county officials', () => ({ word: '农村低保' }))],
  'POST /civil/categories/:code/deletion': [post(() => '/civil/categories/minimum_living_guarantee/deletion', 'county officials', () => ({}), { ok: [409] })],
  'GET /civil/donations': [page(() => '/civil/donations', 'county readers', { shows: (of) => [of.fund] })],
  'GET /civil/donations/new': [page((of) => `/civil/donations/new?fund=${of.fund}`, 'county officials')],
  'POST /civil/donations': [
    post(() => '/civil/donations', 'county officials', (of) => ({ fund: of.fund, donor: '', way: 'cash', amount: '5', received: '2026-11-23', note: '' }), { ok: [200] }),
    post(() => '/civil/donations', 'county officials', (of) => ({ key: newId(), fund: of.fund, donor: '', way: 'cash', amount: '5', received: '2026-11-23', note: '' })),
  ],
  'GET /civil/donations/funds/:code': [page((of) => `/civil/donations/funds/${of.fund}`, 'county readers', { shows: (of) => [of.donation] })],
  'GET /civil/donations/funds/:code/print': [page((of) => `/civil/donations/funds/${of.fund}/print?year=2026`, 'county readers')],
  'GET /civil/donations/:donationId': [page((of) => `/civil/donations/${of.donation}`, 'county readers')],
  'GET /civil/donations/:donationId/receipt': [page((of) => `/civil/donations/${of.donation}/receipt`, 'county readers')],
  // The page's own hash is not known here: whoever may is shown the page again.
  'POST /civil/donations/:donationId/reversal': [
    post((of) => `/civil/donations/${of.donation}/reversal`, 'county officials', () => ({ shown: 'A'.repeat(43), reason: '记错' }), { ok: [409] }),
  ],
  'GET /civil/points/:pointId/settings': [page((of) => `/civil/points/${of.point}/settings`, 'own county or auditor', { shows: (of) => [of.pointName] })],
  'POST /civil/points/:pointId/settings': [post((of) => `/civil/points/${of.point}/settings`, 'own county', () => ({ rule: 'keep_self_pay' }))],
  // op1 runs points in every town: only whoever reaches all of them sets its limits.
  'GET /civil/operators/:operatorId/settings': [page(() => '/civil/operators/op1/settings', 'county readers')],
  'POST /civil/operators/:operatorId/settings': [
    post(() => '/civil/operators/op1/settings', 'county officials', () => ({ topUpMost: '1000', heldMost: '5000', refundAlone: '200', source: '测试规定' })),
  ],
  'GET /civil': [page(() => '/civil?month=2026-11', 'readers')],
  'GET /civil/statements/:pointId/:month': [page(statement, 'own readers', { shows: (of) => [of.pointName] })],
  'GET /civil/statements/:pointId/:month/rows': [page((of) => `${statement(of)}/rows?payer=unspecified`, 'own readers', { shows: (of) => [of.order] })],
  'GET /civil/statements/:pointId/:month/print': [
    page((of) => `${statement(of)}/print`, 'own readers', { shows: (of) => [of.pointName] }),
    page((of) => `${statement(of)}/print?detail=all`, 'own readers', { shows: (of) => [of.pointName] }),
  ],
  'GET /civil/statements/:pointId/:month{[0-9-]+\\.csv}': [page((of) => `${statement(of)}.csv`, 'own readers', { shows: firstName })],
  'GET /civil/applications': [page(() => '/civil/applications', 'readers')],
  'GET /civil/applications/:id': [
    page((of) => `/civil/applications/${of.application}`, 'own readers', { shows: ({ applicants }) => applicants }),
    page((of) => `/civil/applications/${of.guestClaim}`, 'own readers', { shows: () => ['迁出人'] }),
  ],
  'GET /civil/applications/:id/notice': [page((of) => `/civil/applications/${of.granted}/notice`, 'own readers', { shows: ({ names }) => names.slice(3) })],
  'POST /civil/applications/:id/look': [
    post((of) => `/civil/applications/${of.application}/look`, 'own officials', () => ({ reason: '核对' }), { ok: [200], shows: ({ sealed }) => sealed, reveals: ({ sealed }) => sealed }),
  ],
  'POST /civil/applications/:id/decision': [
    post((of) => `/civil/applications/${of.checked}/decision`, 'own town', (of) => ({ action: 'grant', steps: '2', shown: of.checkedShown })),
  ],
  'POST /civil/applications/:id/appeal-decision': [
    // The second official of the county finds it decided.
    post((of) => `/civil/applications/${of.appealed}/appeal-decision`, 'own county', (of) => ({ action: 'uphold', steps: '4', shown: of.appealedShown, note: '维持' }), { ok: [303, 409] }),
  ],
  'GET /civil/reviews': [page(() => '/civil/reviews', 'readers')],
  'GET /civil/reviews/:factId': [page((of) => `/civil/reviews/${of.proposedFact}`, 'own readers', { shows: ({ names }) => names.slice(3) })],
  'POST /civil/reviews/:factId/decision': [
    post((of) => `/civil/reviews/${of.proposedFact}/decision`, 'own town', (of) => ({ review: of.review, shown: of.reviewShown, decision: 'approved' })),
  ],
  'GET /civil/orders/:orderId': [page((of) => `/civil/orders/${of.order}`, 'own readers', { shows: firstName })],
  'GET /civil/orders/:orderId/recomputation': [page((of) => `/civil/orders/${of.order}/recomputation`, 'own readers', { shows: firstName })],

  // The month is still running, so nothing of it can be proposed or answered; what can be stands in month-closings.test.ts.
  'GET /civil/months': [page(() => '/civil/months', 'county readers')],
  'GET /civil/months/:month': [page(() => '/civil/months/2026-11', 'county readers')],
  'POST /civil/months/:month/proposal': [post(() => '/civil/months/2026-11/proposal', 'county officials', () => ({ hash: 'A'.repeat(43) }), { ok: [409] })],
  'POST /civil/months/:month/withdrawal': [post(() => '/civil/months/2026-11/withdrawal', 'county officials', () => ({ step: '1', reason: 'x' }), { ok: [409] })],
  'POST /civil/months/:month/return': [post(() => '/civil/months/2026-11/return', 'county officials', () => ({ step: '1', hash: 'A'.repeat(43), reason: 'x' }), { ok: [409] })],
  'POST /civil/months/:month/confirmation': [post(() => '/civil/months/2026-11/confirmation', 'county officials', () => ({ step: '1', hash: 'A'.repeat(43) }), { ok: [409] })],

  'GET /civil/policies': [page(() => '/civil/policies', 'readers')],
  'GET /civil/policies/versions/:versionId': [page(() => '/civil/policies/versions/qd-cy-2020-1', 'readers')],
  'GET /civil/policies/drafts/new': [page(() => '/civil/policies/drafts/new?version=qd-cy-2020-1', 'county officials')],
  'POST /civil/policies/drafts': [post(() => '/civil/policies/drafts', 'county officials', () => ({ key: newId(), text: DRAFT_TEXT }))],
  'GET /civil/policies/drafts/:draftId': [page((of) => `/civil/policies/drafts/${of.draft}`, 'county readers')],
  'GET /civil/policies/drafts/:draftId/text': [page((of) => `/civil/policies/drafts/${of.draft}/text`, 'county officials')],
  'POST /civil/policies/drafts/:draftId/text': [post((of) => `/civil/policies/drafts/${of.draft}/text`, 'county officials', () => ({ text: DRAFT_TEXT }))],
  // Nobody has sent the draft, so nobody can answer; what happens when somebody has stands in policy-drafts.test.ts.
  'POST /civil/policies/drafts/:draftId/approval': [post((of) => `/civil/policies/drafts/${of.draft}/approval`, 'county officials', () => ({ step: '1', hash: 'x' }), { ok: [409] })],
  'POST /civil/policies/drafts/:draftId/return': [post((of) => `/civil/policies/drafts/${of.draft}/return`, 'county officials', () => ({ step: '1', hash: 'x', reason: 'x' }), { ok: [409] })],
  'POST /civil/policies/drafts/:draftId/sending': [post((of) => `/civil/policies/drafts/${of.draft}/sending`, 'county officials', () => ({ hash: 'x' }), { ok: [409] })],
  'POST /civil/policies/drafts/:draftId/trials': [post((of) => `/civil/policies/drafts/${of.draft}/trials`, 'county officials', () => ({ month: '2026-10' }))],
  'POST /civil/policies/drafts/:draftId/withdrawal': [post((of) => `/civil/policies/drafts/${of.draftOver}/withdrawal`, 'county officials', () => ({}))],
  'GET /civil/policies/trials/:trialId': [page((of) => `/civil/policies/trials/${of.trial}`, 'county readers', { shows: firstName })],
  'GET /civil/policies/trials/:trialId/people/:elderId': [page((of) => `/civil/policies/trials/${of.trial}/people/${of.elder}`, 'county readers', { shows: firstName })],
  'POST /civil/policies/trials/:trialId/steps': [post((of) => `/civil/policies/trials/${of.trial}/steps`, 'county officials', () => ({}))],

  'GET /civil/rosters': [page(() => '/civil/rosters', 'county or auditor')],
  'GET /civil/rosters/uploads/:kind': [page(() => '/civil/rosters/uploads/category', 'county')],
  'GET /civil/rosters/uploads/:kind/template.csv': [page(() => '/civil/rosters/uploads/death/template.csv', 'county')],
  // Without a file: what a file does stands in rosters.test.ts.
  'POST /civil/rosters/uploads/:kind': [
    post(() => '/civil/rosters/uploads/death', 'county', () => ({ key: newId(), name: '名册', documentNo: '1', documentDate: '2026-11-22', asOf: '2026-11-22' }), { ok: [422] }),
  ],
  'GET /civil/rosters/:rosterId': [
    page((of) => `/civil/rosters/${of.roster}?show=all`, 'own county or auditor', { shows: firstName }),
    page((of) => `/civil/rosters/${of.rosterSpare}`, 'own county or auditor', { shows: firstName }),
    page((of) => `/civil/rosters/${of.rosterApplied}`, 'own county or auditor', { shows: (of) => [of.rosterApplied] }),
  ],
  'GET /civil/rosters/:rosterId/application': [page((of) => `/civil/rosters/${of.roster}/application`, 'own county', { shows: (of) => [of.rosterHash] })],
  'POST /civil/rosters/:rosterId/application': [
    post((of) => `/civil/rosters/${of.roster}/application`, 'own county', (of) => ({ plan: '1', hash: of.rosterHash })),
  ],
  'POST /civil/rosters/:rosterId/words': [
    post((of) => `/civil/rosters/${of.rosterSpare}/words`, 'own county', () => ({ word: '低保户', code: 'minimum_living_guarantee' })),
  ],
  // The row's phone is not ours; a second press, and one before the list was applied, change nothing.
  'POST /civil/rosters/:rosterId/rows/:rowNo/contact': [
    post((of) => `/civil/rosters/${of.roster}/rows/2/contact`, 'own county', () => ({ field: 'phone' }), { ok: [303, 409] }),
  ],
  'POST /civil/rosters/:rosterId/withdrawal': [post((of) => `/civil/rosters/${of.rosterSpare}/withdrawal`, 'own county', () => ({}))],
};
