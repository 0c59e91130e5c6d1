import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDelimited } from '../../src/domain/delimited.ts';
import { readIdCell, readValueCell } from '../../src/domain/roster-cells.ts';
import { readRosterDate } from '../../src/domain/roster-date.ts';
import { readRosterSheet } from '../../src/domain/roster-file.ts';
import { ROSTER_KINDS, ROSTER_LIMITS, type RosterKind, type Sheet } from '../../src/domain/roster.ts';
import { cleanText, nameOf, nameWithoutNote } from '../../src/domain/roster-text.ts';
import { decodeText } from '../../src/domain/text-encoding.ts';
import { serviceDate } from '../support/demo.ts';

const ID = '370499195003010010';
const TODAY = serviceDate('2026-11-23');
const cell = (text: string, numeric = false) => ({ text, numeric });
const sheet = (rows: readonly (readonly string[])[], date1904 = false): Sheet => ({ rows: rows.map((cells, index) => ({ no: index + 1, cells: cells.map((text) => cell(text)) })), date1904 });
const read = (rows: readonly (readonly string[])[], kind: RosterKind = 'category', singleValue: string | null = null) => readRosterSheet(sheet(rows), { kind, today: TODAY, singleValue });
const people = (rows: readonly (readonly string[])[], kind: RosterKind = 'category') => {
  const list = read(rows, kind);
  if ('problem' in list) throw new Error(list.problem);
  return list;
};

describe('text', () => {
  test.each([
    ['王\u3000桂兰', '王桂兰'], ['王\u00a0桂 兰', '王桂兰'], [' 王桂兰\u200b ', '王桂兰'], ['\ufeff王桂兰', '王桂兰'], ["'王桂兰", '王桂兰'], ['王桂兰_x000D_', '王桂兰'],
    ['阿依古丽•买买提', '阿依古丽·买买提'], ['Anna  Maria', 'Anna Maria'], ['王\n桂兰', '王桂兰'],
  ])('the name %j is %s', (text, name) => expect(nameOf(text)).toBe(name));

  test.each([['３７０４９９', '370499'], ['ｘ', 'x'], ['一\t二', '一 二'], ['\u202a12\u202c', '12']])('%j is %s', (text, plain) => expect(cleanText(text)).toBe(plain));
});

describe('a name with a note behind it', () => {
  test.each([['王桂兰(户主)', '王桂兰'], ['王桂兰【女】', '王桂兰'], ['王桂兰(已故)', '王桂兰(已故)'], ['王桂兰', '王桂兰']])('%j is %s', (text, name) => expect(nameWithoutNote(text, 'category')).toBe(name));

  test('that says what the list says', () => expect(nameWithoutNote('王桂兰(已故)', 'death')).toBe('王桂兰'));
});

describe('an ID number', () => {
  test.each([
    [ID, ID], ['３７０４９９１９５００３０１００１０', ID], [' 370499 19500301 0010 ', ID], [`'${ID}`, ID], ['‘370499195003010010', ID], ['370499500301001', ID], ['37049919500301007x', '37049919500301007X'], ['37049919500301007ｘ', '37049919500301007X'],
  ])('%j is read', (text, number) => expect(readIdCell(cell(text))).toEqual({ number }));

  test('fifteen digits that a spreadsheet took for a number are whole', () => expect(readIdCell(cell('370499500301001', true))).toEqual({ number: ID }));

  test.each([
    ['', 'id_missing'], ['3.70499E+17', 'id_mangled'], ['3.7049919500301E+17', 'id_mangled'], ['370499195003010000', 'id_mangled'], ['370499195003010013', 'id_checksum'],
    ['3704991950030100', 'id_length'], ['370499195013010012', 'id_date'], ['37049919500301001Y', 'id_characters'], ['370499********0012', 'id_characters'],
  ])('%j is not: %s', (text, problem) => expect(readIdCell(cell(text))).toEqual({ problem }));

  test('eighteen digits that were stored as a number have lost three', () => expect(readIdCell(cell(ID, true))).toEqual({ problem: 'id_mangled' }));
});

