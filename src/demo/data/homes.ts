/** What stands on the door or is known about it; read by whoever brings the meal. */
export const DOOR_NOTES: readonly string[] = [
  '耳朵背，请多敲几下',
  '腿脚慢，请等一会儿',
  '门铃坏了，到了打电话',
  '大门从里面插着，喊一声',
  '家里有小狗，已拴好',
  '出电梯左手第一家',
  '东屋有人，走侧门',
  '白天在对门邻居家，先敲对门',
];

/** Registered elsewhere, living here with the children: places outside the county have no division of ours. */
export const OUTSIDE_PLACES: readonly string[] = [
  '山东省济宁市微山县',
  '山东省济宁市邹城市',
  '山东省枣庄市薛城区',
  '山东省枣庄市山亭区',
  '江苏省徐州市沛县',
  '黑龙江省鹤岗市东山区',
  '山东省济南市历城区',
];

/** Where 荆河街道长者食堂 stands. */
export const JINGHE_COMMUNITY = '370481001014';

/** The communities around 荆河街道长者食堂, a few minutes' walk away: its regulars live here. */
export const JINGHE_NEIGHBOURS: readonly string[] = [
  JINGHE_COMMUNITY,
  '370481001011',
  '370481001015',
  '370481001020',
  '370481001044',
];

/** Estates that carry a name of their own; the others are named after their community. */
export const NAMED_ESTATES: ReadonlyMap<string, readonly string[]> = new Map([
  ['370481001011', ['赐宴街小区', '东关小区']],
  [JINGHE_COMMUNITY, ['东关小区', '东寺院小区']],
  ['370481001044', ['西寺院小区', '善国小区']],
]);
