import { ROSTER_ACTIONS, type RosterKind } from '../../src/domain/roster.ts';
import type { LineShow, RosterHead, RosterWord, ShownLine } from '../../src/domain/roster-plan.ts';
import type { ServiceDate } from '../../src/domain/calendar.ts';
import { Acts } from '../acts.tsx';
import { PostForm } from '../form.tsx';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { Figure } from './figure.tsx';
import { factValueText, lineNoteText, rosterActionLabel, rosterFieldLabel, rosterKindLabel, rowProblemText } from './roster-text.ts';
import { changesOf, Turn } from './rosters-page.tsx';

export type DeadElder = { name: string; from: ServiceDate | null; point: string; standing: number; after: number };

export type RosterPageProps = {
  frame: StaffFrame;
  reader: string;
  head: RosterHead;
  categories: readonly { code: string; name: string }[];
  words: readonly RosterWord[];
  show: LineShow;
  lines: readonly ShownLine[];
  place: { page: number; pages: number; of: number };
  /** After a list of deaths was applied: whom it concerns. */
  dead: readonly DeadElder[];
  /** Whether the reader may take over a phone or address, one at a time. */
  mayTake: boolean;
  /** What just happened, in a sentence. */
  notice: { text: string; good: boolean } | null;
};

/** What a list would change, counted first, then line by line; after it was applied: what it did change. */
export function RosterPage(props: RosterPageProps) {
  const { frame, head, notice } = props;
  return (
    <StaffLayout frame={frame} title="名册预览">
      <nav class="trail" aria-label="位置">
        <a href={paths.rosters()}>← 名册</a>
      </nav>
      <div>
        <h1>{head.name}</h1>
        <p>
          {rosterKindLabel[head.kind]} · {head.whole ? '全量名册' : '增量名册'} · {head.documentNo} · 名册日期 {head.asOf} · {head.uploader} {dayAndClock(head.uploadedAt)} 导入
        </p>
      </div>
      {notice ? (
        <section class={`card ${notice.good ? 'good' : 'alarm'}`} role="status">
          <h2>{notice.text}</h2>
        </section>
      ) : null}
      <Next {...props} />
      {props.dead.length > 0 ? <Dead dead={props.dead} /> : null}
      <Counts {...props} />
      {props.words.length > 0 && !head.applied && !head.withdrawn ? <Words {...props} /> : null}
      <Lines {...props} />
      <Left {...props} />
    </StaffLayout>
  );
}

/** Whose turn it is. */
function Next({ head, reader }: RosterPageProps) {
  const waits = !head.applied && !head.withdrawn;
  return (
    <section class="card">
      <p>
        <Turn roster={head} reader={reader} />
        {head.applied ? ` ${dayAndClock(head.applied.at)}` : ''}
        {waits && changesOf(head) > 0 && head.uploadedBy === reader ? ' 您导入的名册，要由另一位经办人核对、应用。' : ''}
      </p>
      {waits ? (
        <div class="acts">
          {changesOf(head) > 0 && head.uploadedBy !== reader ? (
            <Acts>
              <a class="act main" href={paths.rosterApplication(head.id)}>
                核对并应用
              </a>
            </Acts>
          ) : null}
          <PostForm action={paths.rosterWithdrawal(head.id)}>
            <button class="act">作废这份名册</button>
          </PostForm>
        </div>
      ) : null}
    </section>
  );
}

function Counts({ head, show }: RosterPageProps) {
  const { counts } = head.plan;
  const figures = [...ROSTER_ACTIONS, 'differs' as const].filter((one) => counts[one] > 0 || ['error', 'add', 'change', 'end'].includes(one));
  return (
    <nav class="card figures" aria-label="各有多少，点一下只看这些">
      {figures.map((one) => (
        <Figure value={String(counts[one])} label={show === one ? `${rosterActionLabel[one]}（正在看）` : rosterActionLabel[one]} {...(counts[one] > 0 ? { href: paths.roster(head.id, { show: one }) } : {})} />
      ))}
      <Figure value={String(ROSTER_ACTIONS.reduce((sum, one) => sum + counts[one], 0))} label={show === 'all' ? '全部（正在看）' : '全部'} href={paths.roster(head.id, { show: 'all' })} />
    </nav>
  );
}