describe('a date', () => {
  test.each([
    '2026-1-3', '2026-01-03', '2026/1/3', '2026.1.3', '2026．１．３', '2026年1月3日', '2026 年 1 月 3 日', '20260103', '2026-01-03 00:00:00', '2026-01-03T08:30', '2026/1/3 8:00', '46025', '46025.5', '２０２６－１－３', "'2026-1-3", '2026年1月3号',
  ])('%j is 3 January 2026', (text) => expect(readRosterDate(cell(text), false)).toEqual({ date: '2026-01-03', dayAssumed: false }));

  test.each(['2026年1月', '2026-1', '2026/01', '2026.1', '202601'])('%j is the first of the month, and says so', (text) => {
    expect(readRosterDate(cell(text), false)).toEqual({ date: '2026-01-01', dayAssumed: true });
  });

  test('a day number counts from 1900, or from 1904 where the file says so', () => {
    expect(readRosterDate(cell('61', true), false)).toEqual({ problem: 'date_unclear' });
    expect(readRosterDate(cell('44563', true), true)).toEqual({ date: '2026-01-03', dayAssumed: false });
    expect(readRosterDate(cell('36526', true), false)).toEqual({ date: '2000-01-01', dayAssumed: false });
  });

  test.each([['2026-2-30', 'date_impossible'], ['20261301', 'date_impossible'], ['2026年13月', 'date_impossible'], ['1/3/2026', 'date_unclear'], ['26-1-3', 'date_unclear'], ['一月三日', 'date_unclear'], ['长期', 'date_unclear'], ['99999', 'date_unclear']])('%j is none: %s', (text, problem) => {
    expect(readRosterDate(cell(text), false)).toEqual({ problem });
  });

  test.each(['', ' \u3000'])('%j says nothing', (text) => expect(readRosterDate(cell(text), false)).toBeNull());
});

describe('what somebody is', () => {
  test.each<[RosterKind, string, string]>([
    ['ability', '完好', 'intact'], ['ability', '能力完好', 'intact'], ['ability', '轻度失能', 'mild'], ['ability', '轻度受损', 'mild'], ['ability', '中度', 'moderate'], ['ability', '重度失能', 'severe'], ['ability', '完全失能', 'total'],
    ['ability', '完全丧失', 'total'], ['ability', '能力完全丧失', 'total'], ['ability', '0', 'intact'], ['ability', '４级', 'total'], ['ability', '重度（三级）', 'severe'],
    ['disability', '一级', '1'], ['disability', '肢体残疾二级', '2'], ['disability', '视力 叁级', '3'], ['disability', '4', '4'], ['disability', 'Ⅱ级', '2'], ['disability', '精神残疾1级', '1'],
    ['category', ' 城市\u3000低保 ', '城市低保'], ['death', '', 'yes'],
  ])('%s %j is %s', (kind, text, value) => expect(readValueCell(kind, text)).toEqual({ value }));

  test.each<[RosterKind, string, string]>([
    ['ability', '', 'value_missing'], ['ability', '5', 'value_unknown'], ['ability', '半失能', 'value_unknown'], ['disability', '五级', 'value_unknown'], ['disability', '肢体', 'value_unknown'], ['disability', '0', 'value_unknown'], ['category', ' ', 'value_missing'],
  ])('%s %j is not: %s', (kind, text, problem) => expect(readValueCell(kind, text)).toEqual({ problem }));
});

