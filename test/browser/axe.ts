import axe from 'axe-core';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// axe leaves target-size off. The enhanced contrast rule is for elder pages; it reports 4.5 to 7, the other rule what is below.
const STAFF_RULES = { 'target-size': { enabled: true } };
const ELDER_RULES = { ...STAFF_RULES, 'color-contrast-enhanced': { enabled: true } };

/** What axe finds wrong and what it cannot tell: a contrast that nobody could measure is not a contrast that is good. */
export async function axeFindings(page: Page, readers: 'elders' | 'staff'): Promise<string[]> {
  await page.evaluate(axe.source);
  const rules = readers === 'elders' ? ELDER_RULES : STAFF_RULES;
  return page.evaluate(
    async ([values, chosen]) => {
      const { violations, incomplete } = await window.axe.run(document, {
        runOnly: { type: 'tag', values },
        rules: chosen,
        resultTypes: ['violations', 'incomplete'],
      });
      const why = ({ failureSummary }: axe.NodeResult) => failureSummary?.split('\n')[1]?.trim() ?? '';
      const words = (kind: string, results: axe.Result[]) =>
        results.flatMap(({ id, nodes }) => nodes.map((node) => `${kind} ${id}: ${node.html.slice(0, 120)} ${why(node)}`));
      return [...words('violation', violations), ...words('incomplete', incomplete)];
    },
    [TAGS, rules] as const,
  );
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
