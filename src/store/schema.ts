// The drizzle mirror of migrations/: same tables, same columns, same order (a test compares). The migrations are the truth:
// checks, indexes and triggers stand only there.
import { integer, primaryKey, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';
import { ROLES, SIGN_IN_WAYS } from '../domain/access.ts';
import { ACCESS_OUTCOMES, ACCESS_REQUEST_KINDS } from '../domain/access-request.ts';
import { APPLICATION_ACTIONS, APPLICATION_CHANNELS, APPLICATION_STATES } from '../domain/application.ts';
import { CLAIM_KINDS, PAPER_KINDS, WISHES } from '../domain/application-claim.ts';
import { DAY_KINDS } from '../domain/assessed-meal.ts';
import type { Instant, Month, ServiceDate } from '../domain/calendar.ts';
import { DEATH_OUTCOMES } from '../domain/death.ts';
import { CLAIM_OUTCOMES, CLAIM_REVERSAL_REASONS } from '../domain/claim.ts';
import { CALENDAR_OUTCOMES } from '../domain/calendar-list.ts';
import { LABEL_KINDS } from '../domain/county-label.ts';
import type { Face } from '../domain/rating.ts';
import type { CardEndReason } from '../domain/card.ts';
import { DIET_CODES, DIET_ITEM_KINDS, SEVERITIES, TEXTURES } from '../domain/diet.ts';
import { DONATION_WAYS } from '../domain/donation.ts';
import { FACT_KINDS, SEXES } from '../domain/elder.ts';
import { REVIEW_DECISIONS, REVIEW_FINDINGS } from '../domain/eligibility-review.ts';
import { CONSENT_CHANNELS, RELATIONS } from '../domain/family.ts';
import { PROOFS } from '../domain/hand-over.ts';
import type { InvariantName } from '../domain/invariants.ts';
import { ACCOUNT_KINDS, PAY_WAYS, TRANSFER_KINDS } from '../domain/ledger.ts';
import { MEAL_RUN_STATES, NO_SHOW_RULES } from '../domain/meal-run.ts';
import { MEAL_SLOTS, SERVICE_MODES } from '../domain/meal-slot.ts';
import { MONTH_STEPS } from '../domain/month-closing.ts';
import { DISH_CATEGORIES } from '../domain/menu.ts';
import { ATTEMPT_OUTCOMES, MESSAGE_KINDS, MESSAGE_STATES, MESSAGE_TOLD_HOW } from '../domain/message.ts';
import { fen, type Fen } from '../domain/money.ts';
import { MONEY_OUTCOMES, MONEY_REQUEST_KINDS, RECEIPT_KINDS } from '../domain/prepaid.ts';
import { DATUMS, DIVISION_LEVELS, KITCHEN_KINDS, LICENCE_KINDS, POINT_KINDS } from '../domain/network.ts';
import { LINE_OUTCOMES } from '../domain/order-draft.ts';
import { CHANNELS, ORDER_STATES, PLACEMENT_REFUSALS } from '../domain/order.ts';
import { PAUSE_REASONS } from '../domain/pause.ts';
import { DRAFT_STEPS } from '../domain/policy-draft.ts';
import { TOLD_HOW } from '../domain/price-change.ts';
import { ROSTER_ACTIONS, ROSTER_KINDS } from '../domain/roster.ts';
import { REASSESSMENT_REASONS } from '../domain/reassessment.ts';
import { PRINT_KINDS } from '../domain/sheet.ts';
import { RESETS } from '../domain/staff-login.ts';
import { ARRANGED_CAUSES, ARRANGEMENT_CHANNELS, CALL_OUTCOMES } from '../domain/standing-order.ts';
import { MONTH_LINES } from '../domain/statement.ts';
import { BESIDE_KINDS } from '../domain/subsidy-facts.ts';
import { JOB_NAMES } from '../domain/watch.ts';

export const division = sqliteTable('division', {
  code: text('code').primaryKey(),
  parentCode: text('parent_code'),
  name: text('name').notNull(),
  level: text('level', { enum: DIVISION_LEVELS }).notNull(),
  kind: text('kind').notNull(),
});

export const category = sqliteTable('category', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  position: integer('position').notNull(),
});

export const payer = sqliteTable('payer', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  position: integer('position').notNull(),
  funded: integer('funded').notNull().default(0),
});

export const operator = sqliteTable('operator', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  agreementNo: text('agreement_no').notNull(),
  agreementFromDate: text('agreement_from_date').$type<ServiceDate>().notNull(),
  agreementToDate: text('agreement_to_date').$type<ServiceDate>().notNull(),
});

export const kitchen = sqliteTable('kitchen', {
  id: text('id').primaryKey(),
  operatorId: text('operator_id').notNull(),
  divisionCode: text('division_code').notNull(),
  kind: text('kind', { enum: KITCHEN_KINDS }).notNull(),
  name: text('name').notNull(),
  phone: text('phone').notNull(),
});

export const mealPoint = sqliteTable('meal_point', {
  id: text('id').primaryKey(),
  operatorId: text('operator_id').notNull(),
  divisionCode: text('division_code').notNull(),
  kind: text('kind', { enum: POINT_KINDS }).notNull(),
  name: text('name').notNull(),
  address: text('address').notNull(),
  phone: text('phone').notNull(),
  phoneHours: text('phone_hours').notNull(),
  longitudeE6: integer('longitude_e6').notNull(),
  latitudeE6: integer('latitude_e6').notNull(),
  datum: text('datum', { enum: DATUMS }).notNull(),
  seats: integer('seats').notNull(),
  licenceKind: text('licence_kind', { enum: LICENCE_KINDS }).notNull(),
  licenceNo: text('licence_no').notNull(),
  licenceExpiresDate: text('licence_expires_date').$type<ServiceDate>().notNull(),
  noShowRule: text('no_show_rule', { enum: NO_SHOW_RULES }).notNull(),
});

export const mealPointSlot = sqliteTable('meal_point_slot', {
  mealPointId: text('meal_point_id').notNull(),
  slot: text('slot', { enum: MEAL_SLOTS }).notNull(),
  kitchenId: text('kitchen_id').notNull(),
  openWeekdays: text('open_weekdays').notNull(),
  cutoffDayOffset: integer('cutoff_day_offset').notNull(),
  cutoffMinute: integer('cutoff_minute').notNull(),
  closeAfterMinutes: integer('close_after_minutes').notNull(),
  undoMinutes: integer('undo_minutes').notNull(),
  claimDays: integer('claim_days').notNull(),
  serveFromMinute: integer('serve_from_minute').notNull(),
  serveToMinute: integer('serve_to_minute').notNull(),
  dineInCapacity: integer('dine_in_capacity').notNull(),
  pickupCapacity: integer('pickup_capacity').notNull(),
  homeDeliveryCapacity: integer('home_delivery_capacity').notNull(),
}, (t) => [primaryKey({ columns: [t.mealPointId, t.slot] })]);

export const elder = sqliteTable('elder', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  callAs: text('call_as'),
  sex: text('sex', { enum: SEXES }).notNull(),
  birthDate: text('birth_date').$type<ServiceDate>().notNull(),
  idNumberSealed: text('id_number_sealed').notNull(),
  idNumberIndex: text('id_number_index').notNull(),
  phoneSealed: text('phone_sealed'),
  phoneIndex: text('phone_index'),
  phoneTailIndex: text('phone_tail_index'),
  registeredDivision: text('registered_division'),
  registeredPlace: text('registered_place'),
  residenceDivision: text('residence_division').notNull(),
  addressSealed: text('address_sealed'),
  doorNoteSealed: text('door_note_sealed'),
  coordinatesSealed: text('coordinates_sealed'),
  mealPointId: text('meal_point_id').notNull(),
  nameInitials: text('name_initials').notNull().default(''),
  buildingIndex: text('building_index'),
});

export const elderFact = sqliteTable('elder_fact', {
  id: text('id').primaryKey(),
  elderId: text('elder_id').notNull(),
  kind: text('kind', { enum: FACT_KINDS }).notNull(),
  value: text('value').notNull(),
  scale: text('scale'),
  fromDate: text('from_date').$type<ServiceDate>().notNull(),
  toDate: text('to_date').$type<ServiceDate>(),
  source: text('source').notNull(),
  document: text('document'),
  recordedAt: integer('recorded_at').$type<Instant>().notNull(),
  recordedBy: text('recorded_by').notNull(),
});

