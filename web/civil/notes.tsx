/** Which documents the subsidy rests on, and whose they are: under every page that shows an amount. */
export function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <div class="notes">
      {notes.map((note) => (
        <p>{note}。</p>
      ))}
      <p>只算有交付记录的餐：每一份都有供餐日、交付时间和经手人。</p>
    </div>
  );
}
