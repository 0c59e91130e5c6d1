// A point's month, counted from the tables by other means than the program's.
import { env } from 'cloudflare:workers';
import { fen, yuanExact } from '../../src/domain/money.ts';

const all = async <Row>(table: string) => (await env.DB.prepare(`SELECT * FROM ${table}`).all<Row>()).results;
type Meal = { id: string; meal_run_id: string; price_fen: number; self_pay_fen: number; service_date: string; elder_id: string };
type Line = { order_id: string; payer_code: string; clause: string; fen: number };

/** What the tables say, counted here and not by the program: the meals of the point's month with a hand-over that stands. */
export async function recount(pointId: string, month: string) {
  const runs = (await all<{ id: string; meal_point_id: string }>('meal_run')).filter((run) => run.meal_point_id === pointId);
  const undone = (await all<{ hand_over_id: string }>('hand_over_undo')).map((undo) => undo.hand_over_id);
  const standing = (await all<{ id: string; order_id: string }>('hand_over')).filter((one) => !undone.includes(one.id));
  const meals = (await all<Meal>('meal_order')).filter(
    (meal) =>
      meal.service_date.startsWith(month) && runs.some((run) => run.id === meal.meal_run_id) && standing.some((one) => one.order_id === meal.id),
  );
  const lines = (await all<Line>('order_split')).filter((line) => meals.some((meal) => meal.id === line.order_id));
  const given = lines.filter((line) => line.payer_code !== 'elder');
  const byClause = [...Map.groupBy(given, (line) => line.clause)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    meals: meals.length,
    price: sum(meals.map((meal) => meal.price_fen)),
    subsidy: sum(given.map((line) => line.fen)),
    self: sum(meals.map((meal) => meal.self_pay_fen)),
    without: meals.filter((meal) => !given.some((line) => line.order_id === meal.id)).length,
    clauses: byClause.map(([clause, its]) => {
      const each = its[0]?.fen ?? 0;
      return [clause, '文件未载明', yuan(each), String(its.length), yuan(sum(its.map((line) => line.fen)))];
    }),
    orderIds: meals.map((meal) => meal.id),
  };
}
export const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
export const yuan = (amount: number) => yuanExact(fen(amount));