export const elderDiet = sqliteTable('elder_diet', {
  elderId: text('elder_id').primaryKey(),
  texture: text('texture', { enum: TEXTURES }).notNull(),
  feedingHelp: integer('feeding_help').notNull(),
  note: text('note').notNull(),
  askedAt: integer('asked_at').$type<Instant>(),
});

export const elderDietItem = sqliteTable('elder_diet_item', {
  elderId: text('elder_id').notNull(),
  kind: text('kind', { enum: DIET_ITEM_KINDS }).notNull(),
  code: text('code', { enum: DIET_CODES }).notNull(),
  severity: text('severity', { enum: SEVERITIES }),
}, (t) => [primaryKey({ columns: [t.elderId, t.kind, t.code] })]);

export const dietChange = sqliteTable(
  'diet_change',
  {
    elderId: text('elder_id').notNull(),
    version: integer('version').notNull(),
    content: text('content').notNull(),
    changedAt: integer('changed_at').$type<Instant>().notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.elderId, t.version] })],
);

export const person = sqliteTable('person', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  disabledAt: integer('disabled_at').$type<Instant>(),
});

export const roleGrant = sqliteTable('role_grant', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  role: text('role', { enum: ROLES }).notNull(),
  mealPointId: text('meal_point_id'),
  divisionCode: text('division_code'),
  grantedAt: integer('granted_at').$type<Instant>().notNull(),
  grantedBy: text('granted_by').notNull(),
  revokedAt: integer('revoked_at').$type<Instant>(),
  operatorId: text('operator_id'),
});

export const staffMember = sqliteTable('staff_member', {
  personId: text('person_id').primaryKey(),
  divisionCode: text('division_code').notNull(),
  unit: text('unit').notNull(),
  addedAt: integer('added_at').$type<Instant>().notNull(),
  addedBy: text('added_by').notNull(),
});

export const accessRequest = sqliteTable('access_request', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  kind: text('kind', { enum: ACCESS_REQUEST_KINDS }).notNull(),
  role: text('role', { enum: ROLES }),
  mealPointId: text('meal_point_id'),
  operatorId: text('operator_id'),
  divisionCode: text('division_code'),
  replacesId: text('replaces_id'),
  resets: text('resets', { enum: RESETS }),
  reason: text('reason').notNull(),
  requestedAt: integer('requested_at').$type<Instant>().notNull(),
  requestedBy: text('requested_by').notNull(),
});

export const accessDecision = sqliteTable('access_decision', {
  requestId: text('request_id').primaryKey(),
  outcome: text('outcome', { enum: ACCESS_OUTCOMES }).notNull(),
  decidedAt: integer('decided_at').$type<Instant>().notNull(),
  decidedBy: text('decided_by').notNull(),
  shownHash: text('shown_hash').notNull(),
});

export const grantRevocation = sqliteTable('grant_revocation', {
  grantId: text('grant_id').primaryKey(),
  reason: text('reason').notNull(),
  revokedAt: integer('revoked_at').$type<Instant>().notNull(),
  revokedBy: text('revoked_by').notNull(),
});

export const personDisabling = sqliteTable(
  'person_disabling',
  {
    personId: text('person_id').notNull(),
    disabledAt: integer('disabled_at').$type<Instant>().notNull(),
    disabledBy: text('disabled_by').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.disabledAt] })],
);

export const card = sqliteTable('card', {
  id: text('id').primaryKey(),
  elderId: text('elder_id').notNull(),
  numberSealed: text('number_sealed').notNull(),
  numberIndex: text('number_index').notNull(),
  tokenHash: text('token_hash').notNull(),
  issuedAt: integer('issued_at').$type<Instant>().notNull(),
  revokedAt: integer('revoked_at').$type<Instant>(),
  issuedBy: text('issued_by'),
});

export const cardRevocation = sqliteTable('card_revocation', {
  cardId: text('card_id').primaryKey(),
  revokedAt: integer('revoked_at').$type<Instant>().notNull(),
  revokedBy: text('revoked_by').notNull(),
  reason: text('reason').$type<CardEndReason>().notNull(),
});

export const rating = sqliteTable(
  'rating',
  {
    orderId: text('order_id').notNull(),
    version: integer('version').notNull(),
    face: text('face').$type<Face>().notNull(),
    words: text('words').notNull(),
    ratedAt: integer('rated_at').$type<Instant>().notNull(),
    ratedBy: text('rated_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.version] })],
);

export const complaint = sqliteTable('complaint', {
  id: text('id').primaryKey(),
  orderId: text('order_id').notNull(),
  mealPointId: text('meal_point_id').notNull(),
  owner: text('owner').notNull(),
  dueDate: text('due_date').$type<ServiceDate>().notNull(),
  openedAt: integer('opened_at').$type<Instant>().notNull(),
});

export const complaintRule = sqliteTable('complaint_rule', {
  setAt: integer('set_at').$type<Instant>().primaryKey(),
  document: text('document').notNull(),
  answerDays: integer('answer_days').notNull(),
  setBy: text('set_by').notNull(),
});

export const complaintAssignment = sqliteTable('complaint_assignment', {
  complaintId: text('complaint_id').notNull(),
  version: integer('version').notNull(),
  ownerId: text('owner_id').notNull(),
  assignedAt: integer('assigned_at').$type<Instant>().notNull(),
  assignedBy: text('assigned_by').notNull(),
}, (t) => [primaryKey({ columns: [t.complaintId, t.version] })]);

export const complaintAnswer = sqliteTable('complaint_answer', {
  complaintId: text('complaint_id').primaryKey(),
  answer: text('answer').notNull(),
  answeredAt: integer('answered_at').$type<Instant>().notNull(),
  answeredBy: text('answered_by').notNull(),
});

export const session = sqliteTable('session', {
  tokenHash: text('token_hash').primaryKey(),
  elderId: text('elder_id'),
  cardId: text('card_id'),
  personId: text('person_id'),
  createdAt: integer('created_at').$type<Instant>().notNull(),
  expiresAt: integer('expires_at').$type<Instant>().notNull(),
  endedAt: integer('ended_at').$type<Instant>(),
  way: text('way', { enum: SIGN_IN_WAYS }).notNull().default('card'),
  tabletId: text('tablet_id'),
  seenAt: integer('seen_at').$type<Instant>(),
});

export const tablet = sqliteTable('tablet', {
  id: text('id').primaryKey(),
  mealPointId: text('meal_point_id').notNull(),
  name: text('name').notNull(),
  tokenHash: text('token_hash').notNull(),
  enrolledAt: integer('enrolled_at').$type<Instant>().notNull(),
  enrolledBy: text('enrolled_by').notNull(),
});

export const tabletEnding = sqliteTable('tablet_ending', {
  tabletId: text('tablet_id').primaryKey(),
  reason: text('reason').notNull(),
  endedAt: integer('ended_at').$type<Instant>().notNull(),
  endedBy: text('ended_by').notNull(),
});

export const tabletRule = sqliteTable('tablet_rule', {
  setAt: integer('set_at').$type<Instant>().primaryKey(),
  document: text('document').notNull(),
  idleMinutes: integer('idle_minutes').notNull(),
  windowMinutes: integer('window_minutes').notNull(),
  pinTries: integer('pin_tries').notNull(),
  tabletTries: integer('tablet_tries').notNull(),
  setBy: text('set_by').notNull(),
});

export const staffPin = sqliteTable('staff_pin', {
  personId: text('person_id').primaryKey(),
  pinHash: text('pin_hash').notNull(),
  setAt: integer('set_at').$type<Instant>().notNull(),
});

export const pinTry = sqliteTable('pin_try', {
  subject: text('subject').primaryKey(),
  windowAt: integer('window_at').$type<Instant>().notNull(),
  tries: integer('tries').notNull(),
});

export const signInRule = sqliteTable('sign_in_rule', {
  setAt: integer('set_at').$type<Instant>().primaryKey(),
  document: text('document').notNull(),
  windowMinutes: integer('window_minutes').notNull(),
  windowTries: integer('window_tries').notNull(),
  passwordLetters: integer('password_letters').notNull(),
  startCodeHours: integer('start_code_hours').notNull(),
  setBy: text('set_by').notNull(),
});

export const staffLogin = sqliteTable('staff_login', {
  personId: text('person_id').primaryKey(),
  login: text('login').notNull(),
  passwordHash: text('password_hash'),
  passwordSetAt: integer('password_set_at').$type<Instant>(),
  totpSealed: text('totp_sealed'),
  totpConfirmedAt: integer('totp_confirmed_at').$type<Instant>(),
  totpStep: integer('totp_step'),
});

export const signInTry = sqliteTable('sign_in_try', {
  loginIndex: text('login_index').primaryKey(),
  windowAt: integer('window_at').$type<Instant>().notNull(),
  tries: integer('tries').notNull(),
});

export const knownDevice = sqliteTable('known_device', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  tokenHash: text('token_hash').notNull(),
  expiresAt: integer('expires_at').$type<Instant>().notNull(),
});

export const startCode = sqliteTable('start_code', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  codeHash: text('code_hash').notNull(),
  resets: text('resets', { enum: RESETS }).notNull(),
  issuedAt: integer('issued_at').$type<Instant>().notNull(),
  issuedBy: text('issued_by').notNull(),
  reason: text('reason').notNull(),
  expiresAt: integer('expires_at').$type<Instant>().notNull(),
  usedAt: integer('used_at').$type<Instant>(),
});

