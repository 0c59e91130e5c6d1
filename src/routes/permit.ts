import type { MiddlewareHandler } from 'hono';
import { scopeFor, type Permission } from '../domain/access.ts';
import type { App } from '../request.ts';
import { paths } from '../../web/paths.ts';
import { familyAt, workAt } from '../../web/prefixes.ts';
import { lockedAnswer } from './locked.tsx';

/**
 * The permission that a route declares; a test walks all routes and fails on one without. Sets the scope that every query of
 * the route takes. Who lacks it learns nothing: strangers are asked to sign in, everybody else finds no such
 * page. Whose session has ended at work is told so there, and not shown an elder's page; on a shared tablet it is the locked screen.
 */
export function permit(permission: Permission): MiddlewareHandler<App> & { permission: Permission } {
  const check: MiddlewareHandler<App> = async (c, next) => {
    const scope = scopeFor(c.var.actor, permission);
    if (scope) {
      c.set('scope', scope);
      return next();
    }
    if (c.var.actor.kind !== 'stranger') return c.notFound();
    if (familyAt(c.req.path)) return c.redirect(paths.familySignIn(), 303);
    if (!workAt(c.req.path)) return c.redirect(paths.signIn(), 303);
    return (await lockedAnswer(c)) ?? c.redirect(paths.staffSignIn(), 303);
  };
  return Object.assign(check, { permission });
}
