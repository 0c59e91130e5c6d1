// What the walk of faults-everywhere.test.ts does not find written once.

/** Each of these is an act of its own, however often it is asked for: it leaves its trace each time. At a door every guess is counted. */
export const EACH_TIME = [
  'POST /community/applications/:id/look', 'POST /canteen/standing-orders/:id/look', 'POST /canteen/price-changes/:orderId/look', 'POST /civil/price-changes/:orderId/look',
  'POST /civil/applications/:id/look', 'POST /civil/messages/:messageId/look', 'POST /family/look-up', 'POST /family/look-up/steps',
  'POST /sign-in/staff', 'POST /sign-in/start', 'POST /sign-in/own/password', 'POST /sign-in/own/pin', 'POST /sign-in/own/second-factor', 'POST /family/sign-in/codes/:codeId',
];

/** Beside the guess, a sign-in by what is good once. Right, the same form is answered by the session that it began, and writes nothing more. */
export const LET_IN = ['POST /sign-in/staff', 'POST /sign-in/start', 'POST /sign-in/own/second-factor', 'POST /family/sign-in/codes/:codeId'];

/** Writes, and then goes on by itself: who sends it again after the first of it went through unheard brings about what is left, once. */
export const CARRIES_ON = ['POST /community/order-batches', 'POST /civil/deaths/notices/:noticeId'];

/** What was left goes out with the next minute's job, under the same key, and not with the form. */
export const LEFT_TO_A_JOB = ['POST /family/sign-in/codes'];

/** Searches, and drafts that are read over: nothing is ever written by them. */
export const NEVER_WRITE = [
  'POST /canteen/cards', 'POST /canteen/counter', 'POST /canteen/phone-orders', 'POST /civil/audit', 'POST /civil/cards', 'POST /civil/deaths', 'POST /civil/elders',
  'POST /civil/people/search', 'POST /community/chain', 'POST /community/order-checks', 'POST /community/people', 'POST /community/phone-orders', 'POST /community/week',
];

/** What breaks in the middle of these, and the test that says what becomes of it. */
export const TRIED_IN: Readonly<Record<string, string>> = {
  // Says on the page that it leads to what could not be ordered, instead of failing.
  'POST /community/order-batches/:batchId/steps': 'week.test.ts',
  // From a shared tablet, which nobody of the planted has.
  'POST /sign-in/tablet/lock': 'tablets.test.ts',
  'POST /sign-in/tablet/people/:personId': 'tablets.test.ts',
};
