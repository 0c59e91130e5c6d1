import { createContext, useContext } from 'hono/jsx';
import { paths } from './paths.ts';

/** Whether the page stands on a tablet that others share, open by a PIN. The staff layout and whoever answers with a sheet say so. */
export const OnTablet = createContext(false);

/** Leaves the tablet to the next person. On any other device there is no such button. */
export function TabletLock() {
  if (!useContext(OnTablet)) return null;
  return (
    <form method="post" action={paths.tabletLock()}>
      <button class="act">换人，锁屏</button>
    </form>
  );
}
