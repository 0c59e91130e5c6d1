import type { ServiceDate } from '../../src/domain/calendar.ts';
import { sumFen, yuanExact, type Fen } from '../../src/domain/money.ts';

export type PrepaidLine = { operatorName: string; elderName: string; village: string; pointName: string; elderId: string; fen: Fen };

/** One row for each elder and operator, the sum last. Phones are masked; never an ID number. */
export function prepaidCsvRows(date: ServiceDate, lines: readonly PrepaidLine[], phones: ReadonlyMap<string, string>): (string | number)[][] {
  const body = lines.map((one, index) => [
    index + 1, date, one.operatorName, one.elderName, phones.get(one.elderId) ?? '', one.village, one.pointName, yuanExact(one.fen),
  ]);
  return [
    ['序号', '截至（当天结束）', '运营机构', '姓名', '电话', '住在', '常去', '预存款（元）'],
    ...body,
    ['合计', '', '', '', '', '', '', yuanExact(sumFen(lines.map((one) => one.fen)))],
  ];
}
