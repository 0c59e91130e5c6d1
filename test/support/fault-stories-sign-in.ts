// Of signing in and out: a part of fault-stories.ts. Order matters: a later story may rest on what an earlier one did.
import { env } from 'cloudflare:workers';
import { newId, sha256 } from '../../src/vault.ts';
import { codeIn, provider } from './families.ts';
import { NOON } from './canaries.ts';
import { elder, led, person, posting, thirdOf, type Story } from './fault-stories.ts';
import { cheaply, giveLogin, giveSecondFactor, issue } from './staff-logins.ts';
import { visit } from './visitor.ts';

const PASSWORD = '今天中午吃红烧带鱼饭';
const NEXT = '明天中午吃糖醋带鱼饭';

export const STORIES_OF_SIGN_IN: Record<string, Story> = {
  'POST /sign-in/own/sessions/endings': async (scene) => {
    const [here, there] = [await person(scene, 'clerk2'), newId()];
    await env.DB.prepare("INSERT INTO session (token_hash, person_id, way, created_at, expires_at) VALUES (?, 'clerk2', 'totp', 0, 4102444800000)").bind(await sha256(there)).run();
    return posting(here, '/sign-in/own/sessions/endings', { session: await sha256(there) });
  },
  'POST /sign-in/own/password': async (scene) => {
    const { cook } = scene.place;
    await giveLogin(scene.db, cook, cook, await cheaply(PASSWORD));
    return posting(await person(scene, cook), '/sign-in/own/password', { current: PASSWORD, password: NEXT, again: NEXT });
  },
  'POST /sign-in/own/pin': async (scene) => posting(await person(scene, scene.place.cook), '/sign-in/own/pin', { current: NEXT, pin: '270518', again: '270518' }),
  'POST /sign-in/start': async (scene) => {
    const { cook } = scene.place;
    const code = await issue(scene.db, { personId: cook, login: cook, resets: 'password', at: NOON - 1 });
    return posting(await visit(scene.db, null, NOON), '/sign-in/start', { key: newId(), login: cook, code, password: PASSWORD, again: PASSWORD });
  },
  'POST /sign-in/staff': async (scene) => {
    const manager = scene.place.point === 'p2' ? 'manager2' : 'manager1';
    await giveLogin(scene.db, manager, manager, await cheaply(PASSWORD));
    const code = await giveSecondFactor(scene.db, manager);
    return posting(await visit(scene.db, null, NOON), '/sign-in/staff', { key: newId(), login: manager, password: PASSWORD, code: code(NOON) });
  },
  'POST /sign-in/own/second-factor': async (scene) => {
    const official = scene.place.point === 'p2' ? 'town2' : 'town1';
    await giveLogin(scene.db, official, official, await cheaply(PASSWORD));
    const code = await giveSecondFactor(scene.db, official);
    await env.DB.prepare('UPDATE staff_login SET totp_confirmed_at = NULL, totp_step = NULL WHERE person_id = ?').bind(official).run();
    const who = await visit(scene.db, { personId: official, way: 'start_code' }, NOON);
    return posting(who, '/sign-in/own/second-factor', { key: newId(), code: code(NOON) });
  },
  'POST /family/sign-in/codes': async (scene) => posting(await visit(scene.db, null, NOON, provider().port), '/family/sign-in/codes', { key: newId(), phone: '15400002001' }),
  'POST /family/sign-in/codes/:codeId': async (scene) => {
    const sms = provider();
    const who = await visit(scene.db, null, NOON, sms.port);
    const codeId = await led(who.post('/family/sign-in/codes', { key: newId(), phone: '15400002002' }));
    const [letter] = sms.letters;
    if (!letter) throw new Error('no code was sent');
    return posting(who, `/family/sign-in/codes/${codeId}`, { key: newId(), code: codeIn(letter) });
  },
  'POST /sign-out': async (scene) => posting(await elder(scene, thirdOf(scene)), '/sign-out'),
};
