/** Large stands above a meal, small beside its name in a list. */
export const PICTURE_SIZES = ['large', 'small'] as const;
export type PictureSize = (typeof PICTURE_SIZES)[number];

/** What a page's weight leaves for its pictures (elder-mode.md: 60 kB in all, of which one large or five small). The browser makes them so. */
export const PICTURE_LIMITS: Record<PictureSize, { bytes: number; width: number; height: number }> = {
  large: { bytes: 32_000, width: 720, height: 296 },
  small: { bytes: 6_000, width: 192, height: 140 },
};

/** The most small photos on one page, each counted once however often it stands there. */
export const MOST_SMALL = 5;

/** Which photos a page carries: the first ones that it would show. */
export function carriedPhotos(wanted: readonly (string | null)[]): ReadonlySet<string> {
  return new Set([...new Set(wanted.filter((one) => one !== null))].slice(0, MOST_SMALL));
}

export const PICTURE_TYPE = 'image/jpeg';

export type PictureProblem = 'none' | 'not_a_photo' | 'too_large';

/**
 * Whether these bytes are a photo that a page can carry: a JPEG by its first and last marks, whatever its name says, and not above the limit.
 * Null: it is. Refusals: `none`, `not_a_photo`, `too_large`.
 */
export function pictureProblem(bytes: Uint8Array, size: PictureSize): PictureProblem | null {
  if (bytes.length === 0) return 'none';
  const [first, second, third] = bytes;
  const whole = bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
  if (first !== 0xff || second !== 0xd8 || third !== 0xff || !whole) return 'not_a_photo';
  return bytes.length > PICTURE_LIMITS[size].bytes ? 'too_large' : null;
}
