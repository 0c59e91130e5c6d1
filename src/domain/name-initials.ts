import { BY_INITIAL, DOUBLE_SURNAMES, SURNAME_INITIALS } from './initials-table.ts';

/** The surname that a full name begins with: one character, or two that are one. */
export function surnameOf(name: string): string {
  const two = name.slice(0, 2);
  return name.length > 2 && (two in SURNAME_INITIALS || DOUBLE_SURNAMES.includes(two)) ? two : name.slice(0, 1);
}

/**
 * The initials of a name in pinyin, 王桂兰 → 'wgl', as a column keeps them: of several readings of the surname the surname's own
 * first, each after a space (单桂兰 → 'sgl dgl'). Characters that the table does not know are left out; a name of none gives ''.
 */
export function initialsOf(name: string): string {
  const surname = surnameOf(name);
  const given = [...name.slice(surname.length)].map(initialOf).join('');
  const readings = SURNAME_INITIALS[surname] ?? [[...surname].map(initialOf).join('')];
  return readings.map((reading) => reading + given).join(' ').trim();
}

/** Whether somebody with these kept initials is meant by the letters, whole or from the front: 'wg' finds 王桂兰. */
export function hasInitials(kept: string, letters: string): boolean {
  return kept.split(' ').some((one) => one.startsWith(letters.toLowerCase()));
}

function initialOf(character: string): string {
  return Object.keys(BY_INITIAL).find((letter) => BY_INITIAL[letter]?.includes(character)) ?? '';
}
