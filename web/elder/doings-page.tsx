import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { FamilyDoing, Undo } from '../../src/domain/family-doing.ts';
import { familySaidText } from '../family-text.ts';
import { PostForm } from '../form.tsx';
import { spokenDay, spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { weekdaysText } from '../standing-order-text.ts';
import { mealSpoken } from '../text.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';

export type DoingLine = { doing: FamilyDoing; undo: Undo };

const AT_ONCE = 4;

/** What family did for her, the latest first; what can be taken back has one button that does it. */
export function DoingsPage({ frame, lines, today, newKey }: { frame: ElderFrame; lines: readonly DoingLine[]; today: ServiceDate; newKey: () => string }) {
  const rows = lines.map((line) => <Doing {...{ line, today, newKey }} />);
  return (
    <ElderLayout frame={frame} title="家里人替您办了什么">
      <Question phrases={lines.length > 0 ? ['家里人', '替您办的'] : ['这一个月，', '家里人没有替您改过什么']} />
      {rows.slice(0, AT_ONCE)}
      {rows.length > AT_ONCE ? (
        <details>
          <summary>再早一点的</summary>
          {rows.slice(AT_ONCE)}
        </details>
      ) : null}
      <StepBack href={paths.relatives()} />
    </ElderLayout>
  );
}

function Doing({ line: { doing, undo }, today, newKey }: { line: DoingLine; today: ServiceDate; newKey: () => string }) {
  return (
    <div class="slip">
      <div>
        <b>{familySaidText(doing)}</b>
        <br />
        {doneText(doing, today)}
      </div>
      {doing.kind === 'diet' ? (
        <a class="plain" href={paths.diet('all')}>
          看看食堂记着什么
        </a>
      ) : null}
      {undo ? <UndoForm undo={undo} kind={doing.kind} newKey={newKey} /> : null}
    </div>
  );
}

function doneText({ kind, slot, weekdays, date, resume }: FamilyDoing, today: ServiceDate): string {
  const meal = slot === null ? '' : mealSpoken[slot];
  switch (kind) {
    case 'begun':
      return `替您把${weekdaysText(weekdays ?? '')}的${meal}天天订着。`;
    case 'changed':
      return `替您把天天订的${meal}改成${weekdaysText(weekdays ?? '')}。`;
    case 'ended':
      return `替您把天天订的${meal}停了，以后不订。`;
    case 'skipped':
      return date === null || slot === null ? '' : `替您停了${spokenMeal(date, slot, today)}，别的日子照旧。`;
    case 'paused':
      return `替您把天天订的饭停了，${date === null ? '' : `${spokenDay(date, today)}起，`}${resume === null ? '哪天接着吃还没定。' : `${spokenDay(resume, today)}接着吃。`}`;
    case 'diet':
      return '替您告诉食堂您不能吃什么。';
  }
}

function UndoForm({ undo, kind, newKey }: { undo: NonNullable<Undo>; kind: FamilyDoing['kind']; newKey: () => string }) {
  switch (undo.undo) {
    case 'end':
      return <Press action={paths.standingEnd(undo.id)}>不要，以后不订了</Press>;
    case 'restore':
      return (
        <Press action={paths.standingRestoration(undo.id)} hidden={{ key: newKey() }}>
          {kind === 'ended' ? '要，接着天天订' : '改回原来的'}
        </Press>
      );
    case 'eat':
      return (
        <Press action={paths.standingSkips(undo.id)} hidden={{ date: undo.date, want: 'eat' }}>
          这顿我要吃
        </Press>
      );
    case 'pause_end':
      return (
        <Press action={paths.pauseEnd(undo.id)} hidden={{ key: newKey() }}>
          不停了，接着吃
        </Press>
      );
    case 'diet':
      return (
        <Press action={paths.dietRestoration()} hidden={{ version: undo.id }}>
          不对，改回原来的
        </Press>
      );
  }
}

function Press({ action, hidden = {}, children }: { action: string; hidden?: Readonly<Record<string, string>>; children: string }) {
  return (
    <PostForm action={action} hidden={hidden}>
      <button class="plain">{children}</button>
    </PostForm>
  );
}
