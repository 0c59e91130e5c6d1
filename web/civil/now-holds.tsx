/** What holds of a setting; right after the press that it was set and holds from now on. */
export function NowHolds({ done, what, by }: { done: boolean; what: string; by: string }) {
  if (!done) {
    return (
      <section class="card">
        <p>现在：{what}。</p>
        <p class="hint">{by}</p>
      </section>
    );
  }
  return (
    <section class="card good" role="status">
      <p>
        <b>定好了。</b>从现在起：{what}。
      </p>
      <p class="hint">{by}</p>
    </section>
  );
}
