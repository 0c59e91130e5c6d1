import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import { FieldNames } from './field-names.tsx';
import { staticFiles } from './paths.ts';

export type DocumentProps = {
  title: string;
  /** Style sheets after the common one; print rules name themselves with `@media print`. */
  styles: readonly string[];
  scripts?: readonly string[];
  htmlClass?: string;
  bodyClass?: string;
  children: Child;
};

/** The shell of every page. Titles never hold anything personal: they stay in browser histories. */
export function Document(props: DocumentProps) {
  return html`<!doctype html>${(
    <html lang="zh-CN" class={props.htmlClass}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{props.title}</title>
        {[staticFiles.style, ...props.styles].map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        <link rel="icon" href={staticFiles.icon} />
        {props.scripts?.map((src) => (
          <script src={src} defer></script>
        ))}
      </head>
      <body class={props.bodyClass}>
        <FieldNames.Provider value={new Map()}>{props.children}</FieldNames.Provider>
      </body>
    </html>
  )}`;
}
