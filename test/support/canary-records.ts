// What is planted at each place, by name.
import { newId } from '../../src/vault.ts';

/** What a request can speak of: the records of one place, or ids that stand for nothing. */
export type Records = {
  point: string;
  town: string;
  /** Of today, closed and printed. */
  lunch: string;
  /** Of today, open. */
  dinner: string;
  tomorrow: string;
  setMeal: string;
  /** Handed over, waiting for its person, and still to be cancelled. */
  order: string;
  waiting: string;
  /** Its price has changed, and its person was told. */
  told: string;
  cancelling: string;
  handOver: string;
  production: string;
  delivery: string;
  /** The number on the delivery list. */
  sheet: string;
  /** The key under which a paper list was entered. */
  entry: string;
  elder: string;
  /** Who has not ordered. */
  walkIn: string;
  /** Who eats here and lives at the host's, where they ordered too. */
  guest: string;
  /** What they applied for here before anybody knew them. */
  guestClaim: string;
  card: string;
  cardToken: string;
  cardNumber: string;
  /** Of that card, entered by the place's own cook. */
  pass: string;
  phoneTail: string;
  /** Who has paid money in: the receipt, and what waits for a second person. */
  saver: string;
  receipt: string;
  refundRequest: string;
  move: string;
  /** Of the saver's death: told by an official whom no test asks. */
  deathNotice: string;
  /** That the order be taken back, of the county's other official. */
  claimRequest: string;
  namePart: string;
  /** Whose name is like nobody's elsewhere. */
  called: string;
  /** Of the county, not of the place: a draft, another that is withdrawn, and a trial that names the place's people. */
  draft: string;
  draftOver: string;
  trial: string;
  village: string;
  /** What the village's worker confirmed for somebody, and what became of it. */
  batch: string;
  /** Somebody new has applied; the village's turn. */
  application: string;
  /** The town's turn, the county's turn, answered, an elder's own wish. */
  checked: string;
  appealed: string;
  granted: string;
  own: string;
  /** A granted fact; another whose review waits for the town, that review, and the hash of what is shown of it. */
  fact: string;
  proposedFact: string;
  review: string;
  reviewShown: string;
  checkedShown: string;
  appealedShown: string;
  /** Imported for the place's town and waiting: one to be applied, one to be withdrawn. */
  roster: string;
  rosterHash: string;
  rosterSpare: string;
  /** Applied: of somebody who eats elsewhere by now. */
  rosterApplied: string;
  /** Of the county, not of the place: a fund, and what was given to it. */
  fund: string;
  donation: string;
  /** Breakfast day after day, of the first elder, and of the second one, whom it could not be ordered for. */
  standing: string;
  failing: string;
  /** Who helps at the point and where, their grant, and what was asked for them. */
  staff: string;
  unit: string;
  grant: string;
  accessRequest: string;
  /** Who works beside them and has a name to sign in by, and the code that an administrator gave. */
  colleague: string;
  startCode: string;
  /** Where they are signed in. */
  session: string;
  /** Shared by its canteen. */
  tablet: string;
  /** Her daughter cares for the first elder, a neighbour asks to; a code is on its way to a phone. */
  binding: string;
  asked: string;
  code: string;
  /** About the order: what she said of it, and what she could not be told. */
  complaint: string;
  undelivered: string;
  /** Of the place, ended: one that stands would keep everything else here from being done. */
  booksStop: string;
};

export type Place = Records & {
  cook: string;
  pointName: string;
  /** The point where its guest ordered, in whose village they live; the guest's orders here and there, and what they applied for. */
  host: string;
  hostDivisions: readonly string[];
  guestName: string;
  guestOrder: string;
  guestAway: string;
  guestApplication: string;
  /** The town and the village of the point and of its people. */
  divisions: readonly string[];
  /** Who has died. */
  late: string;
  /** Plain, for those whose people they are. */
  names: string[];
  /** Who cares for the first of them; known to her, and at her counter. */
  relatives: string[];
  /** Who has applied and is not in the system; known to their village and those above it. */
  applicants: string[];
  /** Their number, phone and address: shown after a look, and nowhere else. */
  sealed: string[];
  /** On a delivery list, and nowhere else. */
  doors: string[];
  /** Nowhere at all. */
  secrets: string[];
};

/** Ids of the right shape that stand for nothing. */
export function nothing(): Records {
  const names = ['draft', 'draftOver', 'trial', 'point', 'town', 'lunch', 'dinner', 'tomorrow', 'order', 'waiting', 'cancelling', 'handOver', 'production', 'delivery', 'entry', 'elder', 'walkIn', 'guest', 'guestClaim', 'told', 'card', 'cardToken', 'village', 'batch', 'application', 'checked', 'appealed', 'granted', 'own', 'fact', 'proposedFact', 'review', 'roster', 'rosterSpare', 'rosterApplied', 'saver', 'receipt', 'refundRequest', 'move', 'fund', 'donation', 'claimRequest', 'deathNotice', 'standing', 'failing', 'binding', 'asked', 'code', 'complaint', 'undelivered', 'booksStop', 'staff', 'unit', 'grant', 'accessRequest', 'colleague', 'startCode', 'tablet'] as const;
  const ids = Object.fromEntries(names.map((name) => [name, newId()])) as Record<(typeof names)[number], string>;
  const shown = { rosterHash: 'A'.repeat(43), reviewShown: 'A'.repeat(43), checkedShown: 'A'.repeat(43), appealedShown: 'A'.repeat(43), session: 'A'.repeat(43) };
  return { ...ids, ...shown, setMeal: 'A', sheet: '999', cardNumber: '999999998', pass: `${newId()}.${'A'.repeat(22)}`, phoneTail: '9999', namePart: '查无此人', called: '欧阳无人' };
}
