// The door on this computer: the production app, and beside it the personas and a clock that can be set.
import { env } from 'cloudflare:workers';
import { createApp } from '../app.tsx';
import { runJobs } from '../jobs/jobs.ts';
import { keptSms } from '../ports/sms-in-development.ts';
import type { Bindings } from '../request.ts';
import { demoNow } from './clock.ts';
import { DEMO_PREFIX, demoRoutes } from './demo.tsx';

declare global {
  namespace Cloudflare {
    /** Holds the demo's clock; only this door has it. */
    interface Env {
      DEMO: KVNamespace;
    }
  }
}

const sms = keptSms(env.DEMO);
const app = createApp(() => demoNow(env.DEMO), { prefix: DEMO_PREFIX, routes: demoRoutes(env.DEMO) }, () => sms);

export default {
  fetch: app.fetch,
  scheduled: async (_event, bindings) => runJobs(bindings, await demoNow(env.DEMO), sms),
} satisfies ExportedHandler<Bindings>;
