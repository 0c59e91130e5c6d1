import type { Instant } from './calendar.ts';

// RFC 6238 as authenticator apps speak it: HMAC-SHA-1, six digits, steps of thirty seconds. Keys and HMACs are made in vault.ts.

const STEP_MS = 30_000;
const DIGITS = 6;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The half minute that an instant lies in. */
export function stepAt(now: Instant): number {
  return Math.floor(now / STEP_MS);
}

/** Steps whose code is taken now: telephones are half a minute slow or fast. */
export function stepsTaken(now: Instant): readonly number[] {
  return [-1, 0, 1].map((away) => stepAt(now) + away);
}

/** RFC 4226, 5.3: four bytes of the HMAC from where its last one says, without the sign, as six digits. */
export function digitsOf(mac: Uint8Array): string {
  const from = (mac[mac.length - 1] ?? 0) & 15;
  const number = [0, 1, 2, 3].reduce((sum, index) => sum * 256 + ((mac[from + index] ?? 0) & (index === 0 ? 127 : 255)), 0);
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** RFC 4648 without padding: how apps take a key that is typed. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

export function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bits = [...text].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
}

/** What the square says that an app reads. Some apps show letters of other scripts badly, so the product's name is in Latin ones. */
export function enrolmentLink(secret: string, login: string): string {
  return `otpauth://totp/Zhucan:${encodeURIComponent(login)}?secret=${secret}&issuer=Zhucan&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1000}`;
}
