/** Who runs kitchens and points. Invented, agreements too; `fromDays` and `toDays` count from the day of loading. */
export interface DemoOperator {
  key: string;
  name: string;
  agreementNo: string;
  fromDays: number;
  toDays: number;
}

export const OPERATORS: readonly DemoOperator[] = [
  { key: 'shanfan', name: '滕州善饭邻里养老服务有限公司', agreementNo: '滕助餐协（示例）第 01 号', fromDays: -620, toDays: 475 },
  { key: 'nuanzao', name: '滕州龙泉暖灶餐饮管理有限公司', agreementNo: '滕助餐协（示例）第 02 号', fromDays: -620, toDays: 475 },
  { key: 'beixin', name: '滕州北辛颐和居家养老服务中心', agreementNo: '滕助餐协（示例）第 03 号', fromDays: -540, toDays: 555 },
  { key: 'yinling', name: '滕州银龄里餐饮服务有限公司', agreementNo: '滕助餐协（示例）第 04 号', fromDays: -410, toDays: 320 },
  { key: 'hefan', name: '滕州湖西合饭餐饮有限公司', agreementNo: '滕助餐协（示例）第 05 号', fromDays: -500, toDays: 595 },
  { key: 'xueshui', name: '滕州薛水人家餐饮有限公司', agreementNo: '滕助餐协（示例）第 06 号', fromDays: -500, toDays: 595 },
  { key: 'xingfu', name: '滕州乡村幸福院互助服务社', agreementNo: '滕助餐协（示例）第 07 号', fromDays: -380, toDays: 715 },
  { key: 'qianhongxu', name: '前洪绪村村民委员会', agreementNo: '滕助餐协（示例）第 08 号', fromDays: -300, toDays: 430 },
  { key: 'gangtou', name: '岗头村村民委员会', agreementNo: '滕助餐协（示例）第 09 号', fromDays: -300, toDays: 430 },
  { key: 'chaihudian', name: '柴胡店村村民委员会', agreementNo: '滕助餐协（示例）第 10 号', fromDays: -260, toDays: 470 },
];
