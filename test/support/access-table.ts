// Who may ask what: one line or more for every route. A route that is not here fails the test.
import type { Ask } from './access-asks.ts';
import { CARE_ASKS, DOING_ASKS } from './access-care.ts';
import { FAMILY_ASKS } from './access-families.ts';
import { OF_CANTEENS } from './access-canteen.ts';
import { OF_ELDERS } from './access-elders.ts';
import { OF_OFFICES } from './access-offices.ts';
import { OF_SIGN_IN } from './access-sign-in.ts';

export const ASKS: Record<string, Ask[]> = { ...CARE_ASKS, ...OF_ELDERS, ...DOING_ASKS, ...FAMILY_ASKS, ...OF_CANTEENS, ...OF_OFFICES, ...OF_SIGN_IN };