export const dish = sqliteTable('dish', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  category: text('category', { enum: DISH_CATEGORIES }).notNull(),
  ingredients: text('ingredients').notNull(),
  contains: text('contains').notNull(),
  textures: text('textures').notNull(),
});

export const setMeal = sqliteTable('set_meal', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  priceFen: integer('price_fen').$type<Fen>().notNull(),
});

export const setMealDish = sqliteTable('set_meal_dish', {
  setMealId: text('set_meal_id').notNull(),
  position: integer('position').notNull(),
  dishId: text('dish_id').notNull(),
}, (t) => [primaryKey({ columns: [t.setMealId, t.position] })]);

export const menu = sqliteTable('menu', {
  kitchenId: text('kitchen_id').notNull(),
  serviceDate: text('service_date').$type<ServiceDate>().notNull(),
  slot: text('slot', { enum: MEAL_SLOTS }).notNull(),
  position: integer('position').notNull(),
  setMealId: text('set_meal_id').notNull(),
  publishedAt: integer('published_at').$type<Instant>().notNull(),
}, (t) => [primaryKey({ columns: [t.kitchenId, t.serviceDate, t.slot, t.position] })]);

export const mealPicture = sqliteTable('meal_picture', {
  id: text('id').primaryKey(),
  mealPointId: text('meal_point_id').notNull(),
  setMealId: text('set_meal_id').notNull(),
  version: integer('version').notNull(),
  largeBytes: integer('large_bytes').notNull(),
  smallBytes: integer('small_bytes').notNull(),
  setAt: integer('set_at').$type<Instant>().notNull(),
  setBy: text('set_by').notNull(),
});

export const mealRun = sqliteTable('meal_run', {
  id: text('id').primaryKey(),
  mealPointId: text('meal_point_id').notNull(),
  serviceDate: text('service_date').$type<ServiceDate>().notNull(),
  slot: text('slot', { enum: MEAL_SLOTS }).notNull(),
  kitchenId: text('kitchen_id').notNull(),
  operatorId: text('operator_id').notNull(),
  cutoffAt: integer('cutoff_at').$type<Instant>().notNull(),
  closeAt: integer('close_at').$type<Instant>().notNull(),
  undoMinutes: integer('undo_minutes').notNull(),
  serveFromAt: integer('serve_from_at').$type<Instant>().notNull(),
  serveToAt: integer('serve_to_at').$type<Instant>().notNull(),
  claimUntilAt: integer('claim_until_at').$type<Instant>().notNull(),
  noShowRule: text('no_show_rule', { enum: NO_SHOW_RULES }).notNull(),
  state: text('state', { enum: MEAL_RUN_STATES }).notNull(),
  lastOrderNo: integer('last_order_no').notNull().default(0),
});

export const mealRunMode = sqliteTable('meal_run_mode', {
  mealRunId: text('meal_run_id').notNull(),
  mode: text('mode', { enum: SERVICE_MODES }).notNull(),
  capacity: integer('capacity').notNull(),
  taken: integer('taken').notNull().default(0),
}, (t) => [primaryKey({ columns: [t.mealRunId, t.mode] })]);

export const offer = sqliteTable('offer', {
  mealRunId: text('meal_run_id').notNull(),
  setMealId: text('set_meal_id').notNull(),
  letter: text('letter').notNull(),
  priceFen: integer('price_fen').$type<Fen>().notNull(),
  capacity: integer('capacity').notNull(),
  taken: integer('taken').notNull().default(0),
}, (t) => [primaryKey({ columns: [t.mealRunId, t.setMealId] })]);

export const mealRunClosing = sqliteTable('meal_run_closing', {
  mealRunId: text('meal_run_id').primaryKey(),
  closedAt: integer('closed_at').$type<Instant>().notNull(),
  closedBy: text('closed_by').notNull(),
  orderIds: text('order_ids').notNull(),
});

export const policyDocument = sqliteTable('policy_document', {
  id: text('id').primaryKey(),
  documentNo: text('document_no').notNull(),
  title: text('title').notNull(),
  issuer: text('issuer').notNull(),
  source: text('source').notNull(),
  borrowedFrom: text('borrowed_from'),
});

export const policyVersion = sqliteTable('policy_version', {
  id: text('id').primaryKey(),
  policyDocumentId: text('policy_document_id').notNull(),
  fromDate: text('from_date').$type<ServiceDate>().notNull(),
  toDate: text('to_date').$type<ServiceDate>(),
  rules: text('rules').notNull(),
  preparedBy: text('prepared_by').notNull(),
  approvedBy: text('approved_by').notNull(),
  approvedAt: integer('approved_at').$type<Instant>().notNull(),
  documentNo: text('document_no'),
  title: text('title'),
  issuer: text('issuer'),
  source: text('source'),
  borrowedFrom: text('borrowed_from'),
});

export const mealOrder = sqliteTable('meal_order', {
  id: text('id').primaryKey(),
  mealRunId: text('meal_run_id').notNull(),
  orderNo: integer('order_no').notNull(),
  elderId: text('elder_id').notNull(),
  serviceDate: text('service_date').$type<ServiceDate>().notNull(),
  slot: text('slot', { enum: MEAL_SLOTS }).notNull(),
  setMealId: text('set_meal_id').notNull(),
  mode: text('mode', { enum: SERVICE_MODES }).notNull(),
  state: text('state', { enum: ORDER_STATES }).notNull(),
  priceFen: integer('price_fen').$type<Fen>().notNull(),
  selfPayFen: integer('self_pay_fen').$type<Fen>().notNull(),
  policyVersionId: text('policy_version_id'),
  assessment: text('assessment').notNull(),
  assessmentNo: integer('assessment_no').notNull().default(1),
  payBy: text('pay_by', { enum: PAY_WAYS }).notNull(),
  channel: text('channel', { enum: CHANNELS }).notNull(),
  placedBy: text('placed_by').notNull(),
  placedAt: integer('placed_at').$type<Instant>().notNull(),
  lateReason: text('late_reason'),
});

export const orderSplit = sqliteTable('order_split', {
  orderId: text('order_id').notNull(),
  payerCode: text('payer_code').notNull(),
  clause: text('clause').notNull(),
  fen: integer('fen').$type<Fen>().notNull(),
  assessmentNo: integer('assessment_no').notNull().default(1),
}, (t) => [primaryKey({ columns: [t.orderId, t.assessmentNo, t.payerCode, t.clause] })]);

export const orderBeside = sqliteTable('order_beside', {
  orderId: text('order_id').notNull(),
  kind: text('kind', { enum: BESIDE_KINDS }).notNull(),
  payerCode: text('payer_code').notNull(),
  clause: text('clause').notNull(),
  fen: integer('fen').$type<Fen>().notNull(),
  assessmentNo: integer('assessment_no').notNull().default(1),
}, (t) => [primaryKey({ columns: [t.orderId, t.assessmentNo, t.kind, t.payerCode, t.clause] })]);

/** The lines of each order's latest assessment: what is read where money is counted. */
export const currentSplit = sqliteView('current_split', {
  orderId: text('order_id').notNull(),
  payerCode: text('payer_code').notNull(),
  clause: text('clause').notNull(),
  fen: integer('fen').$type<Fen>().notNull(),
}).existing();

