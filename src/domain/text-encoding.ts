/**
 * Bytes as text: by the byte order mark (UTF-8, or the UTF-16 of Excel's "Unicode text"), else as UTF-8 where every byte fits, else
 * as GB18030, which Excel and WPS write in China. Null: none of them.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  const text = decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030');
  return text === null || text.includes('\0') ? null : text;
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}
