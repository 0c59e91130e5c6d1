import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { monthOf } from '../../src/domain/calendar.ts';
import { figuresText } from '../../src/store/month-figures.ts';
import { pick, readRows } from '../../src/store/read.ts';
import { sha256 } from '../../src/vault.ts';
import { all, expectBooksToAgree, one, rowCounts } from '../support/books.ts';
import { closed, CLOSABLE, hidden, kinds, November, NOVEMBER, refusal, run, text } from '../support/november.ts';
import { at, day, seedRun, TODAY } from '../support/seed.ts';
import type { Visitor } from '../support/visitor.ts';

// Two officials, one month: what is in the way, what each may do, and what moves after.

let november: November;
let clerk: Visitor;
let second: Visitor;

beforeEach(async () => {
  november = await November.atRest();
  ({ clerk, second } = november);
});

describe('a month', () => {
  it('is proposed by one and confirmed by another, with the figures as they stand', async () => {
    const page = await text(clerk);
    for (const part of ['没关账', '应拨补贴 人民币捌元整', '饭钱，收的现金', '7.00', '文件未载明', '荆河街道长者食堂']) expect(page).toContain(part);
    expect(page).not.toContain('还不能关账');
    await november.close();
    expect(await closed()).toEqual([{ period: '2026-11', closed_at: CLOSABLE, closed_by: 'person:clerk2' }]);
    const after = await text(clerk);
    for (const part of ['已关账：2026 年 12 月 5 日，周敏提请，郑红确认', '确认关账', '核对码']) expect(after).toContain(part);
    expect(after).not.toContain('<button class="act main">');
    expect(await all("SELECT actor, action, subject FROM audit WHERE subject = 'month:2026-11' ORDER BY action")).toEqual([
      { actor: 'person:clerk2', action: 'month.close', subject: 'month:2026-11' },
      { actor: 'person:clerk', action: 'month.proposed', subject: 'month:2026-11' },
    ]);
    await expectBooksToAgree();
  });

  it('stands in the list with its state, its figures, and whose turn it is', async () => {
    const list = (who: Visitor) => text(who, '/civil/months');
    expect(await list(clerk)).toContain('可以提请');
    await november.propose();
    expect(await list(clerk)).toContain('您已经提请，等另一位经办人确认');
    const seconds = await list(second);
    expect(seconds).toContain('周敏已经提请，等您看过再确认');
    expect(seconds).toMatch(/2026 年 11 月<\/a>.*周敏提请<\/small><\/td><td class="n">1<\/td><td class="n">8\.00<\/td><td class="n">8\.00<\/td><td class="n">0\.00<\/td><td class="n">0\.00<\/td><td class="n">7\.00<\/td><td class="n">7\.00<\/td>/);
    await november.confirm(await november.shown());
    expect(await list(clerk)).toMatch(/已关账<\/span> <small>2026 年 12 月 5 日，周敏提请，郑红确认[^]*以前的月份都关了账|以前的月份都关了账[^]*周敏提请，郑红确认/);
  });

  it('that is closed says so on its statement, its sheet and its file, to an official of a town too', async () => {
    const statement = '/civil/statements/p1/2026-11';
    expect(await text(clerk, statement)).not.toContain('已关账');
    await november.close();
    const { town } = november;
    for (const path of [statement, `${statement}/print`, `${statement}.csv`, '/civil?month=2026-11']) {
      expect(await text(town, path), path).toMatch(/已关账[^]{0,20}2026 年 12 月 5 日，周敏提请，郑红确认/);
    }
    expect(await text(clerk, '/civil/statements/p1/2026-12')).not.toContain('已关账');
  });

  it('is no matter of a town: no page, no button, no link', async () => {
    const { town } = november;
    const hash = hidden(await text(clerk), 'hash');
    const answers = [await town.get('/civil/months'), await town.get(NOVEMBER), await town.post(`${NOVEMBER}/proposal`, { hash })];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(await text(town, '/civil')).not.toContain('/civil/months');
    expect(await text(clerk, '/civil')).toContain('href="/civil/months"');
    expect(await kinds()).toEqual([]);
  });

  it.each(['2026-12-32', '2026-10', '2027-01', 'x'])('“%s”, before the first meal or after this month, has no page', async (month) => {
    expect((await clerk.get(`/civil/months/${month}`)).status).toBe(404);
  });
});

