// The drizzle mirror of migrations/: same tables, same columns, same order (a test compares). The migrations are the truth:
// checks, indexes and triggers stand only there.
import { integer, primaryKey, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';
import { ROLES } from '../domain/access.ts';
import type { Instant, Month, ServiceDate } from '../domain/calendar.ts';
import { CLAIM_REVERSAL_REASONS } from '../domain/claim.ts';
import { DIET_CODES, DIET_ITEM_KINDS, SEVERITIES, TEXTURES } from '../domain/diet.ts';
import { FACT_KINDS, SEXES } from '../domain/elder.ts';
import { PROOFS } from '../domain/hand-over.ts';
import { ACCOUNT_KINDS, PAY_WAYS, TRANSFER_KINDS } from '../domain/ledger.ts';
import { MEAL_RUN_STATES, NO_SHOW_RULES } from '../domain/meal-run.ts';
import { MEAL_SLOTS, SERVICE_MODES } from '../domain/meal-slot.ts';
import { DISH_CATEGORIES } from '../domain/menu.ts';
import { fen, type Fen } from '../domain/money.ts';
import { DATUMS, DIVISION_LEVELS, KITCHEN_KINDS, LICENCE_KINDS, POINT_KINDS } from '../domain/network.ts';
import { CHANNELS, ORDER_STATES } from '../domain/order.ts';
import { REASSESSMENT_REASONS } from '../domain/reassessment.ts';
import { SHEET_KINDS } from '../domain/sheet.ts';
import { MONTH_LINES } from '../domain/statement.ts';
import { BESIDE_KINDS } from '../domain/subsidy-facts.ts';

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
});

export const card = sqliteTable('card', {
  id: text('id').primaryKey(),
  elderId: text('elder_id').notNull(),
  numberSealed: text('number_sealed').notNull(),
  numberIndex: text('number_index').notNull(),
  tokenHash: text('token_hash').notNull(),
  issuedAt: integer('issued_at').$type<Instant>().notNull(),
  revokedAt: integer('revoked_at').$type<Instant>(),
});

export const session = sqliteTable('session', {
  tokenHash: text('token_hash').primaryKey(),
  elderId: text('elder_id'),
  cardId: text('card_id'),
  personId: text('person_id'),
  createdAt: integer('created_at').$type<Instant>().notNull(),
  expiresAt: integer('expires_at').$type<Instant>().notNull(),
  endedAt: integer('ended_at').$type<Instant>(),
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
  reason: text('reason').notNull(),
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
  kind: text('kind', { enum: SHEET_KINDS }).notNull(),
  printedAt: integer('printed_at').$type<Instant>().notNull(),
  printedBy: text('printed_by').notNull(),
  contentSealed: text('content_sealed').notNull(),
  contentHash: text('content_hash').notNull(),
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

// Open orders that have to be judged again.
export const reassessmentDue = sqliteTable('reassessment_due', {
  elderId: text('elder_id').notNull(),
  dueAt: integer('due_at').$type<Instant>().notNull(),
  reason: text('reason', { enum: REASSESSMENT_REASONS }).notNull(),
  dueBy: text('due_by').notNull(),
  doneAt: integer('done_at').$type<Instant>(),
}, (t) => [primaryKey({ columns: [t.elderId, t.dueAt, t.reason] })]);
