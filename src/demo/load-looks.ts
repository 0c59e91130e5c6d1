import { addDays, instantAt, type ServiceDate } from '../domain/calendar.ts';
import { lookAction } from '../domain/look.ts';
import * as t from '../store/schema.ts';
import { lookReasonText } from '../../web/look-text.ts';
import { CARD_ELDER_ID, CLERK, COOK, DAILY_ELDER_ID, ELDER_ID, SECOND_COOK, TOWN_OFFICIAL } from './personas.ts';
import type { Insert } from './rows.ts';

/** Who looked at whom in the days before today: an auditor has something to ask about. */
export function loadLooks(insert: Insert, today: ServiceDate): void {
  const looks = [
    { who: COOK.id, whose: ELDER_ID, field: 'phone', why: 'call', words: '午饭改到下午取', days: -6, minute: 10 * 60 + 12 },
    { who: SECOND_COOK.id, whose: DAILY_ELDER_ID, field: 'address', why: 'visit', words: '', days: -5, minute: 11 * 60 + 3 },
    { who: TOWN_OFFICIAL.id, whose: CARD_ELDER_ID, field: 'id_number', why: 'verify', words: '核对残疾证', days: -3, minute: 15 * 60 + 40 },
    { who: CLERK.id, whose: ELDER_ID, field: 'phone', why: 'other', words: '回访补贴到账情况', days: -2, minute: 9 * 60 + 25 },
    { who: CLERK.id, whose: CARD_ELDER_ID, field: 'id_number', why: 'paper', words: '报市里的名册', days: -1, minute: 16 * 60 + 8 },
  ] as const;
  insert(t.audit, looks.map(({ who, whose, field, why, words, days, minute }, index) => ({
    id: `demo-look-${index}`, at: instantAt(addDays(today, days), minute), actor: `person:${who}`, action: lookAction(field), subject: `elder:${whose}`,
    requestId: `demo-look-${index}`, reason: lookReasonText(why, words),
  })));
}
