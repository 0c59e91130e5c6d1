// A canteen whose books are being looked into: what its guests are told, and its staff.

/** Whoever is hungry is fed, and told nothing about books that she would have to worry about. */
export const stoppedAdvice = '这家食堂这会儿不能在网上订，不是您按错了。打上面的电话订，食堂记在纸上，饭照样有。您以前订好的都还在。';

/** What a cook does meanwhile. */
export const stoppedAtWork = '这里的账没有对上，民政查清以前，订餐、登记、充值、退款都停着，饭照常发。订过的在名单上打勾，没订的在纸上记姓名、吃什么、什么时候。恢复以后再补录：打了勾的在“纸单登记”，没订的在“登记吃饭”里按“没订，登记来吃”。';

/** The same beside one meal, under a page's own alarm. */
export const stoppedBriefly = '账停着，先记在纸上。';

/** What is done with money that somebody brings, or wants back. */
export const stoppedMoney = {
  top_up: '这会儿不能充值。先不要收钱，请本人等恢复以后再来。',
  refund: '这会儿不能退。先不要给钱，在纸上记姓名、要退多少，恢复以后再办。',
} as const;

/** What whoever orders for others does meanwhile. */
export const stoppedForOthers = '这家食堂的账停着，这里先不能订。打这家食堂的电话订，食堂记在纸上，饭照样有。';

export const booksStopText = { noReason: '请写怎么会这样、怎么改对的。' } as const;
