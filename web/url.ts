// How an address is put together; which addresses there are stands in paths.ts.

type Query = Record<string, string | number | undefined>;

export function withQuery(path: string, query: Query): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  if (parts.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${parts.join('&')}`;
}

export function at(...segments: readonly string[]): string {
  return `/${segments.map(encodeURIComponent).join('/')}`;
}
