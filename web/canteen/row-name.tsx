/** 王秀英 · 王秀英（81 岁） where two of that name eat at the same sitting. */
export function rowName({ name, namesakeAge }: { name: string; namesakeAge: number | null }): string {
  return namesakeAge === null ? name : `${name}（${namesakeAge} 岁）`;
}
