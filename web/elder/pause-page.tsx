import type { ServiceDate } from '../../src/domain/calendar.ts';
import { PostForm } from '../form.tsx';
import { spokenDay } from '../format.tsx';
import { paths } from '../paths.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';
import { MovingLines, type Moving } from './standing-order-change.tsx';

type Window = { from: ServiceDate; resume: ServiceDate | null; today: ServiceDate };

/** Until when: the day to come back on, a row each. */
export function PauseDaysPage({ frame, from, today, choices, paused }: { frame: ElderFrame; from: ServiceDate; today: ServiceDate; choices: readonly (ServiceDate | null)[]; paused: boolean }) {
  return (
    <ElderLayout frame={frame} title="停到哪天" footnote="所有天天订着的饭都停。到了那天，自动给您接着订。">
      <Question phrases={paused ? ['改停到哪天？'] : [`${spokenDay(from, today)}起停，`, '停到哪天？']} />
      {choices.map((resume) => (
        <a class="choice" href={paths.pauses(resume ?? 'open')}>
          <span>
            <b>{resume === null ? '先停着' : spokenDay(resume, today)}</b> {resume === null ? '什么时候吃，再说' : '接着吃'}
          </span>
        </a>
      ))}
      <StepBack href={paths.standingOrders()} />
    </ElderLayout>
  );
}

/** Read once more, with what is ordered already by name. */
export function PauseCheckPage({ frame, from, resume, today, gone, stay, requestKey }: Moving & Window & { frame: ElderFrame; requestKey: string }) {
  const back = resume === from;
  return (
    <ElderLayout frame={frame} title={back ? '接着吃吗' : '先停着吗'} footnote={back ? null : '早回来，随时可以接着吃。'}>
      <Question phrases={headingOf({ from, resume, today })} />
      <div class="slip">
        <div>{resume === null ? '什么时候想吃，再来接着订。' : `${spokenDay(resume, today)}起，照旧给您订饭。`}</div>
        <MovingLines {...{ gone, stay, today }} />
      </div>
      <PostForm action={paths.pauses()} hidden={{ key: requestKey, resume: resume ?? 'open' }}>
        <button class="go">{back ? '对，接着吃' : '对，先不订了'}</button>
      </PostForm>
      <StepBack href={paths.pauses()} />
    </ElderLayout>
  );
}

function headingOf({ from, resume, today }: Window): string[] {
  if (resume === from) return [`${spokenDay(from, today)}起接着吃，`, '对吗？'];
  if (resume === null) return [`${spokenDay(from, today)}起先停着，`, '对吗？'];
  return [`${spokenDay(from, today)}起停，`, `${spokenDay(resume, today)}接着吃，`, '对吗？'];
}
