import { yuanText, type Fen } from '../../src/domain/money.ts';
import type { Held, MoneyOutcome } from '../../src/domain/prepaid.ts';
import { Field, PostForm, Refusal } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export type MoveFormPageProps = {
  frame: StaffFrame;
  move: { elder: { id: string; name: string }; from: { id: string; name: string }; others: readonly { id: string; name: string }[]; held: Held };
  freeFen: Fen;
  typed: { to: string; note: string };
  wrong?: string;
  requestKey: string;
};

/** A canteen closes: where somebody's money goes, and that they agree. */
export function MoveFormPage({ frame, move, freeFen, typed, wrong, requestKey }: MoveFormPageProps) {
  return (
    <StaffLayout frame={frame} title="转预存款">
      <h1>转预存款：{move.elder.name}</h1>
      <Refusal words={wrong} />
      <section class="card">
        <p>
          存在{move.from.name}的 {yuanText(move.held.balanceFen)} 元，能转 {yuanText(freeFen)} 元
          {move.held.reservedFen > 0 ? `（${yuanText(move.held.reservedFen)} 元已订了饭，先吃完或退订）` : ''}。
        </p>
        <PostForm action={paths.moves()} hidden={{ key: requestKey, elder: move.elder.id, from: move.from.id }}>
          <fieldset>
            <legend>转到哪一家</legend>
            {move.others.map((one) => (
              <label class="choice">
                <input type="radio" name="to" value={one.id} checked={typed.to === one.id} />
                {one.name}
              </label>
            ))}
          </fieldset>
          <Field name="note" label="老人怎么同意的（谁问的，哪天，怎么说）" value={typed.note} />
          <button class="act main">请第二个人来看</button>
        </PostForm>
      </section>
      <p class="trail">
        <a href={paths.prepaidOf(move.from.id)}>返回</a>
      </p>
    </StaffLayout>
  );
}

export type MoveRequestPageProps = {
  frame: StaffFrame;
  request: {
    id: string; elderName: string; operatorName: string; toOperatorName: string | null; amountFen: Fen; reason: string; requestedByName: string;
    outcome: MoneyOutcome | null; decidedByName: string | null;
  };
  held: Held;
  own: boolean;
  shown: string;
  refusal?: string;
};

/** The second official sees exactly what will happen. */
export function MoveRequestPage({ frame, request, held, own, shown, refusal }: MoveRequestPageProps) {
  return (
    <StaffLayout frame={frame} title="转预存款">
      <h1>转预存款：{request.elderName}</h1>
      <Refusal words={refusal} />
      <section class="card caller">
        <p class="pay">{yuanText(request.amountFen)} 元</p>
        <dl class="facts">
          <dt>从</dt>
          <dd>
            {request.operatorName}（现在有 {yuanText(held.balanceFen)} 元）
          </dd>
          <dt>转到</dt>
          <dd>{request.toOperatorName}</dd>
          <dt>老人同意</dt>
          <dd>{request.reason}</dd>
          <dt>谁提的</dt>
          <dd>{request.requestedByName}</dd>
        </dl>
        <p class="hint">两家之间的现金，凭这一页另外交割。</p>
        <Decision request={request} own={own} shown={shown} />
      </section>
      <p class="trail">
        <a href={paths.prepaid()}>预存款</a>
      </p>
    </StaffLayout>
  );
}

function Decision({ request, own, shown }: Pick<MoveRequestPageProps, 'request' | 'own' | 'shown'>) {
  if (request.outcome !== null) return <p>{`${request.decidedByName ?? ''}${request.outcome === 'approved' ? '已同意，已经转了。' : '没有同意，钱没有动。'}`}</p>;
  return (
    <>
      {own ? <p>自己提的，要另一位经办人来看。</p> : null}
      <div class="acts">
        {own ? null : (
          <PostForm action={paths.move(request.id)} hidden={{ shown, outcome: 'approved' }}>
            <button class="act main">同意，转过去</button>
          </PostForm>
        )}
        <PostForm action={paths.move(request.id)} hidden={{ shown, outcome: 'declined' }}>
          <button class="act">{own ? '不转了，撤回' : '不同意'}</button>
        </PostForm>
      </div>
    </>
  );
}
