import type { ServiceDate } from '../../src/domain/calendar.ts';
import { yuanText, type Fen } from '../../src/domain/money.ts';
import { Pages } from '../canteen/prepaid-page.tsx';
import { Field, PostForm } from '../form.tsx';
import { dateText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';

export type DeathsPageProps = {
  frame: StaffFrame;
  lists?: {
    waiting: readonly { id: string; name: string; village: string; diedOn: ServiceDate; notedByName: string }[];
    dead: readonly { name: string; village: string; diedOn: ServiceDate; source: string; document: string | null; heldFen: Fen; unsettled: number }[];
    page: number;
    pages: number;
  };
  search?: { typed: string; wrong?: string; more: boolean; people: readonly { id: string; name: string; age: number; village: string; pointName: string; diedOn: ServiceDate | null }[] };
};

/** Who has died: to be written down, to be confirmed by another, and what is left to be returned. */
export function DeathsPage({ frame, lists, search }: DeathsPageProps) {
  return (
    <StaffLayout frame={frame} title="去世登记">
      <h1>去世登记</h1>
      <section class="card">
        <PostForm action={paths.deaths()}>
          <Field
            name="q"
            label="登记谁？打姓名，或整个身份证号"
            value={search?.typed ?? ''}
            errors={search?.wrong ? [{ field: 'q', message: search.wrong }] : []}
          />
          <button class="act main">查找</button>
        </PostForm>
        {search && !search.wrong ? <Found {...search} /> : null}
      </section>
      {lists ? <Lists {...lists} /> : null}
      {search ? (
        <p class="trail">
          <a href={paths.deaths()}>← 去世登记</a>
        </p>
      ) : null}
    </StaffLayout>
  );
}

function Found({ people, more }: NonNullable<DeathsPageProps['search']>) {
  if (people.length === 0) return <p class="empty">您管的地方没有查到这个人。请核对名字，或打整个身份证号。</p>;
  return (
    <>
      <Table
        class="ledger"
        columns={[{ head: '姓名' }, { head: '年龄', numeric: true }, { head: '住在' }, { head: '常去' }, { head: '能办什么' }]}
        rows={people.map((one) => [
          one.name,
          String(one.age),
          one.village,
          one.pointName,
          one.diedOn === null ? <a href={paths.deathOf(one.id)}>登记去世</a> : `已登记，${dateText(one.diedOn)}`,
        ])}
      />
      {more ? <p class="hint">还有更多同名的，请打整个身份证号。</p> : null}
    </>
  );
}

function Lists({ waiting, dead, page, pages }: NonNullable<DeathsPageProps['lists']>) {
  return (
    <>
      {waiting.length > 0 ? (
        <section class="card alarm">
          <h2>等第二个人核实的</h2>
          <ul>
            {waiting.map((one) => (
              <li>
                <a href={paths.deathNotice(one.id)}>
                  {one.name}（{one.village}），{dateText(one.diedOn)}，{one.notedByName}登记
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section class="card">
        <h2>已登记的</h2>
        {dead.length === 0 ? (
          <p class="empty">还没有登记。村（社区）报来、家属来说、或死亡名册里有的，登记以后在这里。</p>
        ) : (
          <Table
            class="ledger"
            columns={[{ head: '姓名' }, { head: '住在' }, { head: '去世日期' }, { head: '谁说的' }, { head: '要退给家属的预存款（元）', numeric: true }, { head: '订的饭' }]}
            rows={dead.map((one) => [
              one.name,
              one.village,
              dateText(one.diedOn),
              [one.source, one.document ?? ''].filter(Boolean).join('，'),
              one.heldFen === 0 ? '没有' : yuanText(one.heldFen),
              one.unsettled === 1 ? '正在办' : '已停',
            ])}
          />
        )}
        <Pages page={page} pages={pages} hrefOf={paths.deaths} />
      </section>
      <p class="notes">登记并核实以后：还没做的餐退订、钱放回；去世以后记的餐冲回；饭卡停用。预存款由存钱的食堂在“登记吃饭”里退给家属。</p>
    </>
  );
}