export const currentBeside = sqliteView('current_beside', {
  orderId: text('order_id').notNull(),
  kind: text('kind', { enum: BESIDE_KINDS }).notNull(),
  payerCode: text('payer_code').notNull(),
  clause: text('clause').notNull(),
  fen: integer('fen').$type<Fen>().notNull(),
}).existing();

export const reassessment = sqliteTable('reassessment', {
  orderId: text('order_id').notNull(),
  assessmentNo: integer('assessment_no').notNull(),
  reassessedAt: integer('reassessed_at').$type<Instant>().notNull(),
  reassessedBy: text('reassessed_by').notNull(),
  reason: text('reason', { enum: REASSESSMENT_REASONS }).notNull(),
  selfPayBeforeFen: integer('self_pay_before_fen').$type<Fen>().notNull(),
  selfPayAfterFen: integer('self_pay_after_fen').$type<Fen>().notNull(),
  assessmentBefore: text('assessment_before').notNull(),
}, (t) => [primaryKey({ columns: [t.orderId, t.assessmentNo] })]);

export const cancellation = sqliteTable('cancellation', {
  orderId: text('order_id').primaryKey(),
  cancelledAt: integer('cancelled_at').$type<Instant>().notNull(),
  cancelledBy: text('cancelled_by').notNull(),
});

export const printRun = sqliteTable('print_run', {
  id: text('id').primaryKey(),
  mealPointId: text('meal_point_id').notNull(),
  number: integer('number').notNull(),
  mealRunId: text('meal_run_id').notNull(),
  kind: text('kind', { enum: PRINT_KINDS }).notNull(),
  printedAt: integer('printed_at').$type<Instant>().notNull(),
  printedBy: text('printed_by').notNull(),
  contentSealed: text('content_sealed').notNull(),
  contentHash: text('content_hash').notNull(),
  linesSealed: text('lines_sealed'),
});

export const handOver = sqliteTable('hand_over', {
  id: text('id').primaryKey(),
  orderId: text('order_id').notNull(),
  attempt: integer('attempt').notNull(),
  proof: text('proof', { enum: PROOFS }).notNull(),
  handedBy: text('handed_by').notNull(),
  handedAt: integer('handed_at').$type<Instant>().notNull(),
  recordedAt: integer('recorded_at').$type<Instant>().notNull(),
  recordedBy: text('recorded_by').notNull(),
  printRunId: text('print_run_id'),
  rowNo: integer('row_no'),
  tickedBy: text('ticked_by'),
});

export const handOverUndo = sqliteTable('hand_over_undo', {
  handOverId: text('hand_over_id').primaryKey(),
  undoneAt: integer('undone_at').$type<Instant>().notNull(),
  undoneBy: text('undone_by').notNull(),
});

export const account = sqliteTable('account', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ACCOUNT_KINDS }).notNull(),
  ownerId: text('owner_id').notNull(),
  holderId: text('holder_id'),
});

export const balance = sqliteTable('balance', {
  accountId: text('account_id').primaryKey(),
  balanceFen: integer('balance_fen').$type<Fen>().notNull().default(fen(0)),
  reservedFen: integer('reserved_fen').$type<Fen>().notNull().default(fen(0)),
});

export const closedPeriod = sqliteTable('closed_period', {
  period: text('period').$type<Month>().primaryKey(),
  closedAt: integer('closed_at').$type<Instant>().notNull(),
  closedBy: text('closed_by').notNull(),
});

export const monthStep = sqliteTable('month_step', {
  period: text('period').$type<Month>().notNull(),
  number: integer('number').notNull(),
  kind: text('kind', { enum: MONTH_STEPS }).notNull(),
  figures: text('figures'),
  figuresHash: text('figures_hash').notNull(),
  actor: text('actor').notNull(),
  at: integer('at').$type<Instant>().notNull(),
  reason: text('reason'),
}, (t) => [primaryKey({ columns: [t.period, t.number] })]);

export const transfer = sqliteTable('transfer', {
  id: text('id').primaryKey(),
  orderId: text('order_id'),
  eventId: text('event_id').notNull(),
  kind: text('kind', { enum: TRANSFER_KINDS }).notNull(),
  resolvesId: text('resolves_id'),
  debitAccount: text('debit_account').notNull(),
  creditAccount: text('credit_account').notNull(),
  amountFen: integer('amount_fen').$type<Fen>().notNull(),
  period: text('period').$type<Month>().notNull(),
  at: integer('at').$type<Instant>().notNull(),
});

export const dayTotal = sqliteTable('day_total', {
  mealPointId: text('meal_point_id').notNull(),
  serviceDate: text('service_date').$type<ServiceDate>().notNull(),
  slot: text('slot', { enum: MEAL_SLOTS }).notNull(),
  ordered: integer('ordered').notNull().default(0),
  handedOver: integer('handed_over').notNull().default(0),
  walkIns: integer('walk_ins').notNull().default(0),
  missed: integer('missed').notNull().default(0),
}, (t) => [primaryKey({ columns: [t.mealPointId, t.serviceDate, t.slot] })]);

export const monthTotal = sqliteTable('month_total', {
  mealPointId: text('meal_point_id').notNull(),
  month: text('month').$type<Month>().notNull(),
  line: text('line', { enum: MONTH_LINES }).notNull(),
  payerCode: text('payer_code').notNull(),
  clause: text('clause').notNull(),
  meals: integer('meals').notNull().default(0),
  fen: integer('fen').$type<Fen>().notNull().default(fen(0)),
}, (t) => [primaryKey({ columns: [t.mealPointId, t.month, t.line, t.payerCode, t.clause] })]);

export const requestKey = sqliteTable('request_key', {
  key: text('key').primaryKey(),
  actor: text('actor').notNull(),
  payloadHash: text('payload_hash').notNull(),
  answer: text('answer').notNull(),
  at: integer('at').$type<Instant>().notNull(),
});

export const audit = sqliteTable('audit', {
  id: text('id').primaryKey(),
  at: integer('at').$type<Instant>().notNull(),
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  subject: text('subject').notNull(),
  requestId: text('request_id').notNull(),
  reason: text('reason'),
});

export const guard = sqliteTable('guard', {
  name: text('name').notNull(),
});

// Policies as they are made (0003).
export const policyDraftStep = sqliteTable('policy_draft_step', {
  draftId: text('draft_id').notNull(),
  number: integer('number').notNull(),
  kind: text('kind', { enum: DRAFT_STEPS }).notNull(),
  content: text('content'),
  contentHash: text('content_hash').notNull(),
  actor: text('actor').notNull(),
  at: integer('at').$type<Instant>().notNull(),
  reason: text('reason'),
}, (t) => [primaryKey({ columns: [t.draftId, t.number] })]);

export const policyTrial = sqliteTable('policy_trial', {
  id: text('id').primaryKey(),
  draftId: text('draft_id').notNull(),
  contentHash: text('content_hash').notNull(),
  month: text('month').$type<Month>().notNull(),
  meals: integer('meals').notNull(),
  startedBy: text('started_by').notNull(),
  startedAt: integer('started_at').$type<Instant>().notNull(),
});

export const policyTrialStep = sqliteTable('policy_trial_step', {
  trialId: text('trial_id').notNull(),
  number: integer('number').notNull(),
  uptoElderId: text('upto_elder_id').notNull(),
  last: integer('last').notNull(),
  meals: integer('meals').notNull(),
  people: integer('people').notNull(),
  totals: text('totals').notNull(),
  balances: text('balances').notNull(),
  at: integer('at').$type<Instant>().notNull(),
}, (t) => [primaryKey({ columns: [t.trialId, t.number] })]);

export const policyTrialPerson = sqliteTable('policy_trial_person', {
  trialId: text('trial_id').notNull(),
  elderId: text('elder_id').notNull(),
  meals: integer('meals').notNull(),
  changedMeals: integer('changed_meals').notNull(),
  subsidyBeforeFen: integer('subsidy_before_fen').$type<Fen>().notNull(),
  subsidyAfterFen: integer('subsidy_after_fen').$type<Fen>().notNull(),
  selfPayBeforeFen: integer('self_pay_before_fen').$type<Fen>().notNull(),
  selfPayAfterFen: integer('self_pay_after_fen').$type<Fen>().notNull(),
}, (t) => [primaryKey({ columns: [t.trialId, t.elderId] })]);

