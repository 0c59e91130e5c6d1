/**
 * The digit that ends a card number, worked out from the digits before it (Luhn, ISO/IEC 7812-1): a card number with one digit
 * mistyped, or two neighbours swapped (but 09 for 90), does not end in its own check digit.
 */
export function checkDigitOf(digits: string): string {
  const weighted = [...digits].toReversed().map((digit, index) => (index % 2 === 0 ? crossSum(2 * Number(digit)) : Number(digit)));
  const sum = weighted.reduce((all, one) => all + one, 0);
  return String((10 - (sum % 10)) % 10);
}

/** Whether a number can stand on a card at all. */
export function endsInCheckDigit(number: string): boolean {
  return /^\d{2,}$/.test(number) && checkDigitOf(number.slice(0, -1)) === number.slice(-1);
}

function crossSum(below20: number): number {
  return below20 > 9 ? below20 - 9 : below20;
}
