import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beyondFunds, missReserved, payWayOf, postedToReverse, postHandOver, reserveBill, reversePosted, unresolved, voidReserved, type Bill, type StoredTransfer, type Transfer,
} from '../../src/domain/ledger.ts';
import { fen, sumFen } from '../../src/domain/money.ts';
import { ELDER_PAYER, type SplitLine } from '../../src/domain/subsidy.ts';

const TILL = { mealPointId: 'p1', operatorId: 'op1', elderId: 'e1' };
const cash = (split: readonly SplitLine[]): Bill => ({ split, beside: [], payBy: 'cash' });
const line = (payer: string, amount: number, clause = ''): SplitLine => ({ payer, clause, fen: fen(amount) });
const total = (transfers: readonly Transfer[]) => sumFen(transfers.map((one) => one.amountFen));

// A book as the database keeps it: what is written gets an id and stays.
function book() {
  const rows: StoredTransfer[] = [];
  const write = (transfers: readonly Transfer[]) => transfers.map((one) => rows.push({ ...one, id: `t${rows.length + 1}` }));
  const owedTo = (account: string) => {
    const moved = rows.filter((one) => one.kind === 'post' || one.kind === 'reverse');
    const sum = (side: 'debit' | 'credit') => sumFen(moved.filter((one) => one[side] === account).map((one) => one.amountFen));
    return sum('credit') - sum('debit');
  };
  return { rows, write, owedTo };
}

describe('十五元的午餐，补贴八元，自付七元', () => {
  const split = [line('county', 800, '70—79 岁'), line(ELDER_PAYER, 700)];

  test('订餐只占补贴，不收钱', () => {
    expect(reserveBill(cash(split), TILL)).toEqual([
      { kind: 'reserve', resolvesId: null, debit: 'payer:county', credit: 'operator:op1', amountFen: 800 },
    ]);
  });

  test('交饭时补贴入账，自付进本点的钱箱', () => {
    const reserved = reserveBill(cash(split), TILL).map((one) => ({ ...one, id: 'r1' }));
    expect(postHandOver(cash(split), reserved, TILL)).toEqual([
      { kind: 'post', resolvesId: 'r1', debit: 'payer:county', credit: 'operator:op1', amountFen: 800 },
      { kind: 'post', resolvesId: null, debit: 'cash:p1', credit: 'operator:op1', amountFen: 700 },
    ]);
  });

  test('没有预占的（没来又补、没订来吃）直接入账', () => {
    expect(postHandOver(cash(split), [], TILL).map((one) => one.resolvesId)).toEqual([null, null]);
  });

  test('退订把占的放掉，一分不多', () => {
    const reserved = reserveBill(cash(split), TILL).map((one) => ({ ...one, id: 'r1' }));
    expect(voidReserved(reserved)).toEqual([
      { kind: 'void', resolvesId: 'r1', debit: 'payer:county', credit: 'operator:op1', amountFen: 800 },
    ]);
  });

  test('撤销是原样反过来的一笔', () => {
    const posted = postHandOver(cash(split), [], TILL).map((one, index) => ({ ...one, id: `p${index}` }));
    expect(reversePosted(posted)).toEqual([
      { kind: 'reverse', resolvesId: 'p0', debit: 'operator:op1', credit: 'payer:county', amountFen: 800 },
      { kind: 'reverse', resolvesId: 'p1', debit: 'operator:op1', credit: 'cash:p1', amountFen: 700 },
    ]);
  });
});

describe('预存款付自付，文件还补运营和送餐', () => {
  const split = [line('county', 800, '70—79 岁'), line(ELDER_PAYER, 700)];
  const bill: Bill = {
    split,
    beside: [{ kind: 'operator', payer: 'county', clause: '运营补贴', fen: fen(200) }, { kind: 'delivery', payer: 'town', clause: '送餐补贴', fen: fen(100) }],
    payBy: 'prepaid',
  };
  const SIDES = [
    ['payer:county', 'operator:op1', 800], ['payer:county', 'operator_subsidy:op1', 200],
    ['payer:town', 'delivery_subsidy:op1', 100], ['prepaid:op1:e1', 'operator:op1', 700],
  ];
  const sides = (transfers: readonly Transfer[]) => transfers.map((one) => [one.debit, one.credit, one.amountFen]);
  const stored = (transfers: readonly Transfer[], prefix: string) => transfers.map((one, index) => ({ ...one, id: `${prefix}${index}` }));
  const reserved = stored(reserveBill(bill, TILL), 'r');

  test('订餐时每一份都占着，交饭时各自入账', () => {
    expect(sides(reserved)).toEqual(SIDES);
    const posted = postHandOver(bill, reserved, TILL);
    expect(sides(posted)).toEqual(SIDES);
    expect(posted.map((one) => one.resolvesId)).toEqual(['r0', 'r1', 'r2', 'r3']);
  });

  test('没来：补贴都放掉；自付按食堂的规定退或不退', () => {
    expect(missReserved(reserved, 'release').map((one) => one.kind)).toEqual(['void', 'void', 'void', 'void']);
    expect(missReserved(reserved, 'keep_self_pay').map((one) => [one.kind, one.resolvesId])).toEqual([['void', 'r0'], ['void', 'r1'], ['void', 'r2'], ['post', 'r3']]);
  });

  test('记了没来、自付已经扣了，后来补登记：自付不扣第二次', () => {
    const kept = [...reserved, ...stored(missReserved(reserved, 'keep_self_pay'), 'm')];
    expect(sides(postHandOver(bill, kept, TILL))).toEqual(SIDES.slice(0, 3));
  });

  test('餐次过了再撤销：自付按规定留下的不退，别的都冲回', () => {
    const posted = stored(postHandOver(bill, reserved, TILL), 'p');
    expect(postedToReverse(posted, true, 'keep_self_pay').map((one) => one.id)).toEqual(['p0', 'p1', 'p2']);
    expect(postedToReverse(posted, true, 'release')).toEqual(posted);
    expect(postedToReverse(posted, false, 'keep_self_pay')).toEqual(posted);
  });

  test.each([[700, 700, 'prepaid'], [700, 699, 'cash'], [700, 0, 'cash'], [0, 900, 'cash']])('自付 %d 分，余额 %d 分：%s', (self, left, way) => {
    expect(payWayOf(fen(self), fen(left))).toBe(way);
  });
});

