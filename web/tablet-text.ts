import type { FieldProblem } from '../src/domain/application-form.ts';
import type { FieldError } from './form.tsx';

export const tabletText = {
  usualName: '窗口平板',
  noPoint: '请选这块平板放在哪个助餐点。',
  nameTaken: '这个助餐点已经有一块叫这个名字的平板在用。换个名字，或者先停用那一块。',
  noReason: '请写为什么停用，例如：丢了、坏了、换新的。',
} as const;

export function tabletNameErrors(problems: readonly FieldProblem[], most: number): FieldError[] {
  return problems.map(({ field, problem }) => ({ field, message: problem === 'missing' ? '请给平板起个名字，例如：窗口平板。' : `名字太长，最多 ${most} 个字。` }));
}

/** One device is one tablet of one point. */
export const alreadyTabletText = ({ pointName, name }: { pointName: string; name: string }) => `这一块已经登记成${pointName}的“${name}”。要换地方、改名字，先停用它，再来登记。`;
