/** 138****5678; a landline keeps area code and last four: 0632-***0123. Of all else at most two characters show. */
export function maskPhone(phone: string): string {
  const mobile = /^(1\d{2})\d{4}(\d{4})$/.exec(phone);
  if (mobile) return `${mobile[1]}****${mobile[2]}`;
  const landline = /^((?:010|02\d|0[3-9]\d{2})-?)(\d{3,4})(\d{4})$/.exec(phone);
  if (landline) return `${landline[1]}${'*'.repeat((landline[2] ?? '').length)}${landline[3]}`;
  return starsBefore(phone, 2);
}

function starsBefore(text: string, shown: number): string {
  return text.length <= shown * 2 ? '*'.repeat(text.length) : '*'.repeat(text.length - shown) + text.slice(-shown);
}

/** 王*兰, 李*: the first character and, of three or more, the last. */
export function maskName(name: string): string {
  const letters = [...name];
  if (letters.length < 3) return `${letters[0] ?? ''}${'*'.repeat(Math.max(0, letters.length - 1))}`;
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`;
}

/** A paper's number: at most its last two characters, and of a short one nothing. */
export function maskNumber(number: string): string {
  return starsBefore(number, 2);
}

/** 370481**********21: an ID number shows its area and its last two. A number that lost its digits (3.70481E+17) shows its area too, of all else a little. */
export function maskIdNumber(text: string): string {
  const whole = /^(\d{6})\d{10}(\d[\dX])$/.exec(text);
  if (whole) return `${whole[1]}${'*'.repeat(10)}${whole[2]}`;
  const rounded = /^(\d(?:\.\d{1,5})?)\d*([eE]\+?\d+)$/.exec(text);
  if (rounded) return `${rounded[1]}${rounded[2]}`;
  return text.length <= 4 ? '*'.repeat(text.length) : text.slice(0, 2) + '*'.repeat(text.length - 4) + text.slice(-2);
}
