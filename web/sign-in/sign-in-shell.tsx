import type { Child } from 'hono/jsx';
import { Document } from '../layout.tsx';
import { paths, staticFiles } from '../paths.ts';

/** Pages for people at work who are not signed in yet. */
export function SignInShell({ title, children }: { title: string; children: Child }) {
  return (
    <Document title={`${title} · 助餐`} styles={[staticFiles.staffStyle]}>
      <header class="bar">
        <span class="place">助餐</span>
        <a class="elder-door" href={paths.home()}>
          长辈版
        </a>
      </header>
      <main>{children}</main>
    </Document>
  );
}
