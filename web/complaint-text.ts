import type { ServiceDate } from '../src/domain/calendar.ts';
import { isOverdue, type Face } from '../src/domain/rating.ts';
import { faceSpoken } from './elder/faces.tsx';
import { dayText } from './format.tsx';

export const ownerProblemText = '选一个：交给这里的谁办。';
export const handedOnText = '刚刚已经有人把它交给别人了。请看下面现在归谁办，还要换再换。';

/** 不好：凉了 */
export const saidText = ({ face, words }: { face: Face; words: string }) => `${faceSpoken[face]}${words ? `：${words}` : ''}`;

type Waiting = Parameters<typeof isOverdue>[0] & { ownerName: string | null };

/** Whose turn it is and until when: 李芳办，11 月 28 日，星期六以前 · 过期了. */
export function turnText(line: Waiting, today: ServiceDate): string {
  const owner = line.ownerName === null ? '还没有人办' : `${line.ownerName}办`;
  return `${owner}，${isOverdue(line, today) ? `过期了，该在 ${dayText(line.dueDate, today)}以前回话` : `${dayText(line.dueDate, today)}以前回话`}`;
}
