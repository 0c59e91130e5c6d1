/** The first and last marks of a JPEG, and so many bytes between. */
export const jpeg = (length: number, fill = 0): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, at) => [0xff, 0xd8, 0xff][at] ?? (at === length - 2 ? 0xff : at === length - 1 ? 0xd9 : fill));