/** What the list's words mean: the county says it once, nobody guesses. */
function Words({ head, words, categories }: RosterPageProps) {
  const unknown = words.filter((one) => one.code === null).length;
  return (
    <section class={unknown > 0 ? 'card alarm' : 'card'}>
      <h2>{unknown > 0 ? `有 ${unknown} 个词，请写明是哪一类` : '名册里的词，是这样对应的'}</h2>
      {words.map((one, index) => (
        <PostForm action={paths.rosterWords(head.id)} hidden={{ word: one.word }} class="row">
          <div class="field">
            <label for={`word-${index}`}>
              {one.word}（{one.rows} 行）
            </label>
            <select id={`word-${index}`} name="code">
              {one.code === null ? <option value="">还没有写明</option> : null}
              {categories.map(({ code, name }) => (
                <option value={code} selected={code === one.code}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <div class="field">
            <button class={one.code === null ? 'act main' : 'act'}>记下</button>
          </div>
        </PostForm>
      ))}
    </section>
  );
}

function Lines(props: RosterPageProps) {
  const { head, lines, show } = props;
  return (
    <section class="card">
      <h2>{rosterActionLabel[show]}</h2>
      {lines.length === 0 ? (
        <p class="empty">没有这样的行。</p>
      ) : (
        <Table
          class="told"
          columns={[{ head: '行号', numeric: true }, { head: '姓名', class: 'unbroken' }, { head: '身份证号', class: 'unbroken' }, { head: '会怎样' }, { head: '说明' }]}
          rows={lines.map((line) => [line.rowNo ?? '–', line.name, line.idMasked, <Outcome head={head} line={line} categories={props.categories} />, <Why head={head} line={line} categories={props.categories} mayTake={props.mayTake} />])}
          rowClass={(index) => (lines[index]?.action === 'error' ? 'wrong' : undefined)}
        />
      )}
      <Pager {...props} />
    </section>
  );
}

type LineProps = { head: RosterHead; line: ShownLine; categories: RosterPageProps['categories'] };

function Outcome({ head: { kind }, line, categories }: LineProps) {
  const said = (value: string) => factValueText(kind, value, categories);
  const ended = line.ends.map(({ value }) => said(value)).join('、');
  if (line.action === 'add') return <>新增 {said(line.value ?? '')}，从 {line.from} 起</>;
  if (line.action === 'change') return <>{ended} 改为 {said(line.value ?? '')}，从 {line.from} 起</>;
  if (line.action === 'end') return <>{ended} 结束，从 {line.endsOn} 起</>;
  return <>{rosterActionLabel[line.action]}</>;
}

function Why({ head, line, categories, mayTake }: LineProps & { mayTake: boolean }) {
  return (
    <>
      {line.problems.map((one) => (
        <p>{rowProblemText(head.kind, one)}</p>
      ))}
      {line.notes.map((one) => (
        <p>{lineNoteText(one, categories)}</p>
      ))}
      {line.differs.map((one) => (
        <Difference head={head} rowNo={line.rowNo} mayTake={mayTake} {...one} />
      ))}
    </>
  );
}

/** Ours is never overwritten by a list as a whole: whoever may presses for one person at a time. */
function Difference({ head, rowNo, mayTake, field, ours, theirs, taken }: { head: RosterHead; rowNo: number | null; mayTake: boolean } & ShownLine['differs'][number]) {
  const label = rosterFieldLabel[head.kind][field];
  if (taken) return <p>{label}已按名册改为 {theirs}</p>;
  return (
    <>
      <p>
        {label}不同：我们记 {ours === '' ? '没有' : ours}，名册写 {theirs}，没有改
      </p>
      {mayTake && rowNo !== null ? (
        <PostForm action={paths.rosterContact(head.id, rowNo)} hidden={{ field }}>
          <button class="act">
            核实过，按名册改{label}
          </button>
        </PostForm>
      ) : null}
    </>
  );
}

function Pager({ head, show, place }: RosterPageProps) {
  if (place.pages <= 1) return null;
  const to = (page: number) => paths.roster(head.id, { show, page });
  return (
    <nav class="trail" aria-label="翻页">
      {place.page > 1 ? <a href={to(place.page - 1)}>← 上一页</a> : null}
      <span>
        第 {place.page} 页，共 {place.pages} 页，{place.of} 行
      </span>
      {place.page < place.pages ? <a href={to(place.page + 1)}>下一页 →</a> : null}
    </nav>
  );
}

/** Who died and has meals or money open: the office sees to it. */
function Dead({ dead }: { dead: readonly DeadElder[] }) {
  return (
    <section class="card">
      <h2>还有事要办的人</h2>
      <Table
        columns={[{ head: '姓名', class: 'unbroken' }, { head: '去世日期' }, { head: '常去' }, { head: '还订着的餐', numeric: true }, { head: '之后仍登记了交付', numeric: true }]}
        rows={dead.map((one) => [one.name, one.from ?? '', one.point, one.standing, one.after])}
      />
    </section>
  );
}

/** What of the file was not read. */
function Left({ head }: { head: RosterHead }) {
  const { ignoredColumns, skippedRows } = head;
  return (
    <div class="notes">
      <p>
        文件：{head.fileName}
        {head.sheetName === null ? '' : `，读的是第一张看得见的表“${head.sheetName}”`}
        {head.otherSheets > 0 ? `，另有 ${head.otherSheets} 张表没有读` : ''}
      </p>
      {ignoredColumns.length > 0 ? <p>没有用的列：{ignoredColumns.join('、')}。</p> : null}
      {skippedRows.length > 0 ? (
        <p>
          当作合计、说明或重复表头跳过的行：第 {skippedRows.slice(0, 50).join('、')} 行{skippedRows.length > 50 ? ` 等 ${skippedRows.length} 行` : ''}。
        </p>
      ) : null}
    </div>
  );
}

export type RosterApplicationPageProps = { frame: StaffFrame; head: RosterHead; categories: readonly { code: string; name: string }[] };

/** The second person's page: what pressing the button does, in figures, bound to exactly this preview. */
export function RosterApplicationPage({ frame, head, categories }: RosterApplicationPageProps) {
  const { counts } = head.plan;
  return (
    <StaffLayout frame={frame} title="应用名册">
      <nav class="trail" aria-label="位置">
        <a href={paths.roster(head.id)}>← 回预览</a>
      </nav>
      <div>
        <h1>应用“{head.name}”？</h1>
        <p>
          {rosterKindLabel[head.kind]}
          {head.covers.length > 0 ? `（${head.covers.map((code) => factValueText('category', code, categories)).join('、')}）` : ''}，{head.uploader}导入，第 {head.plan.number} 次预览
        </p>
      </div>
      <section class="card figures" aria-label="会改多少">
        <Figure value={String(counts.add)} label="人新增" />
        <Figure value={String(counts.change)} label="人变更" />
        <Figure value={String(counts.end)} label="人结束" />
      </section>
      <section class="card">
        <p>{notDone(head.kind, counts)}</p>
        <PostForm action={paths.rosterApplication(head.id)} hidden={{ plan: String(head.plan.number), hash: head.plan.hash }} class="acts">
          <button class="act main big">应用，改 {changesOf(head)} 人</button>
        </PostForm>
      </section>
    </StaffLayout>
  );
}

function notDone(kind: RosterKind, { error, unknown, differs }: RosterHead['plan']['counts']): string {
  const rest = [error > 0 ? `${error} 行有错` : '', unknown > 0 ? `${unknown} 人查无此人` : ''].filter(Boolean).join('、');
  const left = rest === '' ? '名册每一行都读懂了。' : `${rest}，这些不处理。`;
  return `${left}${differs > 0 ? '电话和住址都不改。' : ''}${kind === 'death' ? '去世记下以后，不能再订餐。' : '已经交付的餐不重新计价。'}`;
}
