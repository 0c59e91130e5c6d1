/** 户籍 as a form offers it. */
export const sameAsHome = '和住处一样';
export const registeredElsewhere = '本市以外（写在下面）';