describe('a sheet', () => {
  const HEAD = ['序号', '姓名', '身份证号码', '低保类别', '享受起始时间', '备注'];

  test('titles above, notes and totals below, heads on each page and blank rows are nobody', () => {
    const list = people([
      ['滕州市 2026 年 11 月低保名册', '', '', '', '', ''], ['单位：荆河街道', '', '', '', '2026年11月', ''], HEAD, ['1', '王　桂兰', ID, '城市低保', '2026.1.3', ''], ['', '', '', '', '', ''],
      HEAD, ['2', '李秀英', '370499195003010029', '农村低保', '', 'x'], ['合计', '', '2', '', '', ''], ['', '合计：2 人', '', '', '', ''], ['填表人：张三', '', '', '', '', ''], ['说明：以上为当月在册人员', '', '', '', '', ''],
    ]);
    expect(list.rows.map(({ rowNo, name, idNumber, value, from, problems }) => [rowNo, name, idNumber, value, from, problems.length])).toEqual([
      [4, '王桂兰', ID, '城市低保', '2026-01-03', 0],
      [7, '李秀英', '370499195003010029', '农村低保', null, 0],
    ]);
    expect(list.skippedRows).toEqual([6, 8, 9, 10, 11]);
    expect(list.ignoredColumns).toEqual(['序号', '备注']);
  });

  test.each([
    [['身份证号', '姓名', '类别']], [['姓 名', '公民身份号码', '救助类别']], [['姓名*', '证件号码（18位）', '困难类别：']], [['老人姓名', '居民身份证号', '对象类别']],
  ])('the head %j is found, whatever its order', (head) => {
    const at = (word: RegExp) => head.findIndex((one) => word.test(one));
    const row = head.map(() => '');
    [row[at(/姓/)], row[at(/证|号码/)], row[at(/类别/)]] = ['王桂兰', ID, '低保'];
    expect(people([head, row]).rows[0]).toMatchObject({ name: '王桂兰', idNumber: ID, value: '低保', problems: [] });
  });

  test.each<[string, RosterKind, readonly string[], object]>([
    ['no head', 'category', ['王桂兰', ID, '低保'], { problem: 'no_header' }],
    ['no ID number', 'category', ['姓名', '类别'], { problem: 'column_missing', at: 'id' }],
    ['the head of the household’s ID number only', 'category', ['姓名', '户主身份证号', '类别'], { problem: 'column_missing', at: 'id' }],
    ['no category', 'category', ['姓名', '身份证号'], { problem: 'column_missing', at: 'value' }],
    ['no day of death', 'death', ['姓名', '身份证号'], { problem: 'column_missing', at: 'from' }],
    ['two ID numbers', 'category', ['姓名', '身份证号', '证件号码', '类别'], { problem: 'column_twice', at: '证件号码' }],
    ['nobody below the head', 'category', ['姓名', '身份证号', '类别'], { problem: 'no_rows' }],
  ])('with %s is refused', (_what, kind, head, problem) => expect(read([head], kind)).toEqual(problem));

  test('about one category needs no column that says so', () => {
    const list = read([['姓名', '身份证号'], ['王桂兰', ID]], 'category', '特困');
    expect('rows' in list && list.rows[0]?.value).toBe('特困');
  });

  test('the grade is read beside the kind of disability, and the beginning beside the approval', () => {
    expect(people([['姓名', '身份证号', '残疾类别', '残疾等级'], ['王桂兰', ID, '肢体', '二级']], 'disability').rows[0]).toMatchObject({ value: '2' });
    expect(people([['姓名', '身份证号', '类别', '批准日期', '享受起始时间'], ['王桂兰', ID, '低保', '2025-12-20', '2026-1-1']]).rows[0]).toMatchObject({ from: '2026-01-01' });
  });

  test.each<[string, RosterKind, readonly string[], object]>([
    ['no name', 'category', ['', ID, '低保', ''], { field: 'name', problem: 'name_missing' }],
    ['no category', 'category', ['王桂兰', ID, '', ''], { field: 'value', problem: 'value_missing', text: '' }],
    ['a beginning that is still to come', 'category', ['王桂兰', ID, '低保', '2026-12-01'], { field: 'from', problem: 'date_ahead', text: '2026-12-01' }],
    ['a death without a day', 'death', ['王桂兰', ID, '', '2026年10月'], { field: 'from', problem: 'date_no_day', text: '2026年10月' }],
    ['a death without a date', 'death', ['王桂兰', ID, '', ''], { field: 'from', problem: 'date_missing', text: '' }],
    ['a cell too long', 'category', ['王'.repeat(201), ID, '低保', ''], { field: 'name', problem: 'too_long' }],
  ])('a row with %s says so', (_what, kind, row, problem) => {
    expect(people([['姓名', '身份证号', '类别', kind === 'death' ? '死亡日期' : '开始日期'], row], kind).rows[0]?.problems).toEqual([problem]);
  });

  test('what is too large is refused', () => {
    const row = ['王桂兰', ID, '低保'];
    expect(read([['姓名', '身份证号', '类别'], ...Array.from({ length: ROSTER_LIMITS.rows + 101 }, () => row)])).toMatchObject({ problem: 'too_many_rows' });
    expect(read([['姓名', '身份证号', '类别', ...Array.from({ length: 60 }, () => 'x')]])).toEqual({ problem: 'too_many_columns', at: '1' });
  });
});

describe('separated text', () => {
  const cells = (text: string) => {
    const rows = readDelimited(text);
    return 'problem' in rows ? rows : rows.map((row) => row.cells.map((one) => one.text));
  };

  test.each([
    ['a,b\r\n1,2\r\n', [['a', 'b'], ['1', '2']]], ['a;b\n1;2', [['a', 'b'], ['1', '2']]], ['a\tb\r1\t2\r', [['a', 'b'], ['1', '2']]], ['"a,1","b ""x"""\n1,2', [['a,1', 'b "x"'], ['1', '2']]],
    ['a,"一\n二"\n1,2', [['a', '一\n二'], ['1', '2']]], ['sep=;\r\na;b,c', [['a', 'b,c']]], ['a,,\n,,', [['a', '', ''], ['', '', '']]], ['', [['']]],
  ])('%j', (text, rows) => expect(cells(text)).toEqual(rows));

  test('a quote that is never closed is refused with its row', () => expect(cells('a,b\n1,"2\n3,4')).toEqual({ problem: 'open_quote', at: '2' }));
});

