import { Hono } from 'hono';
import * as z from 'zod';
import type { App } from '../../request.ts';
import { TEXT_SIZES } from '../../../web/elder/elder-layout.tsx';
import { OfflinePage, SentOfflinePage } from '../../../web/elder/problem-page.tsx';
import { paths } from '../../../web/paths.ts';
import { segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { elderFrame } from './frame.ts';

/** The pages that a browser keeps for when there is no network (web/client/offline.ts): the canteen's phone, and nothing personal. */
export const offline = new Hono<App>();

offline.get('/', permit('menu.read'), (c) => c.html(<OfflinePage frame={elderFrame(c)} />));

offline.get('/sent', permit('menu.read'), (c) => c.html(<SentOfflinePage frame={elderFrame(c, undefined, paths.offline())} />));

/** In each size, so that the choice works without a network too; the cookie stays as it is. */
offline.get('/:size', permit('menu.read'), segments(z.object({ size: z.enum(TEXT_SIZES) })), (c) =>
  c.html(<OfflinePage frame={{ ...elderFrame(c, undefined, paths.offline()), size: c.req.valid('param').size }} />),
);
