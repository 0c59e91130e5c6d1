import type { Instant } from '../domain/calendar.ts';
import * as t from '../store/schema.ts';
import { hashSecret, newTotpSecret, type Vault } from '../vault.ts';
import { CLERK, LOGINS, NEWCOMER } from './personas.ts';
import type { Insert } from './rows.ts';

/** As long as the demo county's menus last: whoever looks at it late can still begin. */
const START_CODE_DAYS = 14;

/** Names and passwords of two who have signed in before, and a start code for one who has not. */
export async function loadLogins(insert: Insert, vault: Vault, now: Instant): Promise<void> {
  for (const { personId, login, password } of LOGINS) {
    const sealed = personId === CLERK.id ? await vault.seal({ table: 'staff_login', column: 'totp_sealed', row: personId }, newTotpSecret()) : null;
    const secondFactor = sealed === null ? {} : { totpSealed: sealed, totpConfirmedAt: now, totpStep: 0 };
    insert(t.staffLogin, [{ personId, login, passwordHash: await hashSecret(password), passwordSetAt: now, ...secondFactor }]);
  }
  const { id: personId, login, startCode } = NEWCOMER;
  insert(t.staffLogin, [{ personId, login }]);
  const codeHash = await hashSecret(startCode);
  insert(t.startCode, [{ id: 'start-demo', personId, codeHash, resets: 'nothing', issuedAt: now, issuedBy: 'job:demo', reason: '演示', expiresAt: now + START_CODE_DAYS * 86_400_000 }]);
}
