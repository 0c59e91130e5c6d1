import { Hono } from 'hono';
import * as z from 'zod';
import { PICTURE_SIZES, PICTURE_TYPE } from '../domain/picture.ts';
import { picturesIn } from '../ports/pictures.ts';
import type { App } from '../request.ts';
import { isShown } from '../store/pictures.ts';
import { id, segments } from './fields.ts';
import { permit } from './permit.ts';

/** Photos of meals, from our own host, to everybody who may read a menu. An id stands for one photo for ever, so a browser may keep it. */
export const pictures = new Hono<App>();

pictures.get('/:pictureId/:size', permit('menu.read'), segments(z.object({ pictureId: id, size: z.enum(PICTURE_SIZES) })), async (c) => {
  const { pictureId, size } = c.req.valid('param');
  const body = (await isShown(c.var.db, pictureId)) ? await picturesIn(c.env.PICTURES).get(pictureId, size) : null;
  if (body === null) return c.notFound();
  c.header('Cache-Control', 'public, max-age=31536000, immutable');
  return c.body(body, 200, { 'Content-Type': PICTURE_TYPE });
});
