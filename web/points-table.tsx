import type { Child } from 'hono/jsx';

/** Points line by line, each group with its sums above: the first column is the point, the others are figures. */
export function PointsTable({ figures, even = false, children }: { figures: readonly string[]; even?: boolean; children: Child }) {
  return (
    <section class="card">
      <div class="scroll" role="group" aria-label="各助餐点" tabindex={0}>
        <table class={even ? 'ledger folded even' : 'ledger folded'}>
          <thead>
            <tr>
              <th scope="col">助餐点</th>
              {figures.map((figure) => (
                <th scope="col" class="n">
                  {figure}
                </th>
              ))}
            </tr>
          </thead>
          {children}
        </table>
      </div>
    </section>
  );
}

/** Somebody looks after a place in which nobody cooks yet. */
export const NoPoints = () => <p class="card empty">您负责的范围里还没有助餐点。</p>;
