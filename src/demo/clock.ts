import { parseServiceDate, instantAt, type Instant } from '../domain/calendar.ts';

/** The demo's clock is the machine's, moved. It goes on ticking, so that a cut-off can be crossed by waiting too. */
const OFFSET_KEY = 'clock-offset-ms';

export async function demoNow(store: KVNamespace): Promise<Instant> {
  const offset = Number((await store.get(OFFSET_KEY)) ?? 0);
  return Date.now() + offset;
}

export async function setDemoClock(store: KVNamespace, wanted: Instant | 'real'): Promise<void> {
  if (wanted === 'real') return store.delete(OFFSET_KEY);
  return store.put(OFFSET_KEY, String(wanted - Date.now()));
}

const ISO_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/i;
const SHANGHAI = '+08:00';

/** 'real', an ISO time with its zone, or one without (taken as Shanghai's). Null when it is none of these. */
export function parseClock(text: string): Instant | 'real' | null {
  const plain = text.trim();
  if (plain === 'real') return 'real';
  const [, dateText = '', hours = '0', minutes = '0', seconds = '0', fraction = '', zone = SHANGHAI] = ISO_TIME.exec(plain) ?? [];
  const date = parseServiceDate(dateText);
  if (!date || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const inShanghai = Number(hours) * 60 + Number(minutes) + minutesEast(SHANGHAI) - minutesEast(zone);
  return instantAt(date, inShanghai) + Number(seconds) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}

/** '+08:00' → 480, '-0500' → -300, 'Z' → 0. */
function minutesEast(zone: string): number {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