describe('nothing is proposed while', () => {
  const expectRefusal = async (words: string, ...names: string[]) => {
    const page = await text(clerk);
    for (const part of [words, ...names]) expect(page).toContain(part);
    expect(page).not.toContain('<button class="act main">');
    // The right hash, which such a page does not carry, helps nobody.
    const [read] = await readRows(november.db, november.db.select(pick({ figures: figuresText(monthOf(TODAY)) })).from(sql`(SELECT 1)`));
    const answer = await clerk.post(`${NOVEMBER}/proposal`, { hash: await sha256(read?.figures ?? '') });
    expect([answer.status, (await answer.text()).includes(words)]).toEqual([409, true]);
    expect(await kinds()).toEqual([]);
  };

  it('the month is not over', async () => {
    november.now = at('23:59', day('2026-11-30'));
    await expectRefusal('这个月还没过完');
  });

  it('a meal run is not done', async () => {
    await seedRun(november.db, 'p2', day('2026-11-30'), 'lunch');
    expect(await text(clerk, '/civil/months')).toContain('还没完：有餐次没结束。');
    november.now = at('09:00', day('2026-12-01'));
    expect(await text(clerk, '/civil/months')).toContain('还没完：有餐次没结束、还能补登记。');
    november.now = CLOSABLE;
    await expectRefusal('还有餐次没有结束', '龙泉街道长者食堂', '1 餐，最早是 2026 年 11 月 30 日午餐', 'href="/civil/statements/p2/2026-11"');
  });

  it('a run may still be claimed, to the very instant', async () => {
    const run30 = await seedRun(november.db, 'p1', day('2026-11-30'), 'lunch');
    await run(`UPDATE meal_run SET state = 'closed' WHERE id = '${run30}'`);
    await run(`UPDATE meal_run SET state = 'done' WHERE id = '${run30}'`);
    november.now = at('23:59', day('2026-12-03'));
    await expectRefusal('还在可以补登记的日子里', '1 餐，到 12 月 4 日 0:00 为止', 'href="/civil/statements/p1/2026-11"');
    november.now = at('00:00', day('2026-12-04'));
    expect((await november.propose()).status).toBe(303);
  });

  it('the totals kept differ from the rows, or from what payers are posted', async () => {
    await run("UPDATE month_total SET fen = fen + 1 WHERE payer_code = 'unspecified'");
    await expectRefusal('平时累计的数和重算的对不上', '荆河街道长者食堂', '出资方入账的数和结算单上的补贴不一样');
  });

  it('a shift that the month began is not closed', async () => {
    await run(`INSERT INTO shift VALUES ('p1', 1, ${at('06:30')}, 'person:cook1', 700, '')`);
    await expectRefusal('这个月开的班还没有交班', '第 1 班，11 月 23 日 6:30 开的');
  });

  it('the last night found the books broken', async () => {
    await run("INSERT INTO invariant_check VALUES ('2026-12-04', 'posted_as_state', '2026-11', 0, 2, '[]')");
    await expectRefusal('夜里核账发现不一致：入账与交付记录不符');
    await run("INSERT INTO invariant_check VALUES ('2026-12-05', 'posted_as_state', '2026-11', 0, 0, '[]')");
    expect((await november.propose()).status).toBe(303);
  });

  it('an earlier month is open, which is then closed first', async () => {
    await run(`INSERT INTO transfer VALUES ('early', NULL, 'early', 'post', NULL, 'cash:p1', 'operator:op1', 100, '2026-10', ${at('09:00', day('2026-10-30'))})`);
    await expectRefusal('要按月份先后关账', 'href="/civil/months/2026-10"');
    const october = '/civil/months/2026-10';
    expect((await clerk.post(`${october}/proposal`, { hash: hidden(await text(clerk, october), 'hash') })).status).toBe(303);
    const html = await text(second, october);
    expect((await second.post(`${october}/confirmation`, { step: hidden(html, 'step'), hash: hidden(html, 'hash') })).status).toBe(303);
    await november.close();
    expect((await closed()).map((row) => row['period'])).toEqual(['2026-10', '2026-11']);
  });
});

