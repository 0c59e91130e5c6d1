import type { Child } from 'hono/jsx';

export type Column = {
  head: string;
  /** Figures stand at the right with equal digits. */
  numeric?: boolean;
  /** Further classes of the column: `name`, `tick`, `what`… as the style sheet has them. */
  class?: string;
};

export type TableProps = {
  columns: readonly Column[];
  rows: readonly (readonly Child[])[];
  foot?: readonly Child[];
  caption?: string;
  class?: string;
  /** Class of a row, by its index: `wrong`, `done`. */
  rowClass?: (index: number) => string | undefined;
};

const cellClass = (column: Column | undefined) =>
  [column?.numeric ? 'n' : '', column?.class ?? ''].filter(Boolean).join(' ') || undefined;

function Row({ columns, cells, class: name }: { columns: readonly Column[]; cells: readonly Child[]; class?: string }) {
  return (
    <tr class={name}>
      {cells.map((cell, index) => (
        <td class={cellClass(columns[index])}>{cell}</td>
      ))}
    </tr>
  );
}

/** A table of figures or names. The wrapper scrolls sideways on a narrow screen, and takes the keyboard for it. */
export function Table({ columns, rows, foot, caption, class: name, rowClass }: TableProps) {
  return (
    <div class="scroll" role="group" aria-label={caption ?? columns[0]?.head} tabindex={0}>
      <table class={name}>
        {caption ? <caption>{caption}</caption> : null}
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={cellClass(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, index) => (
            <Row columns={columns} cells={cells} class={rowClass?.(index)} />
          ))}
        </tbody>
        {foot ? (
          <tfoot>
            <Row columns={columns} cells={foot} />
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}
