import { createContext, useContext, type Child } from 'hono/jsx';

/** Whether the reader of a page changes nothing, as an auditor. The staff layout says so to everything inside it. */
export const ReadsOnly = createContext(false);

/** What leads to a change: nothing of it is shown to whoever only reads. Forms that post see to it themselves. */
export function Acts({ children }: { children: Child }) {
  return useContext(ReadsOnly) ? null : <>{children}</>;
}
