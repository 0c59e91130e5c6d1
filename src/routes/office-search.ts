import { readSearch } from '../domain/counter.ts';
import { parseIdNumber } from '../domain/id-number.ts';
import type { OfficeSearch } from '../store/elder-records.ts';
import { formProblemText } from '../../web/application-text.ts';
import { elderSearchText } from '../../web/civil/elders-page.tsx';

/** Fifteen digits and more are an ID number, or one that was mistyped; everything else is read as at a counter. Null: nothing was typed. */
export function readMeant(typed: string): OfficeSearch | { wrong: string } | null {
  if (/^[\s\d０-９XxＸｘ]{15,}$/.test(typed.trim())) {
    const parsed = parseIdNumber(typed);
    return 'problem' in parsed ? { wrong: formProblemText[`id_${parsed.problem}`] } : { kind: 'id_number', number: parsed.number };
  }
  const search = readSearch(typed);
  return search?.kind === 'mistyped_card_number' ? { wrong: elderSearchText.mistyped_card_number } : search;
}
