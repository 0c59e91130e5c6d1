import { delimiter, dirname } from 'node:path';

// The environment of every program started from here: this very Node comes first, and wrangler goes without its banner,
// its statistics and its look-ups on the network, so that everything also runs offline.
export function childEnv(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  };
}
