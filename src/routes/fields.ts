import type { Context } from 'hono';
import { validator } from 'hono/validator';
import * as z from 'zod';
import { parseMonth, parseServiceDate } from '../domain/calendar.ts';
import { SERVICE_MODES } from '../domain/meal-slot.ts';
import type { App } from '../request.ts';

/** An opaque id or code as it stands in a URL or a hidden field. */
export const id = z.string().regex(/^[\w-]{1,40}$/);

/** The key that a form carries from the moment it was shown, so that pressing twice does one thing. */
export const requestKey = z.string().regex(/^[0-9a-z]{16}$/);

/** An amount that a page carried along in a hidden field. */
export const hiddenFen = z
  .string()
  .regex(/^\d{1,7}$/)
  .transform(Number);

/** The page of a long list, the first one where none is named. */
export const pageNumber = z.string().regex(/^[1-9]\d{0,4}$/).default('1').transform(Number);

export const serviceMode = z.enum(SERVICE_MODES);

export const serviceDate = z.string().transform((text, context) => {
  const date = parseServiceDate(text);
  if (!date) context.addIssue({ code: 'custom', message: 'not a date' });
  return date ?? z.NEVER;
});

export const month = z.string().transform((text, context) => {
  const parsed = parseMonth(text);
  if (!parsed) context.addIssue({ code: 'custom', message: 'not a month' });
  return parsed ?? z.NEVER;
});

type Answer = Response | Promise<Response>;

/** Path segments: what does not look like an id cannot exist, so it is not found. */
export function segments<T extends z.ZodType>(schema: T) {
  return validator('param', (value, c: Context<App>) => checked(schema, value, () => c.notFound()));
}

/** What stands behind the `?`: unknown names are ignored (messengers add their own), and what cannot be an id is not found. */
export function query<T extends z.ZodType>(schema: T) {
  return validator('query', (value, c: Context<App>) => checked(schema, value, () => c.notFound()));
}

/** Of a page of settings: whether they were set by the press before, so that it says so. */
export const justSet = query(z.object({ done: z.literal('set').optional().catch(undefined) }));

/** A form's fields, every one of them known. `refused` shows the page again with what was typed. */
export function form<T extends z.ZodType>(schema: T, refused: (c: Context<App>, typed: Typed, error: z.ZodError) => Answer) {
  return validator('form', (value, c: Context<App>) => checked(schema, value, (error) => refused(c, typedText(value), error)));
}

/** What somebody typed, field by field, to be shown again. */
export type Typed = Readonly<Record<string, string>>;

function typedText(value: Record<string, unknown>): Typed {
  return Object.fromEntries(Object.entries(value).filter((field): field is [string, string] => typeof field[1] === 'string'));
}

function checked<T extends z.ZodType>(schema: T, value: unknown, refused: (error: z.ZodError) => Answer) {
  const result = schema.safeParse(value);
  return result.success ? result.data : refused(result.error);
}