it('cash that was taken without a shift is told, and is no reason to wait', async () => {
  expect(await text(clerk)).toMatch(/1 处这个月收的现金没有点过[^]*不妨碍关账/);
  await run(`INSERT INTO shift VALUES ('p1', 1, ${at('06:30')}, 'person:cook1', 700, '')`);
  await run(`INSERT INTO shift_closing VALUES ('p1', 1, ${at('19:00')}, 'person:cook1', 700, 0, 0, 0, 0, 0, 700, 700, '')`);
  expect(await text(clerk)).not.toContain('没有点过');
});

describe('four eyes', () => {
  beforeEach(async () => {
    expect((await november.propose()).status).toBe(303);
  });

  it('whoever proposed does not confirm, nor return', async () => {
    const form = await november.shown();
    expect(await refusal(await november.confirm(form, clerk))).toEqual([409, '自己提请的，不能自己确认或退回。请另一位经办人来看。']);
    expect((await clerk.post(`${NOVEMBER}/return`, { ...form, reason: 'x' })).status).toBe(409);
    expect([await closed(), await kinds()]).toEqual([[], ['proposed']]);
  });

  it('only the proposer withdraws, with a reason, once', async () => {
    const { step } = await november.shown();
    expect(await refusal(await second.post(`${NOVEMBER}/withdrawal`, { step, reason: 'x' }))).toEqual([409, '别人提请的不能撤回。觉得不对，可以退回，写明理由。']);
    const empty = await clerk.post(`${NOVEMBER}/withdrawal`, { step, reason: ' ' });
    expect([empty.status, (await empty.text()).includes('请写为什么撤回')]).toEqual([422, true]);
    const twice = [await clerk.post(`${NOVEMBER}/withdrawal`, { step, reason: '先查补贴' }), await clerk.post(`${NOVEMBER}/withdrawal`, { step, reason: '先查补贴' })];
    expect(twice.map((answer) => [answer.status, answer.headers.get('location')])).toEqual([[303, `${NOVEMBER}?done=withdrawn`], [303, `${NOVEMBER}?done=withdrawn`]]);
    expect(await kinds()).toEqual(['proposed', 'withdrawn']);
    expect(await text(second)).toContain('周敏撤回的理由：先查补贴');
  });

  it('the other returns it with a reason; it is proposed again and confirmed', async () => {
    const form = await november.shown();
    expect((await second.post(`${NOVEMBER}/return`, { ...form, reason: '' })).status).toBe(422);
    expect((await second.post(`${NOVEMBER}/return`, { ...form, reason: '份数和纸单对不上' })).status).toBe(303);
    expect(await text(clerk)).toContain('郑红退回的理由：份数和纸单对不上');
    expect(await refusal(await november.confirm(form))).toEqual([409, '刚才看的那次提请已经撤回、退回或者换了，什么都没有改。请看现在的。']);
    await november.close();
    expect(await kinds()).toEqual(['proposed', 'returned', 'proposed']);
  });

  it('pressing twice proposes once and closes once', async () => {
    expect((await clerk.post(`${NOVEMBER}/proposal`, { hash: (await november.shown()).hash })).status).toBe(303);
    const form = await november.shown();
    const answers = [await november.confirm(form), await november.confirm(form)];
    expect(answers.map((answer) => [answer.status, answer.headers.get('location')])).toEqual([[303, NOVEMBER], [303, NOVEMBER]]);
    expect([await kinds(), (await closed()).length]).toEqual([['proposed'], 1]);
  });

  it('a proposal whose figures have moved is stale, says what moved, and is proposed anew by anybody', async () => {
    const form = await november.shown();
    expect(await november.takeBack()).toBe('done');
    expect(await refusal(await november.confirm(form))).toEqual([409, '提请以后数变了，不能确认，没有关账。请照现在的数重新提请。']);
    const page = await text(second);
    for (const part of ['周敏提请以后数变了，那次提请作废', '<td>应拨补贴</td><td class="n">8.00</td><td class="n">0.00</td>', '照现在的数重新提请']) expect(page).toContain(part);
    expect(page).not.toContain('数对，确认关账');
    expect((await november.propose(second)).status).toBe(303);
    expect((await november.confirm(await november.shown(clerk), clerk)).status).toBe(303);
    expect(await closed()).toMatchObject([{ closed_by: 'person:clerk' }]);
    await expectBooksToAgree();
  });

  it('is not confirmed on figures that were not the ones proposed', async () => {
    expect((await november.confirm({ ...(await november.shown()), hash: 'A'.repeat(43) })).status).toBe(409);
    expect((await november.confirm({ ...(await november.shown()), hash: 'short' })).status).toBe(422);
    expect(await closed()).toEqual([]);
  });

  it('what is in the way by now stops the confirmation', async () => {
    const form = await november.shown();
    await run("INSERT INTO invariant_check VALUES ('2026-12-05', 'posted_as_state', '2026-11', 0, 2, '[]')");
    expect(await refusal(await november.confirm(form))).toEqual([409, '提请以后又有事没完，没有关账。要做完的事见下面。']);
    expect(await text(second)).not.toContain('数对，确认关账');
  });

  it('a closing before a posting of its month is refused, by the page in words and by the database', async () => {
    // Set aside and set free again: nothing that the figures count, but a posting of the month.
    const later = CLOSABLE + 60_000;
    for (const [id, kind, resolves] of [['late', 'reserve', 'NULL'], ['free', 'void', "'late'"]]) {
      await run(`INSERT INTO transfer VALUES ('${id}', NULL, '${id}', '${kind}', ${resolves}, 'payer:unspecified', 'operator:op1', 100, '2026-11', ${later})`);
    }
    const form = await november.shown();
    expect(await refusal(await november.confirm(form))).toEqual([409, '这个月刚刚又记了一笔账，记账的时间比现在还晚，没有关账。过一会儿再确认。']);
    await expect(run(`INSERT INTO closed_period VALUES ('2026-11', ${later - 1}, 'person:clerk2')`)).rejects.toThrow('lies after its postings');
    november.now = later;
    expect((await november.confirm(form)).status).toBe(303);
  });
});

