import { DAILY, MONDAY_TO_SATURDAY, WORKDAYS, served, type DemoPoint } from './point.ts';

/** The points of the northern towns: 界河, 龙阳, 东郭. All invented but the places. */
export const NORTHERN_POINTS: readonly DemoPoint[] = [
  {
    key: 'jiehe', kind: 'senior_canteen', name: '界河镇长者食堂', divisionCode: '370481114201',
    address: '界河镇北界河村马铃薯大道 19 号', phone: '0632-5550565', phoneHours: '早 7 点到晚 6 点', seats: 48,
    latE6: 35_222_970, lngE6: 117_087_330, operatorKey: 'beixin',
    licence: { kind: 'food_business', number: 'JY33704819019397', expiresInDays: 654 },
    slots: [served('lunch', 'jiehe', 96, 30, 40, DAILY), served('dinner', 'jiehe', 48, 20, 0, DAILY)],
  },
  {
    key: 'wanyuan', kind: 'happiness_home', name: '西万院村幸福院', divisionCode: '370481114203',
    address: '界河镇西万院村委会院内', phone: '0632-5550572', phoneHours: '早 8 点到下午 2 点', seats: 32,
    latE6: 35_205_890, lngE6: 117_098_150, operatorKey: 'xingfu',
    licence: { kind: 'small_catering', number: '鲁小餐登 3704819159', expiresInDays: 572 },
    slots: [served('lunch', 'wanyuan', 32, 20, 15, MONDAY_TO_SATURDAY)],
  },
  {
    key: 'huali', kind: 'mutual_aid_point', name: '化里村互助餐点', divisionCode: '370481114223',
    address: '界河镇化里村 61 号', phone: '0632-5550579', phoneHours: '上午 9 点到下午 1 点', seats: 12,
    latE6: 35_214_400, lngE6: 117_070_750, operatorKey: 'xingfu',
    licence: { kind: 'record_filing', number: '滕助餐备 2025-954', expiresInDays: 430 },
    slots: [served('lunch', 'kitchen-longquan', 12, 15, 0, WORKDAYS)],
  },
  {
    key: 'longyang', kind: 'happiness_home', name: '龙阳村幸福院', divisionCode: '370481115200',
    address: '龙阳镇龙阳村府前街 14 号', phone: '0632-5550586', phoneHours: '早 8 点到下午 2 点', seats: 44,
    latE6: 35_189_960, lngE6: 117_158_220, operatorKey: 'xingfu',
    licence: { kind: 'small_catering', number: '鲁小餐登 3704819165', expiresInDays: 674 },
    slots: [served('lunch', 'longyang', 44, 25, 30, DAILY), served('dinner', 'longyang', 44, 15, 0, DAILY)],
  },
  {
    key: 'longshantun', kind: 'mutual_aid_point', name: '龙山屯村互助餐点', divisionCode: '370481115228',
    address: '龙阳镇龙山屯村 47 号', phone: '0632-5550593', phoneHours: '上午 9 点到下午 1 点', seats: 14,
    latE6: 35_176_830, lngE6: 117_169_710, operatorKey: 'xingfu',
    licence: { kind: 'record_filing', number: '滕助餐备 2025-956', expiresInDays: 291 },
    slots: [served('lunch', 'kitchen-longquan', 14, 15, 0, WORKDAYS)],
  },
  {
    key: 'dongguo', kind: 'senior_canteen', name: '东郭镇长者食堂', divisionCode: '370481116235',
    address: '东郭镇东郭中村兴郭街 22 号', phone: '0632-5550600', phoneHours: '早 7 点到晚 6 点', seats: 48,
    latE6: 35_177_810, lngE6: 117_268_620, operatorKey: 'beixin',
    licence: { kind: 'food_business', number: 'JY33704819021244', expiresInDays: 335 },
    slots: [served('lunch', 'dongguo', 96, 30, 40, DAILY), served('dinner', 'dongguo', 48, 20, 0, DAILY)],
  },
  {
    key: 'xinxu', kind: 'happiness_home', name: '辛绪村幸福院', divisionCode: '370481116210',
    address: '东郭镇辛绪村文化大院', phone: '0632-5550607', phoneHours: '早 8 点到下午 2 点', seats: 32,
    latE6: 35_168_020, lngE6: 117_282_280, operatorKey: 'xingfu',
    licence: { kind: 'record_filing', number: '滕助餐备 2025-958', expiresInDays: 1293 },
    slots: [served('lunch', 'xinxu', 32, 20, 15, MONDAY_TO_SATURDAY)],
  },
  {
    key: 'huichengdian', kind: 'mobile_stop', name: '东郭送餐车虺城店村站', divisionCode: '370481116200',
    address: '东郭镇虺城店村超市门前', phone: '0632-5550614', phoneHours: '上午 9 点到下午 1 点', seats: 0,
    latE6: 35_173_040, lngE6: 117_251_560, operatorKey: 'beixin',
    licence: { kind: 'food_business', number: 'JY23704819021984', expiresInDays: 368 },
    slots: [served('lunch', 'kitchen-longquan', 0, 35, 0, MONDAY_TO_SATURDAY)],
  },
];
