import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { clockText, minuteOfDay, serviceDateOf } from '../../domain/calendar.ts';
import { readDonation, type DonationProblem, type TypedDonation } from '../../domain/donation.ts';
import { yearsOf } from '../../domain/fund-ledger.ts';
import { checkCode } from '../../domain/sheet.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadGiving, recordDonation, type GivingRead } from '../../store/donations.ts';
import { loadFund, loadFunds } from '../../store/fund-books.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { DonationCheckPage, DonationFormPage, WhichFundPage } from '../../../web/civil/donation-form-page.tsx';
import { donationProblemText } from '../../../web/civil/donation-text.ts';
import { DonationsPage } from '../../../web/civil/donations-page.tsx';
import { FundPage, FundSheet } from '../../../web/civil/fund-page.tsx';
import { paths } from '../../../web/paths.ts';
import { printedBy } from '../../../web/text.ts';
import { form, id, pageNumber, query, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { oneDonation } from './one-donation.tsx';
import { civilFrame, officialOf } from './frame.ts';

export const donations = new Hono<App>();

const PAGE_SIZE = 200;

donations.get('/', permit('donation.read'), async (c) => {
  const read = await loadFunds(c.var.db, c.var.scope);
  return read ? c.html(<DonationsPage frame={civilFrame(c, read.offices, 'donations')} funds={read.funds} />) : c.notFound();
});

donations.get('/new', permit('donation.record'), query(z.object({ fund: id.optional() })), async (c) => {
  const read = await loadFunds(c.var.db, c.var.scope);
  if (!read) return c.notFound();
  const { fund: asked } = c.req.valid('query');
  const [only, ...others] = read.funds;
  if (!only) return c.redirect(paths.donations(), 303);
  const fund = asked === undefined && others.length === 0 ? only : read.funds.find((one) => one.code === asked);
  if (asked !== undefined && !fund) return c.notFound();
  const frame = civilFrame(c, read.offices, 'donations');
  if (!fund) return c.html(<WhichFundPage frame={frame} funds={read.funds} />);
  const typed = { donor: '', anonymous: false, way: '', amount: '', received: serviceDateOf(c.var.now), note: '' };
  return c.html(<DonationFormPage frame={frame} fund={fund} typed={typed} errors={[]} />);
});

const text = z.string().max(200);
/** Read back first, without a key; recorded with the key of that page. */
const giving = form(
  z.strictObject({ key: requestKey.optional(), fund: id, donor: text, anonymous: z.literal('1').optional(), way: z.string().max(20).default(''), amount: text, received: text, note: text }),
  (c) => problem(c, 422),
);

donations.post('/', permit('donation.record'), giving, async (c) => {
  const { key, fund, anonymous, ...rest } = c.req.valid('form');
  const typed: TypedDonation = { ...rest, anonymous: anonymous === '1' };
  const said = readDonation(typed, serviceDateOf(c.var.now));
  const donation = 'donation' in said ? said.donation : null;
  const actor = actorRef(officialOf(c));
  const payloadHash = await sha256(JSON.stringify(['donation', fund, typed]));
  return untilSettled(async () => {
    const read = await loadGiving(c.var.db, c.var.scope, fund, donation, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    if (!donation) return refusedPage(c, read, typed, 'problems' in said ? said.problems : []);
    if (key === undefined) {
      const hidden = { key: newId(), fund, ...rest, ...(anonymous === undefined ? {} : { anonymous }) };
      return c.html(<DonationCheckPage frame={civilFrame(c, read.offices, 'donations')} fund={read.fund} donation={donation} alike={read.alike} hidden={hidden} />);
    }
    const donationId = newId();
    const answer = paths.donation(donationId);
    const made = { ...donation, id: donationId, fund, county: read.county.code };
    const outcome = await recordDonation(c.var.db, auditEntry(c, actor, 'donation.record', `donation:${donationId}`), made, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

function refusedPage(c: Context<App>, read: GivingRead, typed: TypedDonation, problems: readonly DonationProblem[]) {
  const errors = problems.map(({ field, fault }) => ({ field, message: donationProblemText(field, fault) }));
  return c.html(<DonationFormPage frame={civilFrame(c, read.offices, 'donations')} fund={read.fund} typed={typed} errors={errors} />, 422);
}

const oneFund = segments(z.object({ code: id }));

donations.get('/funds/:code', permit('donation.read'), oneFund, query(z.object({ page: pageNumber })), async (c) => {
  const { page } = c.req.valid('query');
  const read = await loadFund(c.var.db, c.var.scope, c.req.valid('param').code);
  const pages = Math.max(1, Math.ceil((read?.fund.entries.length ?? 0) / PAGE_SIZE));
  if (!read || page > pages) return c.notFound();
  const shown = read.fund.entries.toReversed().slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return c.html(<FundPage frame={civilFrame(c, read.offices, 'donations')} fund={read.fund} years={yearsOf(read.fund.entries)} {...{ shown, page, pages }} />);
});

donations.get('/funds/:code/print', permit('donation.read'), oneFund, query(z.object({ year: z.string().regex(/^2\d{3}$/) })), async (c) => {
  const { year } = c.req.valid('query');
  const read = await loadFund(c.var.db, c.var.scope, c.req.valid('param').code);
  if (!read || !yearsOf(read.fund.entries).includes(year)) return c.notFound();
  const { fund, offices } = read;
  const frame = civilFrame(c, offices, 'donations');
  const check = checkCode(await sha256(JSON.stringify([fund.code, year, fund.entries])));
  const printed = printedBy(`${serviceDateOf(c.var.now)} ${clockText(minuteOfDay(c.var.now))}`, frame.who);
  return c.html(<FundSheet fund={fund} place={frame.place} entries={fund.entries} {...{ year, check, printed }} />);
});

donations.route('/', oneDonation);
