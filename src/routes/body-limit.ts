import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ROSTER_LIMITS } from '../domain/roster.ts';
import type { App } from '../request.ts';
import { takesFile } from '../../web/prefixes.ts';
import { problem } from './problems.tsx';

const limitedTo = (maxSize: number): MiddlewareHandler<App> => bodyLimit({ maxSize, onError: (c) => problem(c, 422) });
const limitForms = limitedTo(64 * 1024);
/** Twice what is read of a roster, so that a file that is somewhat too large is answered in words. */
const limitFiles = limitedTo(2 * ROSTER_LIMITS.fileBytes);

/** No body is larger than what its page sends. */
export const limitedBody: MiddlewareHandler<App> = (c, next) => (takesFile(c.req.path) ? limitFiles : limitForms)(c, next);
