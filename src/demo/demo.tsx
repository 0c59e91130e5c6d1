import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { addDays, serviceDateOf, type Instant } from '../domain/calendar.ts';
import { runJobs } from '../jobs/jobs.ts';
import type { App } from '../request.ts';
import { form, segments } from '../routes/fields.ts';
import { permit } from '../routes/permit.ts';
import { becomeTablet, beginSession, closeSession } from '../routes/session.ts';
import { keptLetters, keptSms } from '../ports/sms-in-development.ts';
import { DemoPage } from '../../web/demo/demo-page.tsx';
import { MessagesPage } from '../../web/demo/messages-page.tsx';
import { paths } from '../../web/paths.ts';
import { borrowedNote } from '../../web/text.ts';
import { demoNow, parseClock, setDemoClock } from './clock.ts';
import { QINGDAO_CHENGYANG_2020 } from './data/policy.ts';
import { loginsToTry } from './logins.ts';
import { PERSONAS, PINS, TABLET } from './personas.ts';

export const DEMO_PREFIX = '/demo';

/** `store` holds the demo's clock. */
export function demoRoutes(store: KVNamespace): Hono<App> {
  const demo = new Hono<App>();

  demo.get('/', permit('sign_in'), (c) => page(c, c.var.now));

  demo.get('/sign-in/:persona', permit('sign_in'), segments(z.object({ persona: z.string() })), async (c) => {
    const persona = PERSONAS.find((one) => one.key === c.req.valid('param').persona);
    if (!persona) return c.notFound();
    const { enters } = persona;
    if (!('cardToken' in enters)) await beginSession(c, 'personId' in enters ? { ...enters, way: 'totp' } : enters);
    return c.redirect(persona.firstPage, 303);
  });

  /** This browser becomes the tablet at the counter, until its cookies are taken away. */
  demo.get('/tablet', permit('sign_in'), async (c) => {
    await closeSession(c);
    becomeTablet(c, TABLET.token);
    return c.redirect(paths.lockedTablet(), 303);
  });

  demo.get('/messages', permit('sign_in'), async (c) => {
    return c.html(<MessagesPage messages={await keptLetters(store)} now={c.var.now} back={DEMO_PREFIX} />);
  });

  const clockForm = form(z.strictObject({ at: z.string().max(40) }), (c) => page(c, c.var.now, ''));

  demo.post('/clock', permit('sign_in'), clockForm, async (c) => {
    const { at } = c.req.valid('form');
    const wanted = parseClock(at);
    if (wanted === null) return page(c, c.var.now, at);
    await setDemoClock(store, wanted);
    await runJobs(c.env, await demoNow(store), keptSms(store));
    return c.redirect(DEMO_PREFIX, 303);
  });
  return demo;
}

const UNREADABLE = [{ field: 'at', message: '没有看懂这个时间。请写成 2026-11-23T09:30，或者写 real。' }];

/** `refused`: what was typed as a time and could not be read. */
async function page(c: Context<App>, now: Instant, refused?: string) {
  const props = {
    logins: await loginsToTry(c),
    personas: PERSONAS.map(({ key, who, does }) => ({ key, who, does, href: `${DEMO_PREFIX}/sign-in/${key}` })),
    now,
    real: Math.abs(now - Date.now()) < 1000,
    moments: momentsOf(now),
    clockAction: `${DEMO_PREFIX}/clock`,
    messages: `${DEMO_PREFIX}/messages`,
    tablet: { href: `${DEMO_PREFIX}/tablet`, name: TABLET.name, pins: PINS },
    borrowed: borrowedNote(QINGDAO_CHENGYANG_2020),
  };
  if (refused === undefined) return c.html(<DemoPage {...props} />);
  return c.html(<DemoPage {...props} typed={refused} errors={UNREADABLE} />, 422);
}

function momentsOf(now: Instant) {
  const today = serviceDateOf(now);
  return [
    { at: `${today}T08:30`, label: '今天 8:30，午餐还能订' },
    { at: `${today}T09:39:30`, label: '今天 9:39 半，还有半分钟截止' },
    { at: `${today}T09:51`, label: '今天 9:51，午餐份数已定，打印' },
    { at: `${today}T11:15`, label: '今天 11:15，开饭，登记' },
    { at: `${addDays(today, 1)}T08:30`, label: '明天 8:30，录昨天的纸单' },
    { at: 'real', label: '真实时间' },
  ];
}