describe('少见的分法', () => {
  test.each([
    ['全额补贴，不碰钱箱', [line('county', 1500), line(ELDER_PAYER, 0)], ['payer:county']],
    ['没有补贴，只收现金', [line(ELDER_PAYER, 1500)], ['cash:p1']],
    ['白送的一餐，没有账', [line(ELDER_PAYER, 0)], []],
    ['一家两条，合成一笔', [line('county', 300, '甲'), line('county', 200, '乙'), line(ELDER_PAYER, 1000)], ['payer:county', 'cash:p1']],
    ['出零元的不记', [line('town', 0), line('county', 500), line(ELDER_PAYER, 1000)], ['payer:county', 'cash:p1']],
  ])('%s', (_case, split, debits) => expect(postHandOver(cash(split), [], TILL).map((one) => one.debit)).toEqual(debits));
});

const splits = fc
  .tuple(fc.array(fc.tuple(fc.constantFrom('county', 'town', 'lottery'), fc.constantFrom('甲', '乙'), fc.nat(2000)), { maxLength: 5 }), fc.nat(3000))
  .map(([paid, own]) => [...paid.map(([payer, clause, amount]) => line(payer, amount, clause)), line(ELDER_PAYER, own)]);

describe('不管怎么分', () => {
  test('入账的加起来就是价格，占的就是补贴', () => {
    fc.assert(
      fc.property(splits, (split) => {
        const own = sumFen(split.filter((one) => one.payer === ELDER_PAYER).map((one) => one.fen));
        const price = sumFen(split.map((one) => one.fen));
        expect(total(postHandOver(cash(split), [], TILL))).toBe(price);
        expect(total(reserveBill(cash(split), TILL))).toBe(price - own);
      }),
    );
  });

  // The order's whole life, as often as one likes: hand over, take back, cancel. The operator is owed the price exactly while the meal is handed over.
  test('交、撤、再交、再撤、退：每一步账都平，没有一笔了结两次', () => {
    fc.assert(
      fc.property(splits, fc.array(fc.boolean(), { maxLength: 6 }), (split, steps) => {
        const { rows, write, owedTo } = book();
        const price = sumFen(split.map((one) => one.fen));
        write(reserveBill(cash(split), TILL));
        for (const again of steps) {
          write(postHandOver(cash(split), rows, TILL));
          expect(owedTo('operator:op1')).toBe(price);
          expect(unresolved(rows, 'reserve')).toEqual([]);
          write(reversePosted(unresolved(rows, 'post')));
          if (again) write(reserveBill(cash(split), TILL));
          expect(owedTo('operator:op1')).toBe(0);
        }
        write(voidReserved(unresolved(rows, 'reserve')));
        expect([unresolved(rows, 'reserve'), unresolved(rows, 'post')]).toEqual([[], []]);
        const resolved = rows.flatMap((one) => (one.resolvesId === null ? [] : [one.resolvesId]));
        expect(new Set(resolved).size).toBe(resolved.length);
      }),
    );
  });

  test('放掉的再问一次，没有可放的', () => {
    const { rows, write } = book();
    write(reserveBill(cash([line('county', 800), line(ELDER_PAYER, 700)]), TILL));
    write(voidReserved(unresolved(rows, 'reserve')));
    expect(voidReserved(unresolved(rows, 'reserve'))).toEqual([]);
  });
});

describe('补登记时，爱心款还够几份', () => {
  const bill = cash([line('county', 500), line('charity', 300), line(ELDER_PAYER, 700)]);
  const meal = (elderId: string, state: 'placed' | 'missed' | 'cancelled' = 'missed') => ({ elderId, state, run: TILL, bill, transfers: [] });
  const left = (amount: number) => [{ payer: 'charity', fen: fen(amount) }];
  const beyond = (meals: ReturnType<typeof meal>[], amount: number) => beyondFunds(meals, left(amount)).map((one) => one.elderId);

  test('一份接一份，够就给，不够的说出来', () => {
    expect(beyond([meal('a'), meal('b'), meal('c')], 600)).toEqual(['c']);
    expect(beyond([meal('a')], 299)).toEqual(['a']);
    expect(beyond([meal('a')], 300)).toEqual([]);
  });

  test('订着的已经占好了钱，退掉的不要钱：都不算', () => expect(beyond([meal('a', 'placed'), meal('b', 'cancelled'), meal('c')], 300)).toEqual([]));
  test('不会用完的出钱人不在其内', () => expect(beyondFunds([meal('a')], [])).toEqual([]));
});
