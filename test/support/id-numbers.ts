import { checkCharacter } from '../../src/domain/id-number.ts';

/** A valid ID number of an area that nobody was born in; an even `sequence` is a woman's. */
export function idNumberFor(birthDate: string, sequence: number): string {
  const body = `370499${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return body + checkCharacter(body);
}
