// What every answer carries, whatever it says: the same for pages, redirects, refusals, faults and files.
const POLICY = ["base-uri 'none'", "connect-src 'self'", "default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "img-src 'self'", "script-src 'self'", "style-src 'self'"];
const REQUIRED: Record<string, string> = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** What is wrong with the headers of an answer, or with its markup under them; empty when nothing is. */
export function flawsOf(headers: Headers, page = ''): string[] {
  const policy = (headers.get('content-security-policy') ?? '').split(';').map((one) => one.trim()).filter(Boolean).sort();
  const wrong = Object.entries(REQUIRED).filter(([name, value]) => headers.get(name) !== value).map(([name]) => `${name}: ${headers.get(name)}`);
  const inline = /<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:/i.exec(page);
  return [
    ...wrong,
    ...(policy.join('; ') === POLICY.join('; ') ? [] : [`content-security-policy: ${policy.join('; ')}`]),
    ...(inline ? [`inline ${inline[0]}`] : []),
  ];
}

/** Pages hold what is somebody's own, so no cache keeps them. */
export function isKeptNowhere(headers: Headers): boolean {
  return headers.get('cache-control') === 'no-store';
}