describe('after a month was closed through its pages', () => {
  beforeEach(() => november.close());

  it('late news becomes lines of the first open month; the closed one stays to the fen', async () => {
    const before = await text(clerk);
    expect(await november.takeBack()).toBe('done');
    expect(await one('SELECT period, reason FROM claim_reversal')).toEqual({ period: '2026-12', reason: 'died_before' });
    expect(await text(clerk)).toBe(before);
    expect(await text(clerk, '/civil/months/2026-12')).toContain('其中已减去冲回以前的餐 1 份');
    await expectBooksToAgree();
  });

  it('nothing of it is posted, counted, given out or taken back', async () => {
    const counts = await rowCounts();
    for (const words of [
      `INSERT INTO transfer VALUES ('x', NULL, 'x', 'post', NULL, 'cash:p1', 'operator:op1', 1, '2026-11', ${CLOSABLE})`,
      "INSERT INTO month_total VALUES ('p2', '2026-11', 'meal', 'elder', '', 1, 0)",
      "UPDATE month_total SET meals = 9 WHERE month = '2026-11'",
      "DELETE FROM month_total WHERE month = '2026-11'",
      `INSERT INTO hand_over VALUES ('x', '${november.order}', 2, 'name', 'person:cook1', 0, 0, 'person:cook1', NULL, NULL, NULL)`,
      "INSERT INTO hand_over_undo SELECT id, 0, 'person:cook1' FROM hand_over",
    ]) await expect(run(words), words).rejects.toThrow('the period is closed');
    await expect(run("INSERT INTO month_step VALUES ('2026-11', 2, 'withdrawn', NULL, 'h', 'person:clerk', 0, 'x')")).rejects.toThrow('takes no step');
    expect(await rowCounts()).toEqual(counts);
  });

  it('no further word is taken on it', async () => {
    const form = { step: '1', hash: 'A'.repeat(43) };
    const words = '这个月已经关账，不能再改。';
    expect(await refusal(await clerk.post(`${NOVEMBER}/proposal`, { hash: form.hash }))).toEqual([409, words]);
    expect(await refusal(await clerk.post(`${NOVEMBER}/withdrawal`, { step: '1', reason: 'x' }))).toEqual([409, words]);
    expect(await refusal(await second.post(`${NOVEMBER}/return`, { ...form, reason: 'x' }))).toEqual([409, words]);
    expect(await refusal(await november.confirm(form, clerk))).toEqual([409, words]);
  });
});
