import { Hono, type MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { beginRequest, readRequest, smsOfCounty, type App, type Clock, type OpenSms } from './request.ts';
import { applications } from './routes/elder/applications.tsx';
import { cards } from './routes/elder/cards.tsx';
import { diet } from './routes/elder/diet.tsx';
import { doings } from './routes/elder/doings.tsx';
import { limitedBody } from './routes/body-limit.ts';
import { healthOf } from './routes/health.ts';
import { home } from './routes/elder/home.tsx';
import { meals } from './routes/elder/meals.tsx';
import { offline } from './routes/elder/offline.tsx';
import { orders } from './routes/elder/orders.tsx';
import { pauses } from './routes/elder/pauses.tsx';
import { places } from './routes/elder/places.tsx';
import { ratings } from './routes/elder/ratings.tsx';
import { week } from './routes/elder/week.tsx';
import { standingChanges } from './routes/elder/standing-changes.tsx';
import { standingDays } from './routes/elder/standing-days.tsx';
import { standingOrders } from './routes/elder/standing-orders.tsx';
import { canteen } from './routes/canteen/canteen.tsx';
import { civil } from './routes/civil/civil.tsx';
import { community } from './routes/community/community.ts';
import { familyApplications } from './routes/family/applications.tsx';
import { familyArrangements } from './routes/family/arrangements.tsx';
import { bindings } from './routes/family/bindings.tsx';
import { familyDiet } from './routes/family/diet.tsx';
import { familyHome } from './routes/family/home.tsx';
import { lookUp } from './routes/family/look-up.tsx';
import { pictures } from './routes/pictures.ts';
import { familyMeals } from './routes/family/meals.tsx';
import { familyOrders } from './routes/family/orders.tsx';
import { familyPauses } from './routes/family/pauses.tsx';
import { familySignIn } from './routes/family/sign-in.tsx';
import { familyStandingDays } from './routes/family/standing-days.tsx';
import { standingSetting } from './routes/family/standing-setting.tsx';
import { familyWeek } from './routes/family/week.tsx';
import { ownLoginRoutes } from './routes/sign-in/own.tsx';
import { secondFactor } from './routes/sign-in/second-factor.tsx';
import { ownPinRoutes } from './routes/sign-in/own-pin.tsx';
import { staffSignIn } from './routes/sign-in/staff.tsx';
import { start } from './routes/sign-in/start.tsx';
import { sharedTablet } from './routes/sign-in/tablet.tsx';
import { relatives } from './routes/elder/relatives.tsx';
import { outcomes } from './routes/outcomes.tsx';
import { isFault, problem, problemOf } from './routes/problems.tsx';

/** The whole URL map. `local` is the demo's own prefix, which the production door never passes. */
export function createApp(clock: Clock, local?: { prefix: string; routes: Hono<App> }, openSms: OpenSms = smsOfCounty): Hono<App> {
  const app = new Hono<App>();
  app.onError((error, c) => {
    const what = problemOf(error);
    if (isFault(what)) logFault(c.var.requestId, c.req.method, c.req.routePath, error);
    return problem(c, what);
  });
  app.notFound((c) => problem(c, 404));

  app.use(beginRequest, headers, sameOrigin, limitedBody);
  // Before anything is opened: it has to answer when nothing can be.
  app.route('/', healthOf(clock));
  app.use(readRequest(clock, openSms));
  app.route('/', home);
  app.route('/', cards);
  app.route('/', places);
  app.route('/meals', meals);
  app.route('/orders', orders);
  app.route('/offline', offline);
  app.route('/orders', ratings);
  app.route('/week', week);
  app.route('/diet', diet);
  app.route('/pictures', pictures);
  app.route('/standing-orders', standingOrders);
  app.route('/standing-orders', standingDays);
  app.route('/standing-orders', standingChanges);
  app.route('/pauses', pauses);
  for (const prefix of ['', '/family', '/canteen', '/civil', '/community', '/sign-in/own']) app.route(`${prefix}/outcomes`, outcomes);
  app.route('/applications', applications);
  app.route('/', doings);
  app.route('/relatives', relatives);
  app.route('/family', familyHome);
  app.route('/family/sign-in', familySignIn);
  app.route('/family/bindings', bindings);
  app.route('/family/elders', familyWeek);
  app.route('/family/elders', familyMeals);
  app.route('/family/elders', familyOrders);
  app.route('/family/elders', familyArrangements);
  app.route('/family/elders', standingSetting);
  app.route('/family/elders', familyStandingDays);
  app.route('/family/elders', familyPauses);
  app.route('/family/elders', familyDiet);
  app.route('/family', familyApplications);
  app.route('/family', lookUp);
  app.route('/sign-in/staff', staffSignIn);
  app.route('/sign-in/start', start);
  app.route('/sign-in/own', ownLoginRoutes);
  app.route('/sign-in/own/second-factor', secondFactor);
  app.route('/sign-in/own/pin', ownPinRoutes);
  app.route('/sign-in/tablet', sharedTablet);
  app.route('/canteen', canteen);
  app.route('/civil', civil);
  app.route('/community', community);
  if (local) app.route(local.prefix, local.routes);
  return app;
}

/** On every answer, errors too. Static files have the same in web/static/_headers. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  strictTransportSecurity: 'max-age=31536000; includeSubDomains',
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
});

/** Unsafe methods come from our own pages only, whatever their content type says: neither header may say otherwise, and one of them has to say so. */
const sameOrigin: MiddlewareHandler<App> = async (c, next) => {
  c.header('Cache-Control', 'no-store');
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const said = [
    [c.req.header('origin'), new URL(c.req.url).origin],
    [c.req.header('sec-fetch-site'), 'same-origin'],
  ].filter(([header]) => header !== undefined);
  return said.length > 0 && said.every(([header, own]) => header === own) ? next() : problem(c, 403);
};

/** Their messages quote what was being read. */
const QUOTING = new Set(['SyntaxError', 'ZodError']);

/** One line, without anything personal: the route's pattern instead of its address, the cause without what was being read or written. */
function logFault(requestId: string, method: string, route: string, error: unknown): void {
  const cause = !(error instanceof Error) ? 'unknown' : QUOTING.has(error.name) ? error.name : error.message;
  console.error(JSON.stringify({ level: 'error', requestId, method, route, cause: cause.slice(0, 300) }));
}
