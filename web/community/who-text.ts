/** 87 岁，1 号楼: what tells namesakes apart. A building as domain/building.ts keeps it. */
export function whoText(age: number, building: string | null): string {
  const place = building === null ? '' : building.startsWith('h') ? `，${building.slice(1)} 号` : `，${building} 号楼`;
  return `${age} 岁${place}`;
}
