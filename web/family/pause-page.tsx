import type { ServiceDate } from '../../src/domain/calendar.ts';
import { PAUSE_REASONS, type PauseReason } from '../../src/domain/pause.ts';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { OneOf } from '../standing-fields.tsx';
import { pauseReasonLabel } from '../standing-order-text.ts';
import { FamilyLayout, Refusal, type FamilyFrame } from './family-layout.tsx';
import { BackToArrangements, MovingLines, type Moving } from './standing-change.tsx';

type About = { frame: FamilyFrame; elderId: string; who: string };

export type FamilyPausePageProps = About & {
  /** Whether one holds or comes: the last word takes its place. */
  paused: boolean;
  typed: { start: string; resume: string; reason: string };
  errors?: readonly FieldError[];
};

/** From when until when; everything that is ordered day after day rests. */
export function FamilyPausePage({ frame, elderId, who, paused, typed, errors = [] }: FamilyPausePageProps) {
  return (
    <FamilyLayout title="停到哪天" frame={frame}>
      <h1>
        {who}的长期订餐，{paused ? '改停到哪天？' : '停到哪天？'}
      </h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <form method="get" action={paths.familyPauseCheck(elderId)} novalidate>
          <Field name="start" label="从哪天起停" type="date" value={typed.start} errors={errors} />
          <Field name="resume" label="哪天接着吃" hint="还不知道，就空着。到了那天自动接着订。" type="date" value={typed.resume} errors={errors} />
          <OneOf legend="为什么停" name="reason" options={PAUSE_REASONS.map((value) => ({ value, label: pauseReasonLabel[value] }))} value={typed.reason} />
          <button class="act main">下一步，核对</button>
        </form>
      </section>
      <BackToArrangements elderId={elderId} />
    </FamilyLayout>
  );
}

export type FamilyPauseCheckPageProps = About & Moving & {
  today: ServiceDate; from: ServiceDate; resume: ServiceDate | null; reason: PauseReason; requestKey: string;
  /** The pause that this page knew of, so that nobody's word is overwritten unseen. */
  seen: string;
  notice?: string;
};

export function FamilyPauseCheckPage({ frame, elderId, who, today, from, resume, reason, requestKey, seen, gone, stay, notice }: FamilyPauseCheckPageProps) {
  const back = resume === from;
  const until = resume === null ? '先停着，哪天接着吃再定' : `停，${dayText(resume, today)}接着吃`;
  return (
    <FamilyLayout title="请核对" frame={frame}>
      <h1>
        {who}，{back ? `${dayText(from, today)}起接着吃，对不对？` : `${dayText(from, today)}起${until}，对不对？`}
      </h1>
      <Refusal text={notice} />
      <section class="card">
        <p>{back ? '照旧按长期订的订饭。' : '长期订的饭都停，早回来随时可以接着吃。'}</p>
        <MovingLines {...{ gone, stay, today }} goes="都退掉，不收钱" />
        <PostForm action={paths.familyPauses(elderId)} hidden={{ key: requestKey, start: from, resume: resume ?? 'open', reason, seen }}>
          <button class="act main big">{back ? '对，接着吃' : resume === null ? '对，先停着' : '对，停到那天'}</button>
        </PostForm>
      </section>
      <BackToArrangements elderId={elderId} />
    </FamilyLayout>
  );
}
