/** 王秀英, and the age where two of that name eat at the same sitting. */
export function PersonName({ row: { name, namesakeAge } }: { row: { name: string; namesakeAge: number | null } }) {
  return (
    <>
      <b class="person">{name}</b>
      {namesakeAge === null ? null : <span class="age">（{namesakeAge} 岁）</span>}
    </>
  );
}
