import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { decideDonationReversal, missingFor } from '../../domain/donation.ts';
import { cleanText } from '../../domain/roster-text.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { DONATION_LOOK, loadDonation, reverseDonation, type DonationRead } from '../../store/donations.ts';
import { recordLook } from '../../store/looks.ts';
import { sha256 } from '../../vault.ts';
import { DonationPage, DonationReceipt, type DonationView } from '../../../web/civil/donation-page.tsx';
import { reversalRefusalText } from '../../../web/civil/donation-text.ts';
import { paths } from '../../../web/paths.ts';
import { form, id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

/** One donation: its page, its receipt, and how another official takes it back. */
export const oneDonation = new Hono<App>();

const ofDonation = segments(z.object({ donationId: id }));
const find = (c: Context<App>) => loadDonation(c.var.db, c.var.scope, c.req.param('donationId') ?? '');

oneDonation.get('/:donationId', permit('donation.read'), ofDonation, async (c) => {
  const read = await find(c);
  return read ? donationPage(c, read) : c.notFound();
});

/** Every look is noted: the first is the receipt, a later one says that it is printed again. */
oneDonation.get('/:donationId/receipt', permit('donation.read'), ofDonation, async (c) => {
  const read = await find(c);
  if (!read) return c.notFound();
  await recordLook(c.var.db, auditEntry(c, actorRef(officialOf(c)), DONATION_LOOK, `donation:${read.donation.id}`));
  return c.html(<DonationReceipt donation={viewOf(read)} place={civilFrame(c, read.offices).place} looks={read.looks} />);
});

const reversing = form(z.strictObject({ shown: z.string().regex(/^[\w-]{43}$/), reason: z.string().max(200) }), (c) => problem(c, 422));

/** Needs no key: a donation is taken back once, and the second press is shown what the first one did. */
oneDonation.post('/:donationId/reversal', permit('donation.reverse'), ofDonation, reversing, async (c) => {
  const { shown, reason: typed } = c.req.valid('form');
  const actor = actorRef(officialOf(c));
  const reason = cleanText(typed);
  return untilSettled(async () => {
    const read = await find(c);
    if (!read) return c.notFound();
    const { donation, fund, posted } = read;
    const asShown = shown === (await shownHash(read));
    const { refused } = decideDonationReversal({ ...donation, reversed: donation.reversedAt !== null }, fund, { actor, asShown, reason });
    if (refused === 'reversed') return c.redirect(paths.donation(donation.id), 303);
    if (refused !== null) return donationPage(c, read, { typed, refusal: reversalRefusalText(refused, missingFor(donation.amountFen, fund)), invalid: refused === 'no_reason' });
    const entry = auditEntry(c, actor, 'donation.reverse', `donation:${donation.id}`);
    const outcome = await reverseDonation(c.var.db, entry, { id: donation.id, posted, reason, shownHash: shown });
    return outcome === 'done' ? c.redirect(paths.donation(donation.id), 303) : outcome;
  });
});

function viewOf({ donation: { anonymous, reversedAt, reversedByName, reason, ...rest } }: DonationRead): DonationView {
  return { ...rest, anonymous: anonymous === 1, reversal: reversedAt === null ? null : { at: reversedAt, byName: reversedByName ?? '', reason: reason ?? '' } };
}

/** Exactly what the page shows of the donation. */
async function shownHash({ donation }: DonationRead): Promise<string> {
  const { id: donationId, number, fundName, donor, anonymous, way, amountFen, received, note, recordedBy, recordedAt } = donation;
  return sha256(JSON.stringify([donationId, number, fundName, donor, anonymous, way, amountFen, received, note, recordedBy, recordedAt]));
}

async function donationPage(c: Context<App>, read: DonationRead, { typed = '', refusal, invalid = false }: { typed?: string; refusal?: string; invalid?: boolean } = {}) {
  const page = (
    <DonationPage
      frame={civilFrame(c, read.offices, 'donations')}
      donation={viewOf(read)}
      own={read.donation.recordedBy === actorRef(officialOf(c))}
      missingFen={missingFor(read.donation.amountFen, read.fund)}
      shown={await shownHash(read)}
      typed={typed}
      {...(refusal === undefined ? {} : { refusal })}
    />
  );
  return c.html(page, refusal === undefined ? 200 : invalid ? 422 : 409);
}