describe('bytes', () => {
  const utf8 = new TextEncoder().encode('姓名,x');
  test('UTF-8 with and without its mark, GB18030 and UTF-16', () => {
    expect(decodeText(utf8)).toBe('姓名,x');
    expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8]))).toBe('姓名,x');
    expect(decodeText(Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0x78]))).toBe('姓名,x');
    expect(decodeText(Uint8Array.from([0x81, 0x39, 0xef, 0x30]))).toBe('㐁');
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0xd3, 0x59, 0x0d, 0x54]))).toBe('姓名');
  });
  test.each([[[0xff, 0xd0]], [[0x41, 0x00, 0x42]]])('%j is no text', (bytes) => expect(decodeText(Uint8Array.from(bytes))).toBeNull());
});

test('a list as a town sends it, in GB18030', () => {
  const rows = readDelimited(decodeText(readFileSync(join(import.meta.dirname, '../cases/rosters/hardship-gb18030.csv'))) ?? '');
  if ('problem' in rows) throw new Error(rows.problem);
  const list = readRosterSheet({ rows, date1904: false }, { kind: 'category', today: TODAY, singleValue: null });
  if ('problem' in list) throw new Error(list.problem);
  expect(list.rows.map(({ rowNo, name, value, from, problems }) => [rowNo, name, value, from, ...problems.map((one) => one.problem)])).toEqual([
    [4, '王桂兰', '城市低保', '2026-01-03'], [5, '李秀英', '农村低保', '2026-01-03'], [6, '张德昌', '低保户', '2026-01-03'], [7, '赵玉珍', '低保', '2026-01-03', 'id_mangled'],
    [10, '孙梅', '低保边缘', '2026-01-03'], [11, '周强', '低保', null, 'date_impossible'], [12, '王桂兰', '低保边缘', '2026-01-03'],
  ]);
  expect([list.skippedRows, list.ignoredColumns]).toEqual([[9, 13, 14], ['序号', '备注']]);
});

describe('whatever a file holds', () => {
  const word = fc.constantFrom('姓名', '身份证号', '类别', '死亡日期', '王桂兰', ID, '合计', '', '2026-1-3', '46025', "'", '"', ',', '\n', '\u0000', '３');
  const anyCell = fc.oneof(word, fc.string({ unit: 'binary', maxLength: 30 }), fc.array(word, { maxLength: 4 }).map((words) => words.join('')));

  test('it is read or refused, and never thrown at', () => {
    fc.assert(fc.property(fc.array(fc.array(anyCell, { maxLength: 6 }), { maxLength: 12 }), fc.constantFrom(...ROSTER_KINDS), fc.boolean(), (rows, kind, date1904) => {
      const list = readRosterSheet(sheet(rows, date1904), { kind, today: TODAY, singleValue: null });
      if ('problem' in list) return;
      for (const row of list.rows) {
        expect(row.problems.length > 0 || (row.idNumber !== null && row.name !== '')).toBe(true);
        expect(row.from === null || row.from <= TODAY).toBe(true);
      }
    }), { numRuns: 2_000 });
  });

  test('bytes too', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = decodeText(bytes);
      if (text !== null) readDelimited(text);
    }), { numRuns: 2_000 });
  });
});

describe('heads and failed formulas', () => {
  test('of two head rows, merged over both, the lower says what each column is', () => {
    const list = people([['姓名', '身份证号', '救助情况', '', '电话'], ['姓名', '身份证号', '类别', '时间', '电话'], ['王桂兰', ID, '低保', '', '#N/A']]);
    expect(list.rows).toMatchObject([{ rowNo: 3, value: '低保', phone: '', problems: [] }]);
  });

  test('a failed formula is no category and no ID number', () => {
    expect(people([['姓名', '身份证号', '类别'], ['王桂兰', '#REF!', '#N/A']]).rows[0]?.problems).toMatchObject([{ field: 'id' }, { field: 'value', problem: 'value_missing' }]);
  });
});
