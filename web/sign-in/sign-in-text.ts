import type { SignInWay } from '../../src/domain/access.ts';
import type { PinProblem } from '../../src/domain/pin.ts';
import { PASSWORD_MOST, type PasswordProblem } from '../../src/domain/staff-login.ts';
import type { FieldError } from '../form.tsx';

export type SignInProblem = 'wrong' | 'code_used' | 'locked' | 'wrong_code' | 'wrong_password' | 'code_wrong' | 'code_unreadable' | 'crowded';

const words: Record<Exclude<SignInProblem, 'locked'>, string> = {
  wrong: '登录名、密码或者动态码不对。看看有没有多打、少打，大写锁定键关了没有；民政和管理的人，动态码也要填。',
  code_used: '这个动态码刚用过，一个码只能用一次。等手机上换下一个，再试。',
  wrong_code: '登录名或者开通码不对，也可能已经过期、用过了。请看看有没有打错；没打错，请管理员重新给一个。',
  wrong_password: '现在的密码不对。',
  code_wrong: '动态码对不上。请打手机上正在显示的 6 位；还不对，把手机的时间改成自动。',
  code_unreadable: '请打手机上显示的 6 位数字。',
  crowded: '从您这里的网络，一分钟里登录的次数太多，先停一停。过一分钟再试，打好的登录名还在。',
};

/** `minutes`: how long a lock lasts. It says nothing about whether anybody has the name. */
export function signInProblemText(problem: SignInProblem, minutes: number): string {
  if (problem !== 'locked') return words[problem];
  return `这个登录名试错的次数太多，锁住了，过 ${minutes} 分钟自己解开；在您以前登录过的别的电脑、手机上，现在就能登录。食堂的人等不及，请管理员解开。`;
}

/** Under the fields of a new password. */
export function passwordErrors(problem: PasswordProblem, letters: number): FieldError[] {
  if (problem === 'differs') return [{ field: 'again', message: '两次打的不一样，请重新打。' }];
  const messages = { short: `密码太短，至少 ${letters} 个字。`, long: `密码太长，最多 ${PASSWORD_MOST} 个字。`, is_login: '密码不能和登录名一样，别人第一个就猜它。' };
  return [{ field: 'password', message: messages[problem] }];
}

/** Under the fields of a new PIN. */
export function pinErrors(problem: PinProblem): FieldError[] {
  if (problem === 'differs') return [{ field: 'again', message: '两次打的不一样，请重新打。' }];
  return [{ field: 'pin', message: problem === 'trivial' ? '这样的 PIN 一猜就中。不要全是重复的，也不要一个接一个地数上去、数下来。' : '请打 6 位数字。' }];
}

export const passwordHint = (letters: number) =>
  `至少 ${letters} 个字，可以是一句好记的话，汉字、空格都行，不用夹数字和符号。猜密码的人试错几次就锁住，够长就够安全。`;

export const signInWayLabel: Record<SignInWay, string> = {
  card: '扫卡', phone_code: '短信验证码', start_code: '开通码，还没设好动态码', password: '密码', totp: '密码和动态码', pin: '平板上的 PIN',
};
