import { CHECK_POINTS } from '../../src/domain/application-claim.ts';
import type { Step } from '../../src/domain/application.ts';
import { checkPointLabel, type Category } from '../application-text.ts';
import { ApplicationShell, type ShellProps } from '../application-shell.tsx';
import { Select, TextArea, Ticks, type Option } from '../choice-fields.tsx';
import { PostForm } from '../form.tsx';
import { paths } from '../paths.ts';
import { ClaimField, claimOptions, HomeFields, PaperFields, type Filled } from './application-fields.tsx';

export type CommunityApplicationProps = ShellProps & {
  /** How many steps there were when the page was made: a form speaks of exactly that. */
  steps: number;
  /** What the village could do now. */
  open: readonly Step[];
  acting?: Step | 'look';
  registeredOptions: readonly Option[];
  points: readonly { id: string; name: string }[];
};

/** One application at the village: how it stands, then what can be done, then all that is known. */
export function CommunityApplicationPage(props: CommunityApplicationProps) {
  const { id } = props.record;
  const back = { href: paths.community(), label: '等着办的申请' };
  return <ApplicationShell {...props} {...{ back }} notice={paths.communityNotice(id)} look={paths.communityLook(id)} first={<Steps {...props} />} />;
}

function Steps(props: CommunityApplicationProps) {
  const { open, acting } = props;
  if (open.length === 0) return null;
  const of = (step: Step): Filled => (acting === step ? props : { typed: {}, errors: [] });
  const shown: Partial<Record<Step, unknown>> = {
    register: <Register {...props} {...of('register')} />,
    check: <Check {...props} {...of('check')} />,
    bring_papers: <Bring {...props} {...of('bring_papers')} />,
    ask_papers: (
      <WithNote {...props} {...of('ask_papers')} action="ask_papers" summary="缺材料，请申请人补" label="缺什么材料" button="请他补材料" open={acting === 'ask_papers'} />
    ),
    appeal: (
      <WithNote {...props} {...of('appeal')} action="appeal" summary="不同意结果，替他申请复核" label="为什么不同意（照他的话写）" button="申请复核" open={acting === 'appeal'} />
    ),
    dismiss: (
      <WithNote {...props} {...of('dismiss')} action="dismiss" summary="不受理" label="为什么不受理（申请人会看到）" button="不受理" open={acting === 'dismiss'} />
    ),
    withdraw: (
      <WithNote {...props} {...of('withdraw')} action="withdraw" summary="申请人不办了" label="谁说不办了，为什么" button="撤回这份申请" open={acting === 'withdraw'} />
    ),
  };
  return <section class="card">{[...open.filter(isMain), ...open.filter((step) => !isMain(step))].map((step) => shown[step] ?? null)}</section>;
}

/** The usual way on stands open and first; the others are folded under it. */
const isMain = (step: Step) => ['register', 'check', 'bring_papers'].includes(step);

const hiddenOf = ({ steps }: CommunityApplicationProps, action: Step) => ({ action, steps: String(steps) });

function Register(props: CommunityApplicationProps) {
  const { record, categories, typed, errors } = props;
  return (
    <PostForm action={paths.communitySteps(record.id)} hidden={hiddenOf(props, 'register')}>
      <h2>登记：打电话或入户问清楚以后填</h2>
      <ClaimField categories={categories} typed={typed} errors={errors} />
      {record.known === 'no' ? <HomeFields {...props} /> : null}
      <PaperFields typed={typed} errors={errors} villageKind={record.villageKind} />
      <TextArea name="note" label="申请理由（本人怎么说的）" value={typed['note']} errors={errors} />
      <button class="act main">登记这份申请</button>
    </PostForm>
  );
}

function Check(props: CommunityApplicationProps) {
  const { record, categories, typed, errors } = props;
  return (
    <PostForm action={paths.communitySteps(record.id)} hidden={hiddenOf(props, 'check')}>
      <h2>核查</h2>
      <Ticks
        legend="怎么核查的"
        prefix="point"
        options={CHECK_POINTS.map((value) => ({ value, label: checkPointLabel[value] }))}
        ticked={(value) => typed[`point_${value}`] === 'on'}
        errors={errors}
      />
      <FoundField {...{ record, categories, typed, errors }} />
      <PaperFields typed={typed} errors={errors} villageKind={record.villageKind} />
      <TextArea name="note" label="核查意见" hint="看到了什么，建议批还是不批。审批的人会看到。" value={typed['note']} errors={errors} />
      <button class="act main">核查完成，报{record.townKind}审批</button>
    </PostForm>
  );
}

/** What the check found: the level, the grade, or another value of the same kind. A category stays what it was asked for. */
function FoundField({ record, categories, typed, errors }: RecordPropsOf & Filled) {
  const { kind, value } = record;
  if (kind === null || kind === 'category') return null;
  const options = claimOptions(categories).filter((one) => one.value.startsWith(`${kind}:`) && one.value !== `${kind}:`);
  return (
    <Select
      name="found"
      label="核查认定"
      options={value === null ? [{ value: '', label: '请选' }, ...options] : options}
      value={typed['found'] ?? `${kind}:${value ?? ''}`}
      errors={errors}
    />
  );
}
type RecordPropsOf = { record: CommunityApplicationProps['record']; categories: readonly Category[] };

function Bring(props: CommunityApplicationProps) {
  const { record, typed, errors } = props;
  return (
    <PostForm action={paths.communitySteps(record.id)} hidden={hiddenOf(props, 'bring_papers')}>
      <h2>补来的材料</h2>
      <PaperFields typed={typed} errors={errors} villageKind={record.villageKind} />
      <TextArea name="note" label="说明" value={typed['note']} errors={errors} />
      <button class="act main">材料齐了，继续核查</button>
    </PostForm>
  );
}

type WithNoteProps = CommunityApplicationProps & { action: Step; summary: string; label: string; button: string };

/** The less usual ways on: folded, and each needs its reason. */
function WithNote(props: Omit<WithNoteProps, 'open'> & { open: boolean }) {
  const { record, action, summary, label, button, typed, errors, steps } = props;
  return (
    <details open={props.open}>
      <summary>{summary}</summary>
      <PostForm action={paths.communitySteps(record.id)} hidden={{ action, steps: String(steps) }}>
        <div class="field">
          <label for={`note-${action}`}>{label}</label>
          {errors.map(({ message }) => (
            <p class="wrong">{message}</p>
          ))}
          <textarea id={`note-${action}`} name="note" rows={2}>
            {typed['note'] ?? ''}
          </textarea>
        </div>
        <button class="act">{button}</button>
      </PostForm>
    </details>
  );
}
