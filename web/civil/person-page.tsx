import type { Role } from '../../src/domain/access.ts';
import type { AccessOutcome, AccessRequestKind } from '../../src/domain/access-request.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Resets } from '../../src/domain/staff-login.ts';
import type { PersonEvent } from '../../src/domain/person-history.ts';
import { Acts } from '../acts.tsx';
import { TextArea } from '../choice-fields.tsx';
import { ErrorSummary, PostForm, Refusal, type FieldError } from '../form.tsx';
import { dateAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { eventReason, eventText, fewAdministrators, roleLabel, wantedText } from './people-text.ts';
import { LoginSection, type PersonLogin } from './person-login.tsx';
import { PresentTick } from './start-code-page.tsx';

export type PersonHead = { id: string; name: string; unit: string; disabledAt: Instant | null };
export type HeldGrant = { id: string; role: Role; placeName: string; grantedAt: Instant; grantedByName: string; askedByName: string | null };

export type PersonPageProps = {
  frame: StaffFrame;
  person: PersonHead;
  grants: readonly HeldGrant[];
  waiting: readonly { id: string; kind: AccessRequestKind; role: Role | null; placeName: string; resets: Resets | null; requestedByName: string }[];
  history: readonly PersonEvent[];
  /** The administrator's own page: others decide about it. */
  own: boolean;
  login: PersonLogin | null;
  /** The name to sign in by that was typed, and what is wrong with it. */
  typed: string;
  errors: readonly FieldError[];
  refusal?: string;
};

/** One person: what they may do, since when and through whom; how they sign in; what waits; what was. */
export function PersonPage(props: PersonPageProps) {
  const { frame, person, waiting, history, own, errors, refusal } = props;
  return (
    <StaffLayout frame={frame} title="一个人的授权和登录">
      <p class="trail">
        <a href={paths.people()}>← 人员和授权</a>
      </p>
      <h1>{person.name}</h1>
      <p class="hint">{person.unit}</p>
      <Refusal words={refusal} />
      <ErrorSummary errors={errors} />
      {person.disabledAt === null ? null : <p class="card alarm wrong">{dateAndClock(person.disabledAt)} 起停用：进不来，授权都不作数。</p>}
      {waiting.length > 0 ? (
        <section class="card alarm">
          <h2>等第二位管理员确认</h2>
          <ul>
            {waiting.map((one) => (
              <li>
                <a href={paths.accessRequest(one.id)}>
                  {wantedText(one)}，{one.requestedByName}提的
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Held {...props} />
      <LoginSection {...props} />
      {own ? <p class="notes">这是您自己：您的授权由别的管理员提请、确认、收回，您的开通码由别的管理员给。</p> : <Acts><Next {...props} /></Acts>}
      <History history={history} />
      {frame.readsOnly ? <InTheLog id={person.id} name={person.name} /> : null}
    </StaffLayout>
  );
}

function Held({ person, grants, own }: PersonPageProps) {
  const acts = !own && person.disabledAt === null;
  return (
    <section class="card">
      <h2>能做什么</h2>
      {grants.length === 0 ? (
        <p class="empty">还没有授权，进来什么都看不到。</p>
      ) : (
        grants.map((grant) => (
          <div class="line">
            <div>
              <b>
                {roleLabel[grant.role]}，{grant.placeName}
              </b>
              <p class="hint">{sinceText(grant)}</p>
            </div>
            {own ? null : (
              <Acts>
                <div class="acts">
                  {acts ? <a class="act" href={paths.newAccessRequest(person.id, { replaces: grant.id })}>换一项</a> : null}
                  <a class="act" href={paths.grantRevocation(grant.id)}>
                    收回
                  </a>
                </div>
              </Acts>
            )}
          </div>
        ))
      )}
    </section>
  );
}

function sinceText({ grantedAt, grantedByName, askedByName }: HeldGrant): string {
  const by = askedByName === null ? `${grantedByName}授权` : `${askedByName}提请，${grantedByName}确认`;
  return `${dateAndClock(grantedAt)} 起，${by}`;
}

function Next({ person }: PersonPageProps) {
  return (
    <p class="acts">
      {person.disabledAt === null ? (
        <>
          <a class="act main" href={paths.newAccessRequest(person.id)}>
            提请授权
          </a>
          <a class="act" href={paths.personDisabling(person.id)}>
            停用这个人
          </a>
        </>
      ) : (
        <a class="act main" href={paths.newAccessRequest(person.id, { kind: 'enable' })}>
          提请重新启用
        </a>
      )}
    </p>
  );
}

/** For the auditor, whose search by whose record knows elders only. */
function InTheLog({ id, name }: { id: string; name: string }) {
  return (
    <p class="trail">
      <a href={paths.audit({ of: `person:${id}` })}>审计：和{name}有关的</a>
      <a href={paths.audit({ by: `person:${id}` })}>审计：{name}自己办的</a>
    </p>
  );
}

function History({ history }: Pick<PersonPageProps, 'history'>) {
  return (
    <section class="card">
      <h2>经过</h2>
      <Table
        class="ledger folded pair"
        columns={[{ head: '做了什么' }, { head: '什么时候' }, { head: '谁' }]}
        rows={history.map((event) => [
          <>
            {eventText(event)} <small>{eventReason(event)}</small>
          </>,
          dateAndClock(event.at),
          event.byName,
        ])}
      />
    </section>
  );
}

export type AccessEndPageProps = {
  frame: StaffFrame;
  person: PersonHead;
  /** Null: the person as a whole is disabled. */
  grant: { id: string; role: Role; placeName: string } | null;
  /** How many administrators are at work, where this one is among them. */
  administrators: number | null;
  typed: string;
  errors: readonly FieldError[];
  refusal?: string;
};

/** Taking away needs one administrator, and a reason. */
export function AccessEndPage({ frame, person, grant, administrators, typed, errors, refusal }: AccessEndPageProps) {
  const title = grant ? `收回：${roleLabel[grant.role]}，${grant.placeName}` : '停用这个人';
  const left = administrators === null ? null : fewAdministrators(administrators - 1);
  return (
    <StaffLayout frame={frame} title={grant ? '收回授权' : '停用工作人员'}>
      <p class="trail">
        <a href={paths.person(person.id)}>← {person.name}</a>
      </p>
      <h1>
        {person.name}：{title}
      </h1>
      <Refusal words={refusal} />
      <ErrorSummary errors={errors} />
      <section class="card">
        <p>{grant ? '按下去马上就收回，正开着的页面下一步就进不去了。' : '按下去马上就停用：正在用的，下一步就被请出来；授权留着，不作数。'}不用第二个人确认。</p>
        <p class="hint">{grant ? '以后要再给，得重新提请、另一位管理员确认。' : '以后要恢复，得提请、另一位管理员确认。'}</p>
        {left ? <p class="wrong">办了以后：{left}</p> : null}
        {refusal ? null : (
          <PostForm action={grant ? paths.grantRevocation(grant.id) : paths.personDisabling(person.id)}>
            <TextArea name="reason" label="为什么" value={typed} errors={errors} />
            <button class="act main">{grant ? '马上收回' : '马上停用'}</button>
          </PostForm>
        )}
      </section>
    </StaffLayout>
  );
}

export type AccessRequestPageProps = {
  frame: StaffFrame;
  person: PersonHead;
  grants: readonly HeldGrant[];
  request: {
    id: string; kind: AccessRequestKind; role: Role | null; placeName: string; replacesId: string | null; resets: Resets | null; reason: string; requestedAt: Instant; requestedByName: string;
    outcome: AccessOutcome | null; decidedAt: Instant | null; decidedByName: string | null;
  };
  replaced: { role: Role; placeName: string } | null;
  own: boolean;
  /** Why it cannot be confirmed as things stand. */
  gone: string | null;
  shown: string;
  errors: readonly FieldError[];
  refusal?: string;
};

/** The second administrator sees exactly what somebody will be allowed, and what they are allowed now. */
export function AccessRequestPage(props: AccessRequestPageProps) {
  const { frame, person, grants, request, replaced, errors, refusal } = props;
  return (
    <StaffLayout frame={frame} title={kindLabel[request.kind]}>
      <nav class="trail" aria-label="返回">
        <a href={paths.people()}>← 人员和授权</a>
        <a href={paths.person(person.id)}>{person.name}</a>
      </nav>
      <h1>{kindLabel[request.kind]}：{person.name}</h1>
      <Refusal words={refusal} />
      <ErrorSummary errors={errors} />
      <section class="card">
        <dl class="facts">
          <dt>谁</dt>
          <dd>
            {person.name}，{person.unit}
          </dd>
          <dt>{request.kind === 'enable' ? '要' : '要给'}</dt>
          <dd>
            <b>{wantedText(request)}</b>
          </dd>
          {replaced ? (
            <>
              <dt>同时收回</dt>
              <dd>
                {roleLabel[replaced.role]}，{replaced.placeName}
              </dd>
            </>
          ) : null}
          {request.outcome === null ? (
            <>
              <dt>现在有</dt>
              <dd>{grants.length === 0 ? '没有授权' : grants.map((one) => `${roleLabel[one.role]}，${one.placeName}`).join('；')}</dd>
            </>
          ) : null}
          <dt>为什么</dt>
          <dd>{request.reason}</dd>
          <dt>谁提的</dt>
          <dd>
            {request.requestedByName}，{dateAndClock(request.requestedAt)}
          </dd>
        </dl>
        <Decision {...props} />
      </section>
    </StaffLayout>
  );
}

const kindLabel: Record<AccessRequestKind, string> = { grant: '授权', enable: '重新启用', start_code: '开通码' };
const confirmLabel: Record<AccessRequestKind, string> = { grant: '同意，授权', enable: '同意，重新启用', start_code: '同意，给开通码' };

/** Whoever confirms a start code sees it; whoever asked for it never does. */
function afterText(kind: AccessRequestKind, own: boolean): string {
  if (kind !== 'start_code') return '生效以后，这个人要重新进来一次。';
  return own ? '另一位同意以后，码只有那一位看得到，当面念给本人。' : '同意以后，码只有您看得到，当面念给本人。';
}

function Decision({ request, own, gone, shown, errors }: AccessRequestPageProps) {
  const { outcome, decidedAt, decidedByName } = request;
  if (outcome !== null) {
    const when = decidedAt === null ? '' : `，${dateAndClock(decidedAt)}`;
    const word = outcome === 'confirmed' ? '确认，已经生效。' : own ? '已撤回，什么都没有动。' : '没有同意，什么都没有动。';
    return <p class={outcome === 'confirmed' ? 'done-line' : ''}>{`${decidedByName ?? ''}${when}：${word}`}</p>;
  }
  return (
    <>
      {gone ? <p class={own ? undefined : 'wrong'}>{gone}</p> : null}
      <div class="acts">
        {gone === null ? (
          <PostForm action={paths.accessRequest(request.id)} hidden={{ shown, outcome: 'confirmed' }}>
            {request.kind === 'start_code' ? <PresentTick errors={errors} /> : null}
            <button class="act main">{confirmLabel[request.kind]}</button>
          </PostForm>
        ) : null}
        <PostForm action={paths.accessRequest(request.id)} hidden={{ shown, outcome: 'declined' }}>
          <button class="act">{own ? '不提了，撤回' : '不同意'}</button>
        </PostForm>
      </div>
      <p class="hint">{afterText(request.kind, own)}</p>
    </>
  );
}
