import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { WISHES } from '../../domain/application-claim.ts';
import { readIdNumber, readName, readPhone, readWords, type FieldProblem } from '../../domain/application-form.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { auditEntry, type App } from '../../request.ts';
import { sealPerson } from '../../store/application-person.ts';
import { guard, untilSettled } from '../../store/commit.ts';
import { loadTowns, loadWebAsk, lookUpCode, notAsked } from '../../store/family-applications.ts';
import { createApplication, numberOfApplication, webHasRoom } from '../../store/new-applications.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { familyRefusalText } from '../../../web/application-text.ts';
import { FamilyApplicationPage, FamilyReceivedPage, FamilyTownPage } from '../../../web/family/application-page.tsx';
import { errorsOf } from '../application-view.ts';
import { heldOff } from '../fence.ts';
import { form, id, query, requestKey, type Typed } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { FAMILY } from './frame.ts';

/** For whoever has no account: families of elders, from far away. */
export const familyApplications = new Hono<App>();

familyApplications.get('/applications', permit('application.file'), query(z.object({ town: id.optional() })), async (c) => {
  const { town = '' } = c.req.valid('query');
  if (town === '') return c.html(<FamilyTownPage towns={(await loadTowns(c.var.db, '')).towns} />);
  return formPage(c, town, newId());
});

const text = z.string().max(2000).default('');
const asking = form(
  z.strictObject({ key: requestKey, town: id, village: text, name: text, idNumber: text, wish: text, note: text, applicant: text, relation: text, phone: text }),
  (c) => problem(c, 422),
);

familyApplications.post('/applications', permit('application.file'), asking, async (c) => {
  const { key, town, ...fields } = c.req.valid('form');
  const typed: Typed = fields;
  if (await heldOff(c, 'FORMS')) return formPage(c, town, key, typed, [], familyRefusalText.crowded, 429);
  const today = serviceDateOf(c.var.now);
  const read = readAsk(typed);
  if (read.ask === null) return formPage(c, town, key, typed, read.problems);
  const { ask } = read;
  const { vault, db } = c.var;
  // The payload holds an ID number: what is kept of it can be made by nobody who lacks the county's key.
  const payloadHash = await sha256(await vault.sign('form', JSON.stringify(typed)));
  return untilSettled(async () => {
    const applicationId = newId();
    const sealed = await sealPerson(vault, applicationId, { idNumber: ask.idNumber, phone: ask.phone, address: null });
    const same = { wish: ask.wish, idNumberIndex: sealed.idNumberIndex, phoneIndex: sealed.phoneIndex ?? '' };
    const found = await loadWebAsk(db, { ...same, villageCode: ask.villageCode }, today, key);
    const before = replay(found.prior, { actor: FAMILY, payloadHash });
    if (before === 'misused') return problem(c, 422);
    const { village, rule } = found;
    if (before !== 'fresh') return received(c, before.answer, village?.name ?? '');
    if (!village || !village.code.startsWith(town.slice(0, 9))) return formPage(c, town, key, typed, [{ field: 'village', problem: 'no_such_choice' }]);
    if (found.asked) return formPage(c, town, key, typed, [], familyRefusalText.asked);
    if (found.full) return formPage(c, town, key, typed, [], familyRefusalText.full);
    const entry = auditEntry(c, FAMILY, 'application.request', `application:${applicationId}`);
    const fresh = {
      id: applicationId, channel: 'family_page' as const, wish: ask.wish, claim: null, villageCode: ask.villageCode, elderId: null, name: ask.name, sealed,
      registeredDivision: null, registeredPlace: null, mealPointId: null, applicant: { name: ask.applicant, relation: ask.relation }, note: ask.note, papers: [],
    };
    const guards = [webHasRoom(ask.villageCode, today, rule.webLimit), guard('not asked before', notAsked(same))];
    const outcome = await createApplication(db, vault, entry, fresh, rule, today, { key, payloadHash, answer: applicationId }, guards);
    return outcome === 'done' ? received(c, applicationId, village.name) : outcome;
  });
});

/** No redirect: the code stands on this page alone, never in an address. The same press again is shown the same. */
async function received(c: Context<App>, applicationId: string, village: string) {
  const applicationNo = await numberOfApplication(c.var.db, applicationId);
  return c.html(<FamilyReceivedPage applicationNo={applicationNo} code={await lookUpCode(c.var.vault, applicationId)} village={village} />);
}

function readAsk(typed: Typed) {
  const of = (name: string) => typed[name] ?? '';
  const wish = WISHES.find((one) => one === of('wish'));
  const [name, idNumber, applicant] = [readName('name', of('name')), readIdNumber('idNumber', of('idNumber')), readName('applicant', of('applicant'))];
  const [phone, note, relation] = [readPhone('phone', of('phone'), true), readWords('note', of('note'), false, 300), readWords('relation', of('relation'), true, 20)];
  const problems: FieldProblem[] = [
    ...(of('village') === '' ? [{ field: 'village', problem: 'no_such_choice' as const }] : []),
    ...name.problems, ...idNumber.problems,
    ...(wish ? [] : [{ field: 'wish', problem: 'no_such_choice' as const }]),
    ...note.problems, ...applicant.problems, ...relation.problems, ...phone.problems,
  ];
  if (problems.length > 0 || !wish || phone.value === null) return { ask: null, problems };
  const ask = {
    villageCode: of('village'), name: name.value, idNumber: idNumber.value, wish, note: note.value,
    applicant: applicant.value, relation: relation.value, phone: phone.value,
  };
  return { ask, problems };
}

async function formPage(c: Context<App>, townCode: string, key: string, typed: Typed = {}, problems: readonly FieldProblem[] = [], refusal?: string, refusedAs: 409 | 429 = 409) {
  const { towns, villages } = await loadTowns(c.var.db, townCode);
  const town = towns.find((one) => one.code === townCode);
  if (!town) return c.notFound();
  const page = <FamilyApplicationPage {...{ town, villages, typed }} requestKey={key} errors={errorsOf(problems)} {...(refusal ? { refusal } : {})} />;
  return c.html(page, refusal ? refusedAs : problems.length > 0 ? 422 : 200);
}
