import { Hono } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { NO_SHOW_RULES } from '../../domain/meal-run.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadPointSettings, setNoShowRule } from '../../store/point-settings.ts';
import { PointSettingsPage } from '../../../web/civil/point-settings-page.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, justSet, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

export const pointSettings = new Hono<App>();

const onePoint = segments(z.object({ pointId: id }));

pointSettings.get('/:pointId/settings', permit('point.read'), onePoint, justSet, async (c) => {
  const read = await loadPointSettings(c.var.db, c.var.scope, c.req.valid('param').pointId);
  return read ? c.html(<PointSettingsPage frame={civilFrame(c, read.offices)} point={read.point} done={c.req.valid('query').done === 'set'} />) : c.notFound();
});

const setting = form(z.strictObject({ rule: z.enum(NO_SHOW_RULES) }), (c) => problem(c, 422));

/** Needs no key: setting what is set already changes nothing. */
pointSettings.post('/:pointId/settings', permit('point.set'), onePoint, setting, async (c) => {
  const { pointId } = c.req.valid('param');
  const { rule } = c.req.valid('form');
  return untilSettled(async () => {
    const read = await loadPointSettings(c.var.db, c.var.scope, pointId);
    if (!read) return c.notFound();
    if (read.point.noShowRule === rule) return c.redirect(paths.pointSettings(pointId, 'set'), 303);
    const entry = auditEntry(c, actorRef(officialOf(c)), 'point.no_show_rule', `meal_point:${pointId}`);
    const outcome = await setNoShowRule(c.var.db, entry, pointId, read.point.noShowRule, rule);
    return outcome === 'done' ? c.redirect(paths.pointSettings(pointId, 'set'), 303) : outcome;
  });
});
