/** A headline number over its word. As a link it leads to the rows behind the number. */
export function Figure({ value, label, href }: { value: string; label: string; href?: string }) {
  const inside = (
    <>
      <b>{value}</b>
      <small>{label}</small>
    </>
  );
  return href === undefined ? <div class="figure">{inside}</div> : <a class="figure" href={href}>{inside}</a>;
}
