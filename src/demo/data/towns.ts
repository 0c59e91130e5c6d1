export interface DemoTown {
  code: string;
  name: string;
  /** WGS-84 in whole microdegrees, approximate: placed by hand near the town's seat, good to a few kilometres. */
  latE6: number;
  lngE6: number;
  /** Relative share of the county's elders, approximate. */
  elders: number;
}

/** The towns and streets of 滕州市 in the order of their codes. */
export const TOWNS: readonly DemoTown[] = [
  { code: '370481001000', name: '荆河街道', latE6: 35_083_000, lngE6: 117_150_000, elders: 80 },
  { code: '370481002000', name: '龙泉街道', latE6: 35_081_000, lngE6: 117_178_000, elders: 100 },
  { code: '370481003000', name: '北辛街道', latE6: 35_111_000, lngE6: 117_163_000, elders: 100 },
  { code: '370481004000', name: '善南街道', latE6: 35_049_000, lngE6: 117_158_000, elders: 50 },
  { code: '370481005000', name: '东沙河街道', latE6: 35_086_000, lngE6: 117_237_000, elders: 42 },
  { code: '370481101000', name: '洪绪镇', latE6: 35_043_000, lngE6: 117_104_000, elders: 34 },
  { code: '370481102000', name: '南沙河镇', latE6: 34_998_000, lngE6: 117_196_000, elders: 42 },
  { code: '370481103000', name: '大坞镇', latE6: 35_143_000, lngE6: 116_945_000, elders: 44 },
  { code: '370481104000', name: '滨湖镇', latE6: 35_078_000, lngE6: 116_868_000, elders: 55 },
  { code: '370481105000', name: '级索镇', latE6: 35_027_000, lngE6: 116_992_000, elders: 42 },
  { code: '370481106000', name: '西岗镇', latE6: 34_951_000, lngE6: 116_998_000, elders: 46 },
  { code: '370481107000', name: '姜屯镇', latE6: 35_117_000, lngE6: 117_047_000, elders: 50 },
  { code: '370481108000', name: '鲍沟镇', latE6: 34_988_000, lngE6: 117_101_000, elders: 42 },
  { code: '370481109000', name: '张汪镇', latE6: 34_906_000, lngE6: 117_106_000, elders: 48 },
  { code: '370481110000', name: '官桥镇', latE6: 34_949_000, lngE6: 117_238_000, elders: 46 },
  { code: '370481111000', name: '柴胡店镇', latE6: 34_879_000, lngE6: 117_243_000, elders: 28 },
  { code: '370481112000', name: '羊庄镇', latE6: 34_962_000, lngE6: 117_347_000, elders: 48 },
  { code: '370481113000', name: '木石镇', latE6: 35_009_000, lngE6: 117_286_000, elders: 32 },
  { code: '370481114000', name: '界河镇', latE6: 35_221_000, lngE6: 117_086_000, elders: 44 },
  { code: '370481115000', name: '龙阳镇', latE6: 35_189_000, lngE6: 117_158_000, elders: 38 },
  { code: '370481116000', name: '东郭镇', latE6: 35_177_000, lngE6: 117_268_000, elders: 48 },
];
