import { weekdayOf, type ServiceDate } from '../../src/domain/calendar.ts';
import { MEAL_SLOTS, type MealSlot, type ServiceMode } from '../../src/domain/meal-slot.ts';
import type { CellChoice, WeekCell } from '../../src/domain/order-book.ts';
import { dayText } from '../format.tsx';
import { PostForm } from '../form.tsx';
import { paths, staticFiles } from '../paths.ts';
import { notOrderedShort } from '../refusals.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { modeLabel, orderStateLabel, slotLabel, weekdayLabel } from '../text.ts';
import { Unfinished, type UnfinishedBatch } from './unfinished.tsx';

/** `cells`: one for each day. `modes`: the ways that are offered to this person, the usual one chosen. */
export type WeekRow = { elderId: string; name: string; cells: readonly WeekCell[]; modes: readonly ServiceMode[]; mode: ServiceMode | null };

export type WeekPageProps = {
  frame: StaffFrame;
  from: ServiceDate;
  days: readonly ServiceDate[];
  slot: MealSlot;
  page: number;
  pages: number;
  before: ServiceDate;
  after: ServiceDate;
  rows: readonly WeekRow[];
  /** What was chosen before, by the name of its field. */
  picked: Readonly<Record<string, string>>;
  unfinished: readonly UnfinishedBatch[];
  problem?: string;
};

/** Names of the fields: a cell of somebody's day, and how their meals reach them. */
export const cellField = (elderId: string, runId: string) => `c.${elderId}.${runId}`;
export const modeField = (elderId: string) => `m.${elderId}`;

/** Everybody's week at a glance: an empty cell is there to be filled. Without the script each cell is a list to choose from. */
export function WeekPage(props: WeekPageProps) {
  const { frame, from, days, slot, page, pages, rows, problem } = props;
  return (
    <StaffLayout frame={frame} title="一周订餐" scripts={[staticFiles.weekGrid]}>
      <div class="head">
        <h1>一周订餐：{slotLabel[slot]}</h1>
        <nav class="trail" aria-label="哪一餐">
          {MEAL_SLOTS.map((one) => (
            <a href={paths.communityWeek({ day: from, slot: one })} aria-current={one === slot ? 'page' : undefined}>
              {slotLabel[one]}
            </a>
          ))}
        </nav>
      </div>
      <Unfinished batches={props.unfinished} />
      {problem ? (
        <p class="card alarm wrong" role="alert">
          {problem}
        </p>
      ) : null}
      <section class="card">
        <WeekNav {...props} />
        {rows.length === 0 ? <p class="empty">您负责的村、社区里还没有老人。有人来申请，批准以后就到这里。</p> : <Grid {...props} />}
        {pages > 1 ? (
          <p class="trail">
            {Array.from({ length: pages }, (_, index) => (
              <a href={paths.communityWeek({ day: from, slot, page: index + 1 })} aria-current={index + 1 === page ? 'page' : undefined}>
                第 {index + 1} 页
              </a>
            ))}
          </p>
        ) : null}
      </section>
      {days.length === 0 ? null : <Legend />}
    </StaffLayout>
  );
}

function WeekNav({ days, slot, before, after }: WeekPageProps) {
  const [first, last] = [days[0], days.at(-1)];
  return (
    <p class="trail">
      <a href={paths.communityWeek({ day: before, slot })}>← 前七天</a>
      {first && last ? (
        <b>
          {dayText(first)}到{dayText(last)}
        </b>
      ) : null}
      <a class="next" href={paths.communityWeek({ day: after, slot })}>
        后七天 →
      </a>
    </p>
  );
}

function Grid({ from, slot, page, days, rows, picked }: WeekPageProps) {
  return (
    <PostForm action={paths.communityWeek()} hidden={{ day: from, slot, page: String(page) }} class="week-form">
      <p class="hint" data-keys hidden>
        键盘：方向键走格子，按 A、B、C 选套餐，按 0 或空格不订。
      </p>
      <div class="scroll" role="group" aria-label="一周订餐表" tabindex={0}>
        <table class="week">
          <thead>
            <tr>
              <th scope="col">姓名，怎么吃</th>
              {days.map((day) => (
                <th scope="col" aria-label={dayText(day)}>
                  {weekdayLabel[weekdayOf(day)].slice(-1)}
                  <br />
                  {Number(day.slice(8))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row row={row} days={days} picked={picked} />
            ))}
          </tbody>
        </table>
      </div>
      <div class="acts">
        <button class="act main big" name="to" value="check">
          下一步：看一遍再订<output data-count></output>
        </button>
      </div>
      <p class="hint">选好只是草稿，看一遍、确认以后才会订。离开这一页，没确认的就没有了。</p>
    </PostForm>
  );
}

function Row({ row, days, picked }: { row: WeekRow; days: readonly ServiceDate[]; picked: WeekPageProps['picked'] }) {
  const { elderId, name, cells, modes, mode } = row;
  const chosen = picked[modeField(elderId)] ?? mode;
  return (
    <tr>
      <th scope="row">
        <span class="who">
          {name}
          {modes.length === 0 ? null : (
            <select name={modeField(elderId)} aria-label={`${name}怎么吃`} class="mode">
              {modes.map((one) => (
                <option value={one} selected={one === chosen}>
                  {modeLabel[one]}
                </option>
              ))}
            </select>
          )}
        </span>
      </th>
      {days.map((day, index) => (
        <Cell cell={cells[index] ?? { kind: 'not_served' }} label={`${name}，${dayText(day)}`} {...{ elderId, picked }} />
      ))}
    </tr>
  );
}

function Cell({ cell, elderId, label, picked }: { cell: WeekCell; elderId: string; label: string; picked: WeekPageProps['picked'] }) {
  if (cell.kind === 'ordered') {
    const { letter, state } = cell.order;
    return (
      <td class="ordered" title={`${label}：${orderStateLabel[state]}`}>
        <b>{letter}</b>
        <small>{orderStateLabel[state]}</small>
      </td>
    );
  }
  if (cell.kind !== 'open') return <td class="shut">{cell.kind === 'not_served' ? '不供' : notOrderedShort[cell.refused]}</td>;
  const name = cellField(elderId, cell.runId);
  const clashing = cell.choices.filter((one) => one.clashes.length > 0).map((one) => one.letter);
  return (
    <td>
      <select name={name} aria-label={label} class="cell">
        <option value=""> </option>
        {cell.choices.map((one) => (
          <option value={one.setMealId} selected={picked[name] === one.setMealId} disabled={one.refused !== null}>
            {choiceText(one)}
          </option>
        ))}
      </select>
      {clashing.length > 0 ? <small class="clash">忌 {clashing.join('')}</small> : null}
    </td>
  );
}

const choiceText = ({ letter, name, refused, clashes }: CellChoice) =>
  `${letter} ${name}${refused ? `（${notOrderedShort[refused]}）` : clashes.length > 0 ? '（有忌口）' : ''}`;

function Legend() {
  return (
    <section class="card">
      <h2>格子里的字</h2>
      <p>
        空格：可以订。A、B、C 加“已订”：已经订了，要退请到<a href={paths.communityPhoneOrders()}>电话订餐</a>找到本人。截止：过了订餐时间。不供：那天没有这一餐。忌 B：B
        里有本人忌口的东西，可以订，但先问一声；严重过敏的选不了。打电话：那家食堂的账停着，打食堂电话订。
      </p>
    </section>
  );
}
