import type { Instant } from '../domain/calendar.ts';

/** One message for one phone. `key`: the same for every try, so that the provider delivers it once. */
export type Letter = { key: string; to: string; text: string };

/** `final`: refused for good. `cause` says why in a few words and holds nothing about people: it is recorded and logged. */
export type SmsOutcome = { sent: true } | { sent: false; cause: string; final: boolean };

/** Whatever brings messages to phones. Answers always: a fault of the network is an outcome too. */
export type SmsPort = { send(letter: Letter, now: Instant): Promise<SmsOutcome> };

/** HMAC-SHA256 in hexadecimal: the vault makes it. */
type Sign = (secret: string, text: string) => Promise<string>;

const PATIENCE_MS = 8_000;

/**
 * Production: a message is posted as JSON to the county's provider, or to a small adapter before it. The signature covers the time and
 * the body, `X-Zhucan-Signature: HMAC(secret, time + '.' + body)`, so that the other side can tell a forged and an old request.
 * Answered 2xx: taken over. 408, 409, 425, 429 and 5xx: later again. Any other: refused for good.
 */
export function webhookSms(url: string, secret: string, sign: Sign, post: typeof fetch = (...request) => fetch(...request)): SmsPort {
  return {
    async send({ key, to, text }, now) {
      const body = JSON.stringify({ key, to, text });
      const time = String(now);
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': key,
        'x-zhucan-time': time,
        'x-zhucan-signature': await sign(secret, `${time}.${body}`),
      };
      try {
        // A redirect is not followed: the message would go where nobody signed for.
        const { status } = await post(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
        return outcomeOf(status);
      } catch (error) {
        return { sent: false, cause: error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable', final: false };
      }
    },
  };
}

const LATER = [408, 409, 425, 429];

function outcomeOf(status: number): SmsOutcome {
  if (status >= 200 && status < 300) return { sent: true };
  return { sent: false, cause: `status ${status}`, final: status < 500 && !LATER.includes(status) };
}

export type SmsSettings = { SMS_WEBHOOK_URL?: string; SMS_WEBHOOK_SECRET?: string };

/** What the county has set up; null where it has not yet. A secret that is missing or short is no set-up: nothing goes out unsigned. */
export function smsOf({ SMS_WEBHOOK_URL: url, SMS_WEBHOOK_SECRET: secret }: SmsSettings, sign: Sign): SmsPort | null {
  if (!url?.startsWith('https://') || !secret || secret.length < 32) return null;
  return webhookSms(url, secret, sign);
}
