import { createApp } from './app.tsx';
import { runJobs } from './jobs/jobs.ts';
import type { Bindings } from './request.ts';

const app = createApp(async () => Date.now());

export default {
  fetch: app.fetch,
  scheduled: (_event, env, _context) => runJobs(env, Date.now()),
} satisfies ExportedHandler<Bindings>;
