import { createContext, useContext } from 'hono/jsx';

/** What the fields of one page are called, as each of them says when it is rendered. The document gives every page a list of its own. */
export const FieldNames = createContext<Map<string, string> | null>(null);

/** A field says what it is called, for the summary above it: of a question its last sentence, without what stands in brackets. */
export function called(field: string, label: string): void {
  useContext(FieldNames)?.set(field, /([^。]+)。?$/.exec(label)?.[1]?.split(/[（：？]/)[0] ?? label);
}
