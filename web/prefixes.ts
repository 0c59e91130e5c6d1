import { paths } from './paths.ts';

// Whose address it is, by its first part.

/** The first page of those who work at this address; null at an elder's address. The ways in of people at work lead to their own sign-in. */
export function workAt(path: string): string | null {
  if (path.startsWith(`${paths.signIn()}/`)) return paths.ownLogin();
  return [paths.canteen(), paths.civil(), paths.community()].find((prefix) => path === prefix || path.startsWith(`${prefix}/`)) ?? null;
}

/** The first page of families where this address is one of theirs; null elsewhere. */
export function familyAt(path: string): string | null {
  return path === paths.family() || path.startsWith(`${paths.family()}/`) ? paths.family() : null;
}

/** Where to ask what became of a step that was taken at `path`: under the same prefix, so that its reader finds a page of their own. */
export function outcomeAt(path: string, requestId: string, taken: number): string {
  return `${workAt(path) ?? familyAt(path) ?? ''}/outcomes/${requestId}?at=${taken}`;
}

/** Whether forms with a file are posted here. */
export function takesFile(path: string): boolean {
  return path.startsWith(`${paths.rosters()}/uploads/`) || path.startsWith(`${paths.canteenPictures()}/`);
}
