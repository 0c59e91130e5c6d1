import type { Instant, Month, ServiceDate } from '../../src/domain/calendar.ts';
import { Acts } from '../acts.tsx';
import { TextArea } from '../choice-fields.tsx';
import { ErrorSummary, PostForm, Refusal, type FieldError } from '../form.tsx';
import { dateText, dayAndClock, monthText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { invariantLabel, stoppedPlaceText, type StopShown } from './books-alarm.tsx';

export type StopLine = StopShown & { slice: Month | ''; broken: number; end: { endedAt: Instant; by: string; cause: string } | null };
export type StopDetail = StopLine & { pointId: string | null; operatorId: string | null; night: ServiceDate; samples: readonly string[] };

/** Every stop there was: what stands still comes first. */
export function BooksStopsPage({ frame, stops }: { frame: StaffFrame; stops: readonly StopLine[] }) {
  return (
    <StaffLayout frame={frame} title="账停着的地方">
      <div>
        <h1>账停着的地方</h1>
        <p class="hint">夜里核账对不上的，那里的订餐、登记和钱先停下，饭照常发。查清、改对、再核一遍对上了，才恢复。</p>
      </div>
      <section class="card">
        {stops.length === 0 ? (
          <p class="empty">从来没有停过。夜里核账对不上，就会停下，列在这里。</p>
        ) : (
          <Table
            class="ledger folded even"
            columns={[{ head: '停的是哪里' }, { head: '怎么样了' }, { head: '从什么时候' }, { head: '哪一项对不上' }]}
            rows={stops.map((stop) => [<a href={paths.booksStop(stop.id)}>{stoppedPlaceText(stop)}</a>, endText(stop), dayAndClock(stop.stoppedAt), invariantLabel[stop.invariant]])}
          />
        )}
      </section>
    </StaffLayout>
  );
}

const endText = ({ end }: StopLine) => (end === null ? <span class="tag danger">停着</span> : `${dayAndClock(end.endedAt)} 恢复`);

/** A press that ended nothing: what still breaks the check, what was typed and what is wrong with it. */
export type TriedToEnd = { broken: number; typed: string; errors: readonly FieldError[] };

type BooksStopPageProps = { frame: StaffFrame; stop: StopDetail; tried?: TriedToEnd | undefined };

/** One stop: what failed, what stands still and what goes on, and the form that ends it. */
export function BooksStopPage({ frame, stop, tried }: BooksStopPageProps) {
  const { broken, typed, errors } = tried ?? { broken: 0, typed: '', errors: [] };
  return (
    <StaffLayout frame={frame} title={stop.end === null ? '账停着' : '账恢复了'}>
      <nav class="trail" aria-label="返回">
        <a href={paths.civil()}>← 月度结算</a> <a href={paths.booksStops()}>停过的都在这里</a>
      </nav>
      <ErrorSummary errors={errors} />
      <Refusal words={broken > 0 ? `刚才又核了一遍，还有 ${broken} 处对不上，没有恢复。` : undefined} />
      <h1>
        {stoppedPlaceText(stop)}
        {stop.end === null ? '，账停着' : '，已经恢复'}
      </h1>
      <Facts stop={stop} />
      {stop.end === null ? <Meanwhile stop={stop} /> : null}
      {stop.end === null ? (
        <Acts>
          <section class="card">
            <h2>查清了，恢复办理</h2>
            <PostForm action={paths.booksStopEnding(stop.id)}>
              <TextArea name="reason" label="怎么会这样，怎么改对的" hint="例如：11 月 23 日有人直接改了数据库里的合计；系统管理人员按明细改了回来。" value={typed} rows={4} errors={errors} />
              <p>按下去，系统先把这一项再核一遍。对上了才恢复；对不上，谁也恢复不了。</p>
              <button class="act main">再核一遍，对上就恢复</button>
            </PostForm>
          </section>
        </Acts>
      ) : null}
    </StaffLayout>
  );
}

function Facts({ stop: { invariant, slice, night, broken, samples, stoppedAt, end } }: { stop: StopDetail }) {
  return (
    <section class="card">
      <dl class="facts">
        <dt>哪一项对不上</dt>
        <dd>
          {invariantLabel[invariant]}
          {slice === '' ? '' : `，${monthText(slice)}`}
        </dd>
        <dt>有几处</dt>
        <dd>{broken} 处</dd>
        <dt>哪几处</dt>
        <dd>
          {samples.join('；')} <small>最多列五处，系统管理人员用</small>
        </dd>
        <dt>从什么时候停</dt>
        <dd>
          {dayAndClock(stoppedAt)}，{dateText(night)}夜里核账查出来的
        </dd>
        {end === null ? null : (
          <>
            <dt>什么时候恢复</dt>
            <dd>
              {dayAndClock(end.endedAt)}，{end.by}
            </dd>
            <dt>怎么查清的</dt>
            <dd>{end.cause}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** In the words of whoever has to tell a canteen. */
function Meanwhile({ stop: { pointId, operatorId } }: { stop: StopDetail }) {
  if (pointId === null && operatorId === null) {
    return (
      <section class="card">
        <h2>现在停着什么</h2>
        <p>充值、退款、转款、捐赠和关账都停着。各处照常订餐、照常登记吃饭。</p>
      </section>
    );
  }
  return (
    <section class="card">
      <h2>现在停着什么</h2>
      <p>订餐、登记吃饭、充值、退款、冲回和重新算价钱都停着，全市的关账也停着。</p>
      <p>照常的：看、截止、打印、退订。饭照常发：订过的在名单上打勾，没订的在纸上记。恢复以后，打了勾的在“纸单登记”按单号和行号补录，没订的在“登记吃饭”里按“没订，登记来吃”补；停了多久，补登记的期限就往后延多久。</p>
    </section>
  );
}
