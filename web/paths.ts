// Every URL of the product is built here and nowhere else, so that a renamed page is one change.

/** Pages that stand at a canteen's counter and in an office alike. */
export type Door = 'canteen' | 'civil';

type Query = Record<string, string | number | undefined>;

function withQuery(path: string, query: Query): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  if (parts.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${parts.join('&')}`;
}

function at(...segments: readonly string[]): string {
  return `/${segments.map(encodeURIComponent).join('/')}`;
}

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
  /** For people at work it is another page than for elders. */
  signIn: (whose?: 'staff') => withQuery('/sign-in', { for: whose }),
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
  paperLists: (result?: string) => withQuery('/canteen/paper-lists', { result }),

  civil: (month?: string) => withQuery('/civil', { month }),
  statement: (pointId: string, month: string) => at('civil', 'statements', pointId, month),
  statementRows: (pointId: string, month: string, filter: { line?: string; payer?: string; clause?: string; page?: number } = {}) =>
    withQuery(at('civil', 'statements', pointId, month, 'rows'), filter),
  statementPrint: (pointId: string, month: string, detail?: 'all') =>
    withQuery(at('civil', 'statements', pointId, month, 'print'), { detail }),
  statementCsv: (pointId: string, month: string) => `${at('civil', 'statements', pointId, month)}.csv`,
  months: () => '/civil/months',
  month: (month: string, done?: 'proposed' | 'withdrawn' | 'returned') => withQuery(at('civil', 'months', month), { done }),
  monthStep: (month: string, step: 'proposal' | 'withdrawal' | 'return' | 'confirmation') => at('civil', 'months', month, step),
  prepaid: (date?: string) => withQuery('/civil/prepaid', { date }),
  prepaidOf: (operatorId: string, show: { date?: string; page?: number } = {}) => withQuery(at('civil', 'prepaid', operatorId), show),
  prepaidCsv: (date: string) => `${at('civil', 'prepaid', 'files', date)}.csv`,
  /** `holder`: the operator who holds the money. Not `from`: messengers add that to every address. */
  deaths: (page?: number) => withQuery('/civil/deaths', { page }),
  deathOf: (elderId: string) => at('civil', 'deaths', 'elders', elderId),
  deathNotice: (noticeId: string) => at('civil', 'deaths', 'notices', noticeId),
  moves: (show: { elder?: string; holder?: string } = {}) => withQuery('/civil/moves', show),
  move: (requestId: string) => at('civil', 'moves', requestId),
  payers: (done?: string) => withQuery('/civil/payers', { done }),
  payer: (code: string, done?: string) => withQuery(at('civil', 'payers', code), { done }),
  payerName: (code: string) => at('civil', 'payers', code, 'name'),
  payerDeletion: (code: string) => at('civil', 'payers', code, 'deletion'),
  categories: (done?: string) => withQuery('/civil/categories', { done }),
  category: (code: string, done?: string) => withQuery(at('civil', 'categories', code), { done }),
  categoryName: (code: string) => at('civil', 'categories', code, 'name'),
  categoryWords: (code: string) => at('civil', 'categories', code, 'words'),
  categoryDeletion: (code: string) => at('civil', 'categories', code, 'deletion'),
  donations: () => '/civil/donations',
  newDonation: (fund?: string) => withQuery('/civil/donations/new', { fund }),
  donation: (donationId: string) => at('civil', 'donations', donationId),
  donationReceipt: (donationId: string) => at('civil', 'donations', donationId, 'receipt'),
  donationReversal: (donationId: string) => at('civil', 'donations', donationId, 'reversal'),
  fund: (code: string, page?: number) => withQuery(at('civil', 'donations', 'funds', code), { page }),
  fundPrint: (code: string, year: string) => withQuery(at('civil', 'donations', 'funds', code, 'print'), { year }),
  pointSettings: (pointId: string) => at('civil', 'points', pointId, 'settings'),
  operatorSettings: (operatorId: string) => at('civil', 'operators', operatorId, 'settings'),
  /** `list`: one that came back, to be entered again. */
  calendar: (year?: number, list?: string) => withQuery('/civil/calendar', { year, list }),
  calendarLists: () => '/civil/calendar/lists',
  calendarDays: () => '/civil/calendar/days',
  calendarList: (listId: string) => at('civil', 'calendar', 'lists', listId),
  calendarAnswer: (listId: string) => at('civil', 'calendar', 'lists', listId, 'answer'),
  priceChanges: (where: 'civil' | 'canteen', show: { show?: string; page?: number } = {}) => withQuery(at(where, 'price-changes'), show),
  priceChange: (where: 'civil' | 'canteen', orderId: string) => at(where, 'price-changes', orderId),
  priceChangeTold: (where: 'civil' | 'canteen', orderId: string) => at(where, 'price-changes', orderId, 'told'),
  priceChangeLook: (where: 'civil' | 'canteen', orderId: string) => at(where, 'price-changes', orderId, 'look'),
  messages: (show: { show?: string; kind?: string; page?: number } = {}) => withQuery('/civil/messages', show),
  message: (messageId: string) => at('civil', 'messages', messageId),
  messageStep: (messageId: string, step: 'resending' | 'telling' | 'look') => at('civil', 'messages', messageId, step),
  countyRules: () => '/civil/rules',
  countyRule: (name: 'messages' | 'families' | 'complaints') => at('civil', 'rules', name),
  civilOrder: (orderId: string) => at('civil', 'orders', orderId),
  /** The form for one order, and what waits for a second official. */
  claimRequests: (order?: string) => withQuery('/civil/claim-requests', { order }),
  claimRequest: (requestId: string) => at('civil', 'claim-requests', requestId),
  recomputation: (orderId: string) => at('civil', 'orders', orderId, 'recomputation'),
  policies: () => '/civil/policies',
  policyVersion: (versionId: string) => at('civil', 'policies', 'versions', versionId),
  policyDrafts: () => '/civil/policies/drafts',
  /** The form for a new draft, filled in with a version where one is named. */
  newPolicyDraft: (version?: string) => withQuery('/civil/policies/drafts/new', { version }),
  policyDraft: (draftId: string) => at('civil', 'policies', 'drafts', draftId),
  policyDraftText: (draftId: string) => at('civil', 'policies', 'drafts', draftId, 'text'),
  policyDraftStep: (draftId: string, step: 'sending' | 'withdrawal' | 'return' | 'approval' | 'trials') => at('civil', 'policies', 'drafts', draftId, step),
  policyTrial: (trialId: string, page?: number) => withQuery(at('civil', 'policies', 'trials', trialId), { page }),
  policyTrialSteps: (trialId: string) => at('civil', 'policies', 'trials', trialId, 'steps'),
  policyTrialPerson: (trialId: string, elderId: string) => at('civil', 'policies', 'trials', trialId, 'people', elderId),

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
  civilApplications: (filter: ListQuery = {}) => withQuery('/civil/applications', filter),
  civilApplication: (id: string) => at('civil', 'applications', id),
  civilDecision: (id: string) => at('civil', 'applications', id, 'decision'),
  civilAppealDecision: (id: string) => at('civil', 'applications', id, 'appeal-decision'),
  civilLook: (id: string) => at('civil', 'applications', id, 'look'),
  civilNotice: (id: string) => at('civil', 'applications', id, 'notice'),
  civilReviews: (page?: number) => withQuery('/civil/reviews', { page }),
  civilReview: (factId: string) => at('civil', 'reviews', factId),
  civilReviewDecision: (factId: string) => at('civil', 'reviews', factId, 'decision'),
  rosters: () => '/civil/rosters',
  rosterUpload: (kind: string) => at('civil', 'rosters', 'uploads', kind),
  rosterTemplate: (kind: string) => at('civil', 'rosters', 'uploads', kind, 'template.csv'),
  roster: (rosterId: string, show: { show?: string; page?: number; done?: string } = {}) => withQuery(at('civil', 'rosters', rosterId), show),
  rosterWords: (rosterId: string) => at('civil', 'rosters', rosterId, 'words'),
  rosterApplication: (rosterId: string) => at('civil', 'rosters', rosterId, 'application'),
  rosterWithdrawal: (rosterId: string) => at('civil', 'rosters', rosterId, 'withdrawal'),
  rosterContact: (rosterId: string, rowNo: number) => at('civil', 'rosters', rosterId, 'rows', String(rowNo), 'contact'),
} as const;

type PhoneQuery = { elder?: string; run?: string; done?: string };
type ListQuery = { show?: string; state?: string; town?: string; page?: number };

/** The first page of those who work at this address; null at an elder's address. */
export function workAt(path: string): string | null {
  return [paths.canteen(), paths.civil(), paths.community()].find((prefix) => path === prefix || path.startsWith(`${prefix}/`)) ?? null;
}

/** The first page of families where this address is one of theirs; null elsewhere. */
export function familyAt(path: string): string | null {
  return path === paths.family() || path.startsWith(`${paths.family()}/`) ? paths.family() : null;
}

/** Where to ask what became of a step that was taken at `path`: under the same prefix, so that its reader finds a page of their own. */
export function outcomeAt(path: string, requestId: string, taken: number): string {
  return `${workAt(path) ?? familyAt(path) ?? ''}/outcomes/${requestId}?at=${taken}`;
}

/** Whether forms with a file are posted here. */
export function takesFile(path: string): boolean {
  return path.startsWith(`${paths.rosters()}/uploads/`) || path.startsWith(`${paths.canteenPictures()}/`);
}