export const policyTrialFailure = sqliteTable('policy_trial_failure', {
  trialId: text('trial_id').notNull(),
  afterStep: integer('after_step').notNull(),
  number: integer('number').notNull(),
  failedAt: integer('failed_at').$type<Instant>().notNull(),
}, (t) => [primaryKey({ columns: [t.trialId, t.afterStep, t.number] })]);

// Application and eligibility.
export const eligibilityRule = sqliteTable('eligibility_rule', {
  fromDate: text('from_date').$type<ServiceDate>().primaryKey(),
  document: text('document').notNull(),
  checkDays: integer('check_days').notNull(),
  papersDays: integer('papers_days').notNull(),
  decideDays: integer('decide_days').notNull(),
  appealDays: integer('appeal_days').notNull(),
  appealDecideDays: integer('appeal_decide_days').notNull(),
  reviewMonths: integer('review_months').notNull(),
  reviewNoticeDays: integer('review_notice_days').notNull(),
  webLimit: integer('web_limit').notNull(),
  lookUpTries: integer('look_up_tries').notNull(),
});

export const application = sqliteTable('application', {
  id: text('id').primaryKey(),
  applicationNo: text('application_no').notNull(),
  channel: text('channel', { enum: APPLICATION_CHANNELS }).notNull(),
  wish: text('wish', { enum: WISHES }).notNull(),
  kind: text('kind', { enum: CLAIM_KINDS }),
  value: text('value'),
  villageCode: text('village_code').notNull(),
  elderId: text('elder_id'),
  name: text('name').notNull(),
  idNumberSealed: text('id_number_sealed'),
  idNumberIndex: text('id_number_index').notNull(),
  phoneSealed: text('phone_sealed'),
  phoneIndex: text('phone_index'),
  registeredDivision: text('registered_division'),
  registeredPlace: text('registered_place'),
  addressSealed: text('address_sealed'),
  mealPointId: text('meal_point_id'),
  applicantName: text('applicant_name'),
  applicantRelation: text('applicant_relation'),
  submittedAt: integer('submitted_at').$type<Instant>().notNull(),
  submittedDate: text('submitted_date').$type<ServiceDate>().notNull(),
  submittedBy: text('submitted_by').notNull(),
  state: text('state', { enum: APPLICATION_STATES }).notNull(),
  stateAt: integer('state_at').$type<Instant>().notNull(),
  dueDate: text('due_date').$type<ServiceDate>(),
  steps: integer('steps').notNull(),
  factId: text('fact_id'),
});

export const applicationEvent = sqliteTable('application_event', {
  applicationId: text('application_id').notNull(),
  seq: integer('seq').notNull(),
  action: text('action', { enum: APPLICATION_ACTIONS }).notNull(),
  state: text('state', { enum: APPLICATION_STATES }).notNull(),
  at: integer('at').$type<Instant>().notNull(),
  by: text('by').notNull(),
  note: text('note').notNull(),
  codes: text('codes').notNull(),
  fromDate: text('from_date').$type<ServiceDate>(),
  contentHash: text('content_hash'),
}, (t) => [primaryKey({ columns: [t.applicationId, t.seq] })]);

export const applicationPaper = sqliteTable('application_paper', {
  applicationId: text('application_id').notNull(),
  position: integer('position').notNull(),
  kind: text('kind', { enum: PAPER_KINDS }).notNull(),
  numberSealed: text('number_sealed'),
  paperDate: text('paper_date').$type<ServiceDate>(),
  original: integer('original').notNull(),
  seenAt: integer('seen_at').$type<Instant>().notNull(),
  seenBy: text('seen_by').notNull(),
}, (t) => [primaryKey({ columns: [t.applicationId, t.position] })]);

export const failedLookUp = sqliteTable('failed_look_up', {
  lookUpDate: text('look_up_date').$type<ServiceDate>().notNull(),
  applicationId: text('application_id').notNull(),
  tries: integer('tries').notNull(),
}, (t) => [primaryKey({ columns: [t.lookUpDate, t.applicationId] })]);

export const eligibility = sqliteTable('eligibility', {
  factId: text('fact_id').primaryKey(),
  applicationId: text('application_id').notNull(),
  reviewDate: text('review_date').$type<ServiceDate>().notNull(),
});

export const eligibilityReview = sqliteTable('eligibility_review', {
  id: text('id').primaryKey(),
  factId: text('fact_id').notNull(),
  attempt: integer('attempt').notNull(),
  dueDate: text('due_date').$type<ServiceDate>().notNull(),
  finding: text('finding', { enum: REVIEW_FINDINGS }).notNull(),
  endDate: text('end_date').$type<ServiceDate>(),
  note: text('note').notNull(),
  proposedAt: integer('proposed_at').$type<Instant>().notNull(),
  proposedBy: text('proposed_by').notNull(),
});

export const eligibilityReviewDecision = sqliteTable('eligibility_review_decision', {
  reviewId: text('review_id').primaryKey(),
  decision: text('decision', { enum: REVIEW_DECISIONS }).notNull(),
  note: text('note').notNull(),
  reviewDate: text('review_date').$type<ServiceDate>(),
  contentHash: text('content_hash').notNull(),
  decidedAt: integer('decided_at').$type<Instant>().notNull(),
  decidedBy: text('decided_by').notNull(),
});

// ── Rosters ────────────────────────────────────────────────────────────────────────────────────────

export const categoryWord = sqliteTable('category_word', {
  id: text('id').primaryKey(),
  word: text('word').notNull(),
  categoryCode: text('category_code').notNull(),
  addedAt: integer('added_at').$type<Instant>().notNull(),
  addedBy: text('added_by').notNull(),
});

export const roster = sqliteTable('roster', {
  id: text('id').primaryKey(),
  divisionCode: text('division_code').notNull(),
  kind: text('kind', { enum: ROSTER_KINDS }).notNull(),
  name: text('name').notNull(),
  documentNo: text('document_no').notNull(),
  documentDate: text('document_date').$type<ServiceDate>().notNull(),
  asOfDate: text('as_of_date').$type<ServiceDate>().notNull(),
  whole: integer('whole').notNull(),
  covers: text('covers').notNull(),
  fileName: text('file_name').notNull(),
  fileHash: text('file_hash').notNull(),
  sheetName: text('sheet_name'),
  otherSheets: integer('other_sheets').notNull(),
  ignoredColumns: text('ignored_columns').notNull(),
  skippedRows: text('skipped_rows').notNull(),
  uploadedAt: integer('uploaded_at').$type<Instant>().notNull(),
  uploadedBy: text('uploaded_by').notNull(),
});

export const rosterRow = sqliteTable('roster_row', {
  rosterId: text('roster_id').notNull(),
  rowNo: integer('row_no').notNull(),
  name: text('name').notNull(),
  idNumberSealed: text('id_number_sealed').notNull(),
  idNumberIndex: text('id_number_index'),
  value: text('value').notNull(),
  fromDate: text('from_date').$type<ServiceDate>(),
  phoneSealed: text('phone_sealed'),
  phoneIndex: text('phone_index'),
  addressSealed: text('address_sealed'),
  problems: text('problems').notNull(),
}, (t) => [primaryKey({ columns: [t.rosterId, t.rowNo] })]);

export const rosterPlan = sqliteTable('roster_plan', {
  rosterId: text('roster_id').notNull(),
  number: integer('number').notNull(),
  hash: text('hash').notNull(),
  counts: text('counts').notNull(),
  madeAt: integer('made_at').$type<Instant>().notNull(),
  madeBy: text('made_by').notNull(),
}, (t) => [primaryKey({ columns: [t.rosterId, t.number] })]);

export const rosterLine = sqliteTable('roster_line', {
  rosterId: text('roster_id').notNull(),
  planNo: integer('plan_no').notNull(),
  position: integer('position').notNull(),
  rowNo: integer('row_no'),
  elderId: text('elder_id'),
  action: text('action', { enum: ROSTER_ACTIONS }).notNull(),
  value: text('value'),
  fromDate: text('from_date').$type<ServiceDate>(),
  ends: text('ends').notNull(),
  endsOn: text('ends_on').$type<ServiceDate>(),
  problems: text('problems').notNull(),
  notes: text('notes').notNull(),
  differs: text('differs').notNull(),
}, (t) => [primaryKey({ columns: [t.rosterId, t.planNo, t.position] })]);

