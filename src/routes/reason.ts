import * as z from 'zod';
import { readWords } from '../domain/application-form.ts';
import { formProblemText } from '../../web/application-text.ts';
import type { FieldError } from '../../web/form.tsx';
import { form } from './fields.ts';
import { problem } from './problems.tsx';

// Why somebody takes something away, where one press does it: the log keeps the words.

export const because = form(z.strictObject({ reason: z.string().max(2000) }), (c) => problem(c, 422));

/** `missing`: what to say to whoever wrote nothing; `most`: how many letters. */
export function readReason(typed: string, missing: string, most = 200): { reason: string } | { errors: FieldError[] } {
  const words = readWords('reason', typed, true, most);
  const [wrong] = words.problems;
  return wrong ? { errors: [{ field: 'reason', message: wrong.problem === 'missing' ? missing : formProblemText[wrong.problem] }] } : { reason: words.value };
}
