// Every URL of the product is built here (those of offices in office-paths.ts) and nowhere else, so that a renamed page is one change.
import { officePaths } from './office-paths.ts';
import { at, withQuery } from './url.ts';

/** Pages that stand at a canteen's counter and in an office alike. */
export type Door = 'canteen' | 'civil';

export const staticFiles = {
  style: '/style.css',
  elderStyle: '/elder.css',
  staffStyle: '/staff.css',
  sheetStyle: '/sheet.css',
  icon: '/icon.svg',
  readAloud: '/build/read-aloud.js',
  keepOffline: '/build/keep-offline.js',
  carryOn: '/build/carry-on.js',
  photo: '/build/photo.js', weekGrid: '/build/week-grid.js',
} as const;

export const paths = {
  home: () => '/',
  places: (divisionCode?: string) => (divisionCode === undefined ? '/places' : at('places', divisionCode)),
  menu: (pointId: string) => at('menus', pointId),
  mealRun: (runId: string) => at('meals', runId),
  setMeal: (runId: string, setMealId: string) => at('meals', runId, setMealId),
  check: (runId: string, setMealId: string, mode: string) => at('meals', runId, setMealId, mode),
  offline: () => '/offline',
  /** The week that it is, or that of a day. */
  ownWeek: (of?: string) => withQuery('/week', { of }),
  /** What she cannot eat; `all`: the things one by one, although nothing was said yet. */
  diet: (more?: 'all') => withQuery('/diet', { more }),
  dietTexture: () => '/diet/texture',
  dietFeeding: () => '/diet/feeding',
  dietItems: (kind: string) => at('diet', 'items', kind),
  dietAllergy: (code: string) => at('diet', 'allergies', code),
  orders: () => '/orders',
  order: (orderId: string) => at('orders', orderId),
  rating: (orderId: string) => at('orders', orderId, 'rating'),
  cancellation: (orderId: string) => at('orders', orderId, 'cancellation'),
  picture: (pictureId: string, size: 'large' | 'small') => at('pictures', pictureId, size),
  /** What is ordered day after day: hers, one of them, and what she wants of it. */
  standingOrders: () => '/standing-orders',
  standingOrder: (id: string) => at('standing-orders', id),
  /** From an order: which days, which meal, read once more. */
  newStandingOrder: (orderId: string, ...chosen: readonly string[]) => at('standing-orders', 'new', orderId, ...chosen),
  standingDays: (id: string, date?: string) => at('standing-orders', id, 'days', ...(date === undefined ? [] : [date])),
  standingSkips: (id: string) => at('standing-orders', id, 'skips'),
  standingChange: (id: string, ...chosen: readonly string[]) => at('standing-orders', id, 'change', ...chosen),
  standingEnd: (id: string) => at('standing-orders', id, 'end'),
  pauses: (resume?: string) => (resume === undefined ? '/pauses' : at('pauses', resume)),
  card: (token: string) => at('cards', token),
  signIn: () => '/sign-in',
  /** People at work sign in by a name and a password. `done`: they have just set it. */
  staffSignIn: (done?: 'password') => withQuery('/sign-in/staff', { done }),
  /** The first time, and after a reset: by a start code. */
  start: () => '/sign-in/start',
  /** One's own sign-in at work: where one is signed in, the password, the second factor. `done`: what was just done there. */
  ownLogin: (done?: 'password' | 'pin' | 'session' | 'sessions') => withQuery('/sign-in/own', { done }),
  ownPassword: () => '/sign-in/own/password', secondFactor: () => '/sign-in/own/second-factor', ownPin: () => '/sign-in/own/pin',
  ownSessionEndings: () => '/sign-in/own/sessions/endings', otherSessionEndings: () => '/sign-in/own/sessions/other-endings',
  /** The locked screen of a shared tablet, and a person of it who types their PIN. `back`: the page that was open when it locked. */
  lockedTablet: (back?: string) => withQuery('/sign-in/tablet', { back }), tabletLock: () => '/sign-in/tablet/lock',
  tabletPerson: (personId: string, back?: string) => withQuery(at('sign-in', 'tablet', 'people', personId), { back }),
  signOut: () => '/sign-out',
  /** The same page in another text size; the answer also sets the cookie. */
  inTextSize: (path: string, size: string) => withQuery(path, { size }),

  canteen: (date?: string) => withQuery('/canteen', { date }),
  canteenMealRun: (runId: string) => at('canteen', 'meal-runs', runId),
  closing: (runId: string) => at('canteen', 'meal-runs', runId, 'closing'),
  sheets: (runId: string) => at('canteen', 'meal-runs', runId, 'sheets'),
  printRuns: (runId: string) => at('canteen', 'meal-runs', runId, 'print-runs'),
  printRun: (printRunId: string) => at('canteen', 'print-runs', printRunId),
  /** Names, numbers and card links are posted here, never part of the address. `pass`: says that a card was shown; `done`: a hand-over just recorded or undone. */
  counter: (show: { elder?: string; pass?: string; done?: string; given?: number } = {}) => withQuery('/canteen/counter', show),
  handOver: (orderId: string) => at('canteen', 'orders', orderId, 'hand-over'),
  handOverUndo: (handOverId: string) => at('canteen', 'hand-overs', handOverId, 'undo'),
  walkIns: (show: { elder?: string; pass?: string; run?: string; meal?: string; mode?: string } = {}) =>
    withQuery('/canteen/walk-ins', show),
  topUps: (show: { elder?: string; pass?: string; point?: string } = {}) => withQuery('/canteen/top-ups', show),
  refunds: (show: { elder?: string; pass?: string; point?: string } = {}) => withQuery('/canteen/refunds', show),
  refundRequest: (requestId: string) => at('canteen', 'refund-requests', requestId),
  receipt: (receiptId: string) => at('canteen', 'receipts', receiptId),
  canteenPrepaid: (show: { page?: number } = {}) => withQuery('/canteen/prepaid', show),
  /** `done`: an order just placed or cancelled. Names, numbers and cards are posted. */
  canteenPhoneOrders: (show: PhoneQuery = {}) => withQuery('/canteen/phone-orders', show),
  canteenPhoneOrdering: () => '/canteen/phone-orders/orders',
  canteenPhoneCancellation: (orderId: string) => at('canteen', 'phone-orders', 'orders', orderId, 'cancellation'),
  /** An order after the cut-off, with its reason. Without a wish it leads to the telephone. */
  lateOrders: (wish: Partial<LateWish> = {}) => withQuery('/canteen/late-orders', wish),
  shifts: () => '/canteen/shifts',
  shift: (pointId: string, number: number) => at('canteen', 'shifts', pointId, String(number)),
  shiftClosing: (pointId: string, number: number) => at('canteen', 'shifts', pointId, String(number), 'closing'),
  shiftReview: (pointId: string, number: number) => at('canteen', 'shifts', pointId, String(number), 'review'),
  /** Names and numbers are posted here, never part of the address. */
  cards: (door: Door, elder?: string) => withQuery(at(door, 'cards'), { elder }),
  canteenPictures: () => '/canteen/pictures',
  canteenPicture: (pointId: string, setMealId: string) => at('canteen', 'pictures', pointId, setMealId),
  pictureRemoval: (pointId: string, setMealId: string) => at('canteen', 'pictures', pointId, setMealId, 'removal'),
  canteenDiets: (elder?: string) => withQuery('/canteen/diets', { elder }),
  complaints: (door: Door, page?: number) => withQuery(at(door, 'complaints'), { page }),
  complaint: (door: Door, complaintId: string) => at(door, 'complaints', complaintId),
  complaintAnswer: (complaintId: string) => at('canteen', 'complaints', complaintId, 'answer'),
  complaintOwner: (complaintId: string) => at('canteen', 'complaints', complaintId, 'owner'),
  cardIssues: (door: Door) => at(door, 'cards', 'issues'),
  cardSheet: (door: Door, cardId: string) => at(door, 'cards', cardId),
  cardRevocation: (door: Door, cardId: string) => at(door, 'cards', cardId, 'revocation'),
  canteenStandingOrders: (show: { page?: number } = {}) => withQuery('/canteen/standing-orders', show),
  canteenStandingLook: (id: string) => at('canteen', 'standing-orders', id, 'look'),
  canteenStandingCalls: (id: string) => at('canteen', 'standing-orders', id, 'calls'),
  /** What is ordered day after day for the person at the counter. */
  canteenArrangements: (show: { elder?: string; pass?: string } = {}) => withQuery('/canteen/arrangements', show),
  canteenArrangementStep: (step: 'standing-orders' | 'endings' | 'skips' | 'pauses') => at('canteen', 'arrangements', step),
  /** What the manager of an operator sees of its points. */
  operatorDay: (date?: string) => withQuery('/canteen/points', { date }),
  operatorMonth: (month?: string) => withQuery('/canteen/points/months', { month }),
  /** The tablets of an operator's points, and enrolling the one that is being looked at. */
  tablets: () => '/canteen/tablets', newTablet: () => '/canteen/tablets/new', tabletEnding: (tabletId: string) => at('canteen', 'tablets', tabletId, 'ending'),
  paperLists: (result?: string) => withQuery('/canteen/paper-lists', { result }),

  priceChanges: (where: 'civil' | 'canteen', show: { show?: string; page?: number } = {}) => withQuery(at(where, 'price-changes'), show),
  priceChange: (where: 'civil' | 'canteen', orderId: string) => at(where, 'price-changes', orderId),
  priceChangeTold: (where: 'civil' | 'canteen', orderId: string) => at(where, 'price-changes', orderId, 'told'),
  priceChangeLook: (where: 'civil' | 'canteen', orderId: string) => at(where, 'price-changes', orderId, 'look'),
  /** An elder's own: what she asked for and how it stands. */
  applications: () => '/applications',
  application: (id: string) => at('applications', id),
  applicationSteps: (id: string) => at('applications', id, 'steps'),
  askFor: (wish: string) => at('applications', 'new', wish),
  familyApplications: (town?: string) => withQuery('/family/applications', { town }),
  familyLookUp: () => '/family/look-up',
  familySteps: () => '/family/look-up/steps',
  /** Whom a family member cares for; an elder who prefers the plain pages is led to her own week. */
  family: () => '/family',
  familySignIn: () => '/family/sign-in',
  familyCodes: () => '/family/sign-in/codes',
  familyCode: (codeId: string) => at('family', 'sign-in', 'codes', codeId),
  newBinding: () => '/family/bindings/new',
  bindings: () => '/family/bindings',
  bindingWithdrawal: (bindingId: string) => at('family', 'bindings', bindingId, 'withdrawal'),
  familyWeek: (elderId: string, week?: string) => withQuery(at('family', 'elders', elderId), { week }),
  familyMeal: (elderId: string, runId: string) => at('family', 'elders', elderId, 'meals', runId),
  familyCheck: (elderId: string, runId: string, setMealId: string, mode: string) => at('family', 'elders', elderId, 'meals', runId, setMealId, mode),
  familyOrders: (elderId: string) => at('family', 'elders', elderId, 'orders'),
  familyOrder: (elderId: string, orderId: string) => at('family', 'elders', elderId, 'orders', orderId),
  familyCancellation: (elderId: string, orderId: string) => at('family', 'elders', elderId, 'orders', orderId, 'cancellation'),
  /** What is ordered day after day for somebody whom the family cares for: all of it, one of them, what she cannot eat. */
  familyArrangements: (elderId: string) => at('family', 'elders', elderId, 'standing-orders'),
  familyNewStanding: (elderId: string, slot: string) => at('family', 'elders', elderId, 'standing-orders', 'new', slot),
  familyStandingCheck: (elderId: string) => at('family', 'elders', elderId, 'standing-orders', 'check'),
  familyStanding: (elderId: string, id: string, step: 'change' | 'end' | 'days' | 'skips') => at('family', 'elders', elderId, 'standing-orders', id, step),
  familyPauses: (elderId: string) => at('family', 'elders', elderId, 'pauses'),
  familyPauseCheck: (elderId: string, pause: { start?: string; resume?: string; reason?: string } = {}) => withQuery(at('family', 'elders', elderId, 'pauses', 'check'), pause),
  familyDiet: (elderId: string) => at('family', 'elders', elderId, 'diet'),
  /** An elder's own: who may order for her, and what they did for her. */
  relatives: () => '/relatives',
  doings: () => '/relatives/doings',
  standingRestoration: (id: string) => at('standing-orders', id, 'restoration'),
  pauseEnd: (id: string) => at('pauses', id, 'end'),
  dietRestoration: () => '/diet/restoration',
  relative: (bindingId: string) => at('relatives', bindingId),
  relativeConsent: (bindingId: string) => at('relatives', bindingId, 'consent'),
  relativeWithdrawal: (bindingId: string) => at('relatives', bindingId, 'withdrawal'),
  canteenRelatives: (show: { elder?: string; pass?: string } = {}) => withQuery('/canteen/relatives', show),
  canteenLooks: (show: { elder?: string; pass?: string; look?: string } = {}) => withQuery('/canteen/looks', show),
  canteenRelative: (bindingId: string, step: 'consent' | 'withdrawal') => at('canteen', 'relatives', bindingId, step),
  community: (filter: ListQuery = {}) => withQuery('/community', filter),
  /** Names and ID numbers are posted here, never part of the address. */
  communityPeople: () => '/community/people',
  communityApplications: () => '/community/applications',
  newApplication: (elder?: string) => withQuery('/community/applications/new', { elder }),
  communityApplication: (id: string) => at('community', 'applications', id),
  communitySteps: (id: string) => at('community', 'applications', id, 'steps'),
  communityLook: (id: string) => at('community', 'applications', id, 'look'),
  communityNotice: (id: string) => at('community', 'applications', id, 'notice'),
  /** `day`: the first one. (`from` is what messengers add of their own.) */
  communityWeek: (show: { day?: string; slot?: string; page?: number } = {}) => withQuery('/community/week', show),
  /** A chain's text is posted here, never part of an address. */
  communityChain: () => '/community/chain',
  communityOrderChecks: () => '/community/order-checks',
  communityOrderBatches: () => '/community/order-batches',
  communityOrderBatch: (batchId: string, stuck?: 'yes') => withQuery(at('community', 'order-batches', batchId), { stuck }),
  communityOrderSteps: (batchId: string) => at('community', 'order-batches', batchId, 'steps'),
  communityPhoneOrders: (show: PhoneQuery = {}) => withQuery('/community/phone-orders', show),
  communityPhoneOrdering: () => '/community/phone-orders/orders',
  communityPhoneCancellation: (orderId: string) => at('community', 'phone-orders', 'orders', orderId, 'cancellation'),
  communityReviews: (page?: number) => withQuery('/community/reviews', { page }),
  communityReview: (factId: string) => at('community', 'reviews', factId),
  ...officePaths,
} as const;

export type LateWish = { elder: string; run: string; meal: string; mode: string };
type PhoneQuery = { elder?: string; run?: string; done?: string };
type ListQuery = { show?: string; state?: string; town?: string; page?: number };