export const rosterApplication = sqliteTable('roster_application', {
  rosterId: text('roster_id').primaryKey(),
  planNo: integer('plan_no').notNull(),
  planHash: text('plan_hash').notNull(),
  appliedAt: integer('applied_at').$type<Instant>().notNull(),
  appliedBy: text('applied_by').notNull(),
});

export const rosterWithdrawal = sqliteTable('roster_withdrawal', {
  rosterId: text('roster_id').primaryKey(),
  withdrawnAt: integer('withdrawn_at').$type<Instant>().notNull(),
  withdrawnBy: text('withdrawn_by').notNull(),
});

export const rosterContact = sqliteTable('roster_contact', {
  rosterId: text('roster_id').notNull(),
  rowNo: integer('row_no').notNull(),
  field: text('field', { enum: ['phone', 'address'] }).notNull(),
  elderId: text('elder_id').notNull(),
  wasSealed: text('was_sealed'),
  takenAt: integer('taken_at').$type<Instant>().notNull(),
  takenBy: text('taken_by').notNull(),
}, (t) => [primaryKey({ columns: [t.rosterId, t.rowNo, t.field] })]);

// ── Claims taken back, months closed ──
export const claimReversal = sqliteTable('claim_reversal', {
  handOverId: text('hand_over_id').primaryKey(),
  orderId: text('order_id').notNull(),
  reversedAt: integer('reversed_at').$type<Instant>().notNull(),
  reversedBy: text('reversed_by').notNull(),
  period: text('period').$type<Month>().notNull(),
  reason: text('reason', { enum: CLAIM_REVERSAL_REASONS }).notNull(),
  note: text('note').notNull(),
});

export const claimRequest = sqliteTable('claim_request', {
  id: text('id').primaryKey(),
  handOverId: text('hand_over_id').notNull(),
  orderId: text('order_id').notNull(),
  reason: text('reason', { enum: CLAIM_REVERSAL_REASONS }).notNull(),
  note: text('note').notNull(),
  requestedAt: integer('requested_at').$type<Instant>().notNull(),
  requestedBy: text('requested_by').notNull(),
});

export const claimDecision = sqliteTable('claim_decision', {
  requestId: text('request_id').primaryKey(),
  outcome: text('outcome', { enum: CLAIM_OUTCOMES }).notNull(),
  decidedAt: integer('decided_at').$type<Instant>().notNull(),
  decidedBy: text('decided_by').notNull(),
  shownHash: text('shown_hash').notNull(),
});

// Money at the counter.
export const prepaidRule = sqliteTable('prepaid_rule', {
  operatorId: text('operator_id').notNull(),
  setAt: integer('set_at').$type<Instant>().notNull(),
  topUpMostFen: integer('top_up_most_fen').$type<Fen>().notNull(),
  heldMostFen: integer('held_most_fen').$type<Fen>().notNull(),
  refundAloneMostFen: integer('refund_alone_most_fen').$type<Fen>().notNull(),
  source: text('source').notNull(),
  setBy: text('set_by').notNull(),
}, (t) => [primaryKey({ columns: [t.operatorId, t.setAt] })]);

export const moneyRequest = sqliteTable('money_request', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: MONEY_REQUEST_KINDS }).notNull(),
  elderId: text('elder_id').notNull(),
  operatorId: text('operator_id').notNull(),
  mealPointId: text('meal_point_id'),
  toOperatorId: text('to_operator_id'),
  amountFen: integer('amount_fen').$type<Fen>().notNull(),
  balanceFen: integer('balance_fen').$type<Fen>().notNull(),
  reason: text('reason').notNull(),
  requestedAt: integer('requested_at').$type<Instant>().notNull(),
  requestedBy: text('requested_by').notNull(),
});

export const moneyDecision = sqliteTable('money_decision', {
  requestId: text('request_id').primaryKey(),
  outcome: text('outcome', { enum: MONEY_OUTCOMES }).notNull(),
  decidedAt: integer('decided_at').$type<Instant>().notNull(),
  decidedBy: text('decided_by').notNull(),
  shownHash: text('shown_hash').notNull(),
});

export const receipt = sqliteTable('receipt', {
  id: text('id').primaryKey(),
  mealPointId: text('meal_point_id').notNull(),
  number: integer('number').notNull(),
  kind: text('kind', { enum: RECEIPT_KINDS }).notNull(),
  elderId: text('elder_id').notNull(),
  operatorId: text('operator_id').notNull(),
  amountFen: integer('amount_fen').$type<Fen>().notNull(),
  balanceBeforeFen: integer('balance_before_fen').$type<Fen>().notNull(),
  balanceAfterFen: integer('balance_after_fen').$type<Fen>().notNull(),
  counterpart: text('counterpart').notNull(),
  reason: text('reason').notNull(),
  requestId: text('request_id'),
  at: integer('at').$type<Instant>().notNull(),
  by: text('by').notNull(),
});

export const shift = sqliteTable('shift', {
  mealPointId: text('meal_point_id').notNull(),
  number: integer('number').notNull(),
  openedAt: integer('opened_at').$type<Instant>().notNull(),
  openedBy: text('opened_by').notNull(),
  openingFen: integer('opening_fen').$type<Fen>().notNull(),
  openingNote: text('opening_note').notNull(),
}, (t) => [primaryKey({ columns: [t.mealPointId, t.number] })]);

export const shiftClosing = sqliteTable('shift_closing', {
  mealPointId: text('meal_point_id').notNull(),
  number: integer('number').notNull(),
  closedAt: integer('closed_at').$type<Instant>().notNull(),
  closedBy: text('closed_by').notNull(),
  beforeOpeningFen: integer('before_opening_fen').$type<Fen>().notNull(),
  mealsFen: integer('meals_fen').$type<Fen>().notNull(),
  topUpsFen: integer('top_ups_fen').$type<Fen>().notNull(),
  refundsFen: integer('refunds_fen').$type<Fen>().notNull(),
  undoneFen: integer('undone_fen').$type<Fen>().notNull(),
  otherFen: integer('other_fen').$type<Fen>().notNull(),
  expectedFen: integer('expected_fen').$type<Fen>().notNull(),
  countedFen: integer('counted_fen').$type<Fen>().notNull(),
  explanation: text('explanation').notNull(),
}, (t) => [primaryKey({ columns: [t.mealPointId, t.number] })]);

export const shiftReview = sqliteTable('shift_review', {
  mealPointId: text('meal_point_id').notNull(),
  number: integer('number').notNull(),
  seenAt: integer('seen_at').$type<Instant>().notNull(),
  seenBy: text('seen_by').notNull(),
}, (t) => [primaryKey({ columns: [t.mealPointId, t.number] })]);

export const cashEntry = sqliteTable('cash_entry', {
  transferId: text('transfer_id').notNull(),
  mealPointId: text('meal_point_id').notNull(),
  shiftNumber: integer('shift_number').notNull(),
  beforeOpening: integer('before_opening').notNull(),
}, (t) => [primaryKey({ columns: [t.transferId, t.mealPointId] })]);

// Open orders that have to be judged again.
export const reassessmentDue = sqliteTable('reassessment_due', {
  elderId: text('elder_id').notNull(),
  dueAt: integer('due_at').$type<Instant>().notNull(),
  reason: text('reason', { enum: REASSESSMENT_REASONS }).notNull(),
  dueBy: text('due_by').notNull(),
  doneAt: integer('done_at').$type<Instant>(),
}, (t) => [primaryKey({ columns: [t.elderId, t.dueAt, t.reason] })]);
// ── Deaths ──
export const deathNotice = sqliteTable('death_notice', {
  id: text('id').primaryKey(),
  elderId: text('elder_id').notNull(),
  diedDate: text('died_date').$type<ServiceDate>().notNull(),
  toldBy: text('told_by').notNull(),
  document: text('document').notNull(),
  notedAt: integer('noted_at').$type<Instant>().notNull(),
  notedBy: text('noted_by').notNull(),
});

export const deathDecision = sqliteTable('death_decision', {
  noticeId: text('notice_id').primaryKey(),
  outcome: text('outcome', { enum: DEATH_OUTCOMES }).notNull(),
  decidedAt: integer('decided_at').$type<Instant>().notNull(),
  decidedBy: text('decided_by').notNull(),
  shownHash: text('shown_hash').notNull(),
});

export const noShowWaiver = sqliteTable('no_show_waiver', {
  orderId: text('order_id').primaryKey(),
  waivedAt: integer('waived_at').$type<Instant>().notNull(),
  waivedBy: text('waived_by').notNull(),
});

