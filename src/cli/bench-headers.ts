// What the bench of a county and its Worker agree on.

export const BARE_PATH = '/select-1';
/** The time of the request, as the product sees it. */
export const NOW_HEADER = 'x-bench-now';
/** What the request cost D1, as JSON. */
export const COST_HEADER = 'x-bench-cost';
