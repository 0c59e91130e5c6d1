import { describe, expect, it, beforeEach } from 'vitest';
import { monthOf } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import { commit } from '../../src/store/commit.ts';
import { transfer } from '../../src/store/schema.ts';
import { expectBooksToAgree, one } from '../support/books.ts';
import { closed, hidden, kinds, November, NOVEMBER, text } from '../support/november.ts';
import { TODAY } from '../support/seed.ts';
import type { Visitor } from '../support/visitor.ts';

let november: November;
let clerk: Visitor;
let second: Visitor;

beforeEach(async () => {
  november = await November.atRest();
  ({ clerk, second } = november);
});

describe('at the same time, a month', () => {
  it('twenty confirmations close one month once', async () => {
    await november.propose();
    const form = await november.shown();
    const answers = await Promise.all(Array.from({ length: 20 }, () => november.confirm(form)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 303));
    expect([(await closed()).length, await one("SELECT count(*) AS n FROM audit WHERE action = 'month.close'")]).toEqual([1, { n: 1 }]);
    await expectBooksToAgree();
  });

  it('twenty proposals of two officials are one', async () => {
    const form = { hash: hidden(await text(clerk), 'hash') };
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? clerk : second).post(`${NOVEMBER}/proposal`, form)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([...Array.from({ length: 10 }, () => 303), ...Array.from({ length: 10 }, () => 409)]);
    expect(await kinds()).toEqual(['proposed']);
  });

  it('a withdrawal or a confirmation wins, never both', async () => {
    await november.propose();
    const form = await november.shown();
    const answers = await Promise.all([clerk.post(`${NOVEMBER}/withdrawal`, { step: form.step, reason: '再看看' }), november.confirm(form)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409]);
    expect((await closed()).length + (await kinds()).filter((kind) => kind === 'withdrawn').length).toBe(1);
  });

  it.each([0, 1])('a claim taken back falls before the closing, which is then stale, or into the next month (%i)', async (first) => {
    await november.propose();
    const form = await november.shown();
    const both = [() => november.confirm(form).then((answer) => answer.status), () => november.takeBack()];
    await Promise.all((first === 0 ? both : both.toReversed()).map((act) => act()));
    const reversal = await one<{ period: string }>('SELECT period FROM claim_reversal');
    expect(reversal?.period).toBe((await closed()).length === 1 ? '2026-12' : '2026-11');
    await expectBooksToAgree();
  });

  it('cash posted into the month while it closes stands before the closing or is refused', async () => {
    await november.propose();
    const form = await november.shown();
    const entry = (id: string) => ({ at: november.now, actor: 'person:cook1', action: 'x', subject: id, requestId: id });
    const post = (id: string) =>
      commit(november.db, entry(id), { changes: [november.db.insert(transfer).values({ id, orderId: null, eventId: id, kind: 'post', resolvesId: null, debitAccount: 'cash:p1', creditAccount: 'operator:op1', amountFen: fen(100), period: monthOf(TODAY), at: november.now })] })
        .then((outcome) => outcome, (error: Error) => error.message);
    const [answer, ...posted] = await Promise.all([november.confirm(form).then(({ status }) => status), ...Array.from({ length: 8 }, (_, index) => post(`cash-${index}`))]);
    const through = posted.filter((outcome) => outcome === 'done').length;
    expect(posted.every((outcome) => outcome === 'done' || outcome === 'the period is closed')).toBe(true);
    expect(answer).toBe((await closed()).length === 1 ? 303 : 409);
    if (answer === 303) expect(through).toBe(0);
    await expectBooksToAgree();
  });
});