export const deathToSettle = sqliteTable('death_to_settle', {
  elderId: text('elder_id').primaryKey(),
  stopped: integer('stopped').notNull().default(0),
});
// ── The calendar of holidays, and whom a changed price was told to ──
export const calendarList = sqliteTable('calendar_list', {
  id: text('id').primaryKey(),
  year: integer('year').notNull(),
  days: text('days').notNull(),
  source: text('source').notNull(),
  enteredAt: integer('entered_at').$type<Instant>().notNull(),
  enteredBy: text('entered_by').notNull(),
});

export const calendarListAnswer = sqliteTable('calendar_list_answer', {
  listId: text('list_id').primaryKey(),
  outcome: text('outcome', { enum: CALENDAR_OUTCOMES }).notNull(),
  answeredAt: integer('answered_at').$type<Instant>().notNull(),
  answeredBy: text('answered_by').notNull(),
  shownHash: text('shown_hash').notNull(),
  reason: text('reason').notNull(),
});

export const calendarDay = sqliteTable('calendar_day', {
  serviceDate: text('service_date').$type<ServiceDate>().notNull(),
  number: integer('number').notNull(),
  kind: text('kind', { enum: DAY_KINDS }).notNull(),
  name: text('name').notNull(),
  listId: text('list_id').notNull(),
}, (t) => [primaryKey({ columns: [t.serviceDate, t.number] })]);

export const priceChangeTold = sqliteTable('price_change_told', {
  orderId: text('order_id').notNull(),
  assessmentNo: integer('assessment_no').notNull(),
  selfPayFen: integer('self_pay_fen').$type<Fen>().notNull(),
  how: text('how', { enum: TOLD_HOW }).notNull(),
  toldByName: text('told_by_name').notNull(),
  note: text('note').notNull(),
  recordedAt: integer('recorded_at').$type<Instant>().notNull(),
  recordedBy: text('recorded_by').notNull(),
}, (t) => [primaryKey({ columns: [t.orderId, t.assessmentNo] })]);


// What somebody confirmed to be ordered for others.
export const orderBatch = sqliteTable('order_batch', {
  id: text('id').primaryKey(),
  channel: text('channel', { enum: CHANNELS }).notNull(),
  confirmedAt: integer('confirmed_at').$type<Instant>().notNull(),
  confirmedBy: text('confirmed_by').notNull(),
});

export const orderBatchLine = sqliteTable('order_batch_line', {
  batchId: text('batch_id').notNull(),
  lineNo: integer('line_no').notNull(),
  elderId: text('elder_id').notNull(),
  mealRunId: text('meal_run_id').notNull(),
  setMealId: text('set_meal_id').notNull(),
  mode: text('mode', { enum: SERVICE_MODES }).notNull(),
  selfPayFen: integer('self_pay_fen').$type<Fen>().notNull(),
  outcome: text('outcome', { enum: LINE_OUTCOMES }),
  orderId: text('order_id'),
}, (t) => [primaryKey({ columns: [t.batchId, t.lineNo] })]);
// ── Invariants ──
export const invariantCheck = sqliteTable('invariant_check', {
  night: text('night').$type<ServiceDate>().notNull(),
  name: text('name').$type<InvariantName>().notNull(),
  slice: text('slice').$type<Month | ''>().notNull(),
  checkedAt: integer('checked_at').$type<Instant>().notNull(),
  broken: integer('broken').notNull(),
  samples: text('samples').notNull(),
}, (t) => [primaryKey({ columns: [t.night, t.name, t.slice] })]);

// What a failed invariant stops.
export const booksStop = sqliteTable('books_stop', {
  id: text('id').primaryKey(),
  mealPointId: text('meal_point_id'),
  operatorId: text('operator_id'),
  night: text('night').$type<ServiceDate>().notNull(),
  invariant: text('invariant').$type<InvariantName>().notNull(),
  slice: text('slice').$type<Month | ''>().notNull(),
  broken: integer('broken').notNull(),
  samples: text('samples').notNull(),
  stoppedAt: integer('stopped_at').$type<Instant>().notNull(),
  stoppedBy: text('stopped_by').notNull(),
});

export const booksStopEnd = sqliteTable('books_stop_end', {
  stopId: text('stop_id').primaryKey(),
  endedAt: integer('ended_at').$type<Instant>().notNull(),
  endedBy: text('ended_by').notNull(),
  cause: text('cause').notNull(),
});

export const booksStopped = sqliteTable('books_stopped', {
  place: text('place').notNull(),
  invariant: text('invariant').$type<InvariantName>().notNull(),
  slice: text('slice').$type<Month | ''>().notNull(),
  stopId: text('stop_id').notNull(),
}, (t) => [primaryKey({ columns: [t.place, t.invariant, t.slice] })]);

// Donations, and what payers and categories were called.
export const donation = sqliteTable('donation', {
  id: text('id').primaryKey(),
  number: integer('number').notNull(),
  payerCode: text('payer_code').notNull(),
  donor: text('donor'),
  anonymous: integer('anonymous').notNull(),
  way: text('way', { enum: DONATION_WAYS }).notNull(),
  amountFen: integer('amount_fen').$type<Fen>().notNull(),
  receivedDate: text('received_date').$type<ServiceDate>().notNull(),
  note: text('note').notNull(),
  recordedAt: integer('recorded_at').$type<Instant>().notNull(),
  recordedBy: text('recorded_by').notNull(),
});

export const donationReversal = sqliteTable('donation_reversal', {
  donationId: text('donation_id').primaryKey(),
  reason: text('reason').notNull(),
  shownHash: text('shown_hash').notNull(),
  reversedAt: integer('reversed_at').$type<Instant>().notNull(),
  reversedBy: text('reversed_by').notNull(),
});

export const labelChange = sqliteTable('label_change', {
  kind: text('kind', { enum: LABEL_KINDS }).notNull(),
  code: text('code').notNull(),
  number: integer('number').notNull(),
  was: text('was').notNull(),
  name: text('name').notNull(),
  reason: text('reason').notNull(),
  changedAt: integer('changed_at').$type<Instant>().notNull(),
  changedBy: text('changed_by').notNull(),
}, (t) => [primaryKey({ columns: [t.kind, t.code, t.number] })]);
// ── Standing orders (0022) ──
export const standingOrder = sqliteTable('standing_order', {
  id: text('id').primaryKey(),
  elderId: text('elder_id').notNull(),
  mealPointId: text('meal_point_id').notNull(),
  slot: text('slot', { enum: MEAL_SLOTS }).notNull(),
  weekdays: text('weekdays').notNull(),
  setMealId: text('set_meal_id'),
  mode: text('mode', { enum: SERVICE_MODES }).notNull(),
  fromDate: text('from_date').$type<ServiceDate>().notNull(),
  toDate: text('to_date').$type<ServiceDate>(),
  followsId: text('follows_id'),
  channel: text('channel', { enum: ARRANGEMENT_CHANNELS }).notNull(),
  setAt: integer('set_at').$type<Instant>().notNull(),
  setBy: text('set_by').notNull(),
  endedAt: integer('ended_at').$type<Instant>(),
  endedBy: text('ended_by'),
  endedChannel: text('ended_channel', { enum: ARRANGEMENT_CHANNELS }),
});

export const standingOrderSkip = sqliteTable('standing_order_skip', {
  id: text('id').primaryKey(),
  elderId: text('elder_id').notNull(),
  slot: text('slot', { enum: MEAL_SLOTS }).notNull(),
  serviceDate: text('service_date').$type<ServiceDate>().notNull(),
  channel: text('channel', { enum: ARRANGEMENT_CHANNELS }).notNull(),
  setAt: integer('set_at').$type<Instant>().notNull(),
  setBy: text('set_by').notNull(),
  withdrawnAt: integer('withdrawn_at').$type<Instant>(),
  withdrawnBy: text('withdrawn_by'),
});

export const pause = sqliteTable('pause', {
  id: text('id').primaryKey(),
  elderId: text('elder_id').notNull(),
  fromDate: text('from_date').$type<ServiceDate>().notNull(),
  resumeDate: text('resume_date').$type<ServiceDate>(),
  reason: text('reason', { enum: PAUSE_REASONS }).notNull(),
  channel: text('channel', { enum: ARRANGEMENT_CHANNELS }).notNull(),
  setAt: integer('set_at').$type<Instant>().notNull(),
  setBy: text('set_by').notNull(),
  endedFromDate: text('ended_from_date').$type<ServiceDate>(),
  endedAt: integer('ended_at').$type<Instant>(),
  endedBy: text('ended_by'),
});

