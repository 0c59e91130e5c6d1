// Who may ask what of signing in at work. Nobody of the planted has a name to sign in by: what happens where somebody has one stands in staff-sign-in.test.ts.
import { newId } from '../../src/vault.ts';
import { page, post, type Ask } from './access-asks.ts';

const NEW = { password: '今天吃红烧带鱼和米饭', again: '今天吃红烧带鱼和米饭' };

export const OF_SIGN_IN: Record<string, Ask[]> = {
  // Whoever is signed in at work is led to their first page.
  'GET /sign-in/staff': [page(() => '/sign-in/staff', 'everybody', { ok: [200, 303] })],
  'POST /sign-in/staff': [post(() => '/sign-in/staff', 'everybody', () => ({ key: newId(), login: 'nobody', password: 'x', code: '' }), { ok: [422] })],
  'GET /sign-in/start': [page(() => '/sign-in/start', 'everybody')],
  'POST /sign-in/start': [post(() => '/sign-in/start', 'everybody', () => ({ key: newId(), login: 'nobody', code: '1234567890', ...NEW }), { ok: [422] })],
  'GET /sign-in/own': [page(() => '/sign-in/own', 'staff')],
  'GET /sign-in/own/outcomes/:requestId': [page(() => `/sign-in/own/outcomes/${'0'.repeat(16)}`, 'everybody')],
  'POST /sign-in/own/sessions/endings': [post(() => '/sign-in/own/sessions/endings', 'staff', (of) => ({ session: of.session }))],
  'POST /sign-in/own/sessions/other-endings': [post(() => '/sign-in/own/sessions/other-endings', 'staff', () => ({}))],
  'GET /sign-in/own/password': [page(() => '/sign-in/own/password', 'staff', { ok: [303] })],
  'POST /sign-in/own/password': [post(() => '/sign-in/own/password', 'staff', () => ({ current: 'x', ...NEW }))],
  'GET /sign-in/own/pin': [page(() => '/sign-in/own/pin', 'staff', { ok: [303] })],
  'POST /sign-in/own/pin': [post(() => '/sign-in/own/pin', 'staff', () => ({ current: 'x', pin: '270518', again: '270518' }))],
  // Nobody of the planted asks from a tablet: what happens there stands in tablets.test.ts. Every other browser is led to the password.
  'GET /sign-in/tablet': [page(() => '/sign-in/tablet', 'everybody', { ok: [303] })],
  'GET /sign-in/tablet/people/:personId': [page((of) => `/sign-in/tablet/people/${of.staff}`, 'everybody', { ok: [303], none: 303 })],
  'POST /sign-in/tablet/people/:personId': [post((of) => `/sign-in/tablet/people/${of.staff}`, 'everybody', () => ({ pin: '270518', back: '' }))],
  'POST /sign-in/tablet/lock': [post(() => '/sign-in/tablet/lock', 'everybody', () => ({}))],
  'GET /sign-in/own/second-factor': [page(() => '/sign-in/own/second-factor', 'staff', { ok: [303] })],
  'POST /sign-in/own/second-factor': [post(() => '/sign-in/own/second-factor', 'everybody', () => ({ key: newId(), code: '123456' }), { ok: [303] })],
};
