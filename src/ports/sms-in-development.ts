import type { SmsPort } from './sms.ts';

/** A message as the development version keeps it. */
export type KeptLetter = { to: string; text: string; at: number };

/** The part of a KV namespace that is needed. */
type Store = {
  put(key: string, value: string): Promise<void>;
  get(key: string): Promise<string | null>;
  list(options: { prefix: string; limit: number }): Promise<{ keys: readonly { name: string }[] }>;
};

const PREFIX = 'sms:';
const MOST = 100;
/** Later than any clock of a demo: keys sort with the newest first. */
const END_OF_TIME = 9_999_999_999_999;

/** Development: no phone rings. What would have been sent is kept, once for each key however often it is sent, and shown on a page. */
export function keptSms(store: Store): SmsPort {
  return {
    async send({ key, to, text }, now) {
      if ((await store.get(`sent:${key}`)) !== null) return { sent: true };
      await store.put(`${PREFIX}${END_OF_TIME - now}:${key}`, JSON.stringify({ to, text, at: now }));
      await store.put(`sent:${key}`, '1');
      return { sent: true };
    },
  };
}

/** What was sent, newest first. */
export async function keptLetters(store: Store): Promise<KeptLetter[]> {
  const { keys } = await store.list({ prefix: PREFIX, limit: MOST });
  const texts = await Promise.all(keys.map(({ name }) => store.get(name)));
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text)]));
}