export const arrangedCancellation = sqliteTable('arranged_cancellation', {
  orderId: text('order_id').primaryKey(),
  cause: text('cause', { enum: ARRANGED_CAUSES }).notNull(),
  causeId: text('cause_id').notNull(),
});

export const standingOrderFailure = sqliteTable('standing_order_failure', {
  standingOrderId: text('standing_order_id').notNull(),
  serviceDate: text('service_date').$type<ServiceDate>().notNull(),
  refused: text('refused', { enum: PLACEMENT_REFUSALS }).notNull(),
  failedAt: integer('failed_at').$type<Instant>().notNull(),
}, (t) => [primaryKey({ columns: [t.standingOrderId, t.serviceDate, t.refused] })]);

export const standingOrderCall = sqliteTable('standing_order_call', {
  standingOrderId: text('standing_order_id').notNull(),
  serviceDate: text('service_date').$type<ServiceDate>().notNull(),
  number: integer('number').notNull(),
  outcome: text('outcome', { enum: CALL_OUTCOMES }).notNull(),
  note: text('note').notNull(),
  calledAt: integer('called_at').$type<Instant>().notNull(),
  calledBy: text('called_by').notNull(),
}, (t) => [primaryKey({ columns: [t.standingOrderId, t.serviceDate, t.number] })]);

// Families and messages.
export const familyRule = sqliteTable('family_rule', {
  setAt: integer('set_at').$type<Instant>().primaryKey(),
  document: text('document').notNull(),
  codeMinutes: integer('code_minutes').notNull(),
  codeTries: integer('code_tries').notNull(),
  codesADay: integer('codes_a_day').notNull(),
  cardTries: integer('card_tries').notNull(),
  countyCodesAnHour: integer('county_codes_an_hour').notNull(),
  countyCodesADay: integer('county_codes_a_day').notNull(),
  setBy: text('set_by').notNull(),
  addressCodesAnHour: integer('address_codes_an_hour').notNull(),
});

export const messageRule = sqliteTable('message_rule', {
  setAt: integer('set_at').$type<Instant>().primaryKey(),
  document: text('document').notNull(),
  quietFromMinute: integer('quiet_from_minute').notNull(),
  quietToMinute: integer('quiet_to_minute').notNull(),
  retryMinutes: integer('retry_minutes').notNull(),
  attempts: integer('attempts').notNull(),
  setBy: text('set_by').notNull(),
});

export const familyMember = sqliteTable('family_member', {
  personId: text('person_id').primaryKey(),
  phoneSealed: text('phone_sealed').notNull(),
  phoneIndex: text('phone_index').notNull(),
  joinedAt: integer('joined_at').$type<Instant>().notNull(),
});

export const signInCode = sqliteTable('sign_in_code', {
  id: text('id').primaryKey(),
  phoneSealed: text('phone_sealed').notNull(),
  phoneIndex: text('phone_index').notNull(),
  codeDate: text('code_date').$type<ServiceDate>().notNull(),
  expiresAt: integer('expires_at').$type<Instant>().notNull(),
  tries: integer('tries').notNull().default(0),
  usedAt: integer('used_at').$type<Instant>(),
});

export const signInHour = sqliteTable('sign_in_hour', {
  hourAt: integer('hour_at').$type<Instant>().primaryKey(),
  codeDate: text('code_date').$type<ServiceDate>().notNull(),
  codes: integer('codes').notNull(),
});

export const signInAddress = sqliteTable('sign_in_address', {
  addressIndex: text('address_index').primaryKey(),
  hourAt: integer('hour_at').$type<Instant>().notNull(),
  codes: integer('codes').notNull(),
});

export const cardTry = sqliteTable('card_try', {
  tryDate: text('try_date').$type<ServiceDate>().notNull(),
  personId: text('person_id').notNull(),
  tries: integer('tries').notNull(),
}, (t) => [primaryKey({ columns: [t.tryDate, t.personId] })]);

export const familyBinding = sqliteTable('family_binding', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  elderId: text('elder_id').notNull(),
  cardId: text('card_id').notNull(),
  name: text('name').notNull(),
  relation: text('relation', { enum: RELATIONS }).notNull(),
  askedAt: integer('asked_at').$type<Instant>().notNull(),
});

export const familyConsent = sqliteTable('family_consent', {
  bindingId: text('binding_id').notNull(),
  version: text('version').notNull(),
  channel: text('channel', { enum: CONSENT_CHANNELS }).notNull(),
  givenAt: integer('given_at').$type<Instant>().notNull(),
  givenBy: text('given_by').notNull(),
  witness: text('witness'),
}, (t) => [primaryKey({ columns: [t.bindingId, t.version] })]);

export const familyWithdrawal = sqliteTable('family_withdrawal', {
  bindingId: text('binding_id').primaryKey(),
  channel: text('channel', { enum: CONSENT_CHANNELS }).notNull(),
  withdrawnAt: integer('withdrawn_at').$type<Instant>().notNull(),
  withdrawnBy: text('withdrawn_by').notNull(),
});

/** Consented to and not withdrawn: who may act for whom now. */
export const standingFamily = sqliteView('standing_family', {
  id: text('id').notNull(),
  personId: text('person_id').notNull(),
  elderId: text('elder_id').notNull(),
  name: text('name').notNull(),
  relation: text('relation', { enum: RELATIONS }).notNull(),
}).existing();

export const message = sqliteTable('message', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: MESSAGE_KINDS }).notNull(),
  recipient: text('recipient').notNull(),
  elderId: text('elder_id'),
  orderId: text('order_id'),
  handOverId: text('hand_over_id'),
  subsidyFen: integer('subsidy_fen').$type<Fen>(),
  selfPayFen: integer('self_pay_fen').$type<Fen>(),
  balanceFen: integer('balance_fen').$type<Fen>(),
  writtenAt: integer('written_at').$type<Instant>().notNull(),
  writtenBy: text('written_by').notNull(),
  state: text('state', { enum: MESSAGE_STATES }).notNull(),
  attempts: integer('attempts').notNull().default(0),
  nextAt: integer('next_at').$type<Instant>().notNull(),
});

export const messageAttempt = sqliteTable('message_attempt', {
  messageId: text('message_id').notNull(),
  attempt: integer('attempt').notNull(),
  at: integer('at').$type<Instant>().notNull(),
  outcome: text('outcome', { enum: ATTEMPT_OUTCOMES }).notNull(),
  cause: text('cause').notNull(),
}, (t) => [primaryKey({ columns: [t.messageId, t.attempt] })]);

export const keyRotation = sqliteTable('key_rotation', {
  fromKey: text('from_key').notNull(),
  toKey: text('to_key').notNull(),
  startedAt: integer('started_at').$type<Instant>().notNull(),
  atColumn: text('at_column').notNull(),
  after: text('after').notNull(),
  passResealed: integer('pass_resealed').notNull(),
  resealed: integer('resealed').notNull(),
  restedAt: integer('rested_at').$type<Instant>(),
}, (t) => [primaryKey({ columns: [t.fromKey, t.toKey] })]);


export const messageResend = sqliteTable('message_resend', {
  messageId: text('message_id').notNull(),
  afterAttempt: integer('after_attempt').notNull(),
  resentAt: integer('resent_at').$type<Instant>().notNull(),
  resentBy: text('resent_by').notNull(),
}, (t) => [primaryKey({ columns: [t.messageId, t.afterAttempt] })]);

export const messageTold = sqliteTable('message_told', {
  messageId: text('message_id').primaryKey(),
  how: text('how', { enum: MESSAGE_TOLD_HOW }).notNull(),
  toldByName: text('told_by_name').notNull(),
  toldAt: integer('told_at').$type<Instant>().notNull(),
  note: text('note').notNull(),
  recordedAt: integer('recorded_at').$type<Instant>().notNull(),
  recordedBy: text('recorded_by').notNull(),
});

export const jobMark = sqliteTable('job_mark', {
  job: text('job', { enum: JOB_NAMES }).primaryKey(),
  endedAt: integer('ended_at').$type<Instant>(),
  leftOver: integer('left_over').notNull(),
  failedAt: integer('failed_at').$type<Instant>(),
});
