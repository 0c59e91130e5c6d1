/**
 * Full-width letters, digits and signs (０, Ｘ, ．, ～) as their ASCII twins, the ideographic space as a space. Chinese
 * keyboards produce them unasked. Not Unicode's NFKC, which would also turn ② and ² into a 2 that nobody typed.
 */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}
