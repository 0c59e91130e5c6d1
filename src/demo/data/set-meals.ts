import type { MealSlot } from '../../domain/meal-slot.ts';

export interface DemoSetMeal {
  key: string;
  name: string;
  /** Main dish, side, staple, soup: in the order they are read out. */
  dishes: readonly string[];
  slots: readonly MealSlot[];
  priceFen: number;
}

/** First choice at lunch: meat, poultry and fish. Most cost 15 yuan, the price the borrowed subsidy rule knows. */
export const HEARTY_LUNCHES: readonly DemoSetMeal[] = [
  lunch('hongshao-qiezi', '红烧茄子套餐', 1500, ['hongshao-qiezi', 'chao-qingcai', 'mifan', 'zicai-danhua-tang']),
  lunch(
    'tengzhou-laziji', '滕州辣子鸡套餐', 1500,
    ['tengzhou-laziji', 'suanrong-xilanhua', 'jianbing', 'xihongshi-danhua-tang'],
  ),
  lunch('sixi-wanzi', '四喜丸子套餐', 1500, ['sixi-wanzi', 'culiu-baicai', 'mantou', 'xiaomi-zhou']),
  lunch('gongbao-jiding', '宫保鸡丁套餐', 1500, ['gongbao-jiding', 'chao-xihulu', 'mifan', 'luobosi-tang']),
  lunch('baicai-zhurou', '白菜猪肉炖粉条套餐', 1500, ['baicai-zhurou', 'liangban-huanggua', 'mantou']),
  lunch('niurou-luobo', '萝卜炖牛肉套餐', 1500, ['niurou-luobo', 'chao-qingcai', 'mifan', 'xihongshi-danhua-tang']),
  lunch('qincai-rousi', '芹菜炒肉丝套餐', 1500, ['qincai-rousi', 'zheng-nangua', 'mantou', 'donggua-xiapi-tang']),
  lunch('huangmen-ji', '黄焖鸡套餐', 1500, ['huangmen-ji', 'huluobosi', 'mifan', 'qingcai-doufu-tang']),
  lunch('muxu-rou', '木须肉套餐', 1500, ['muxu-rou', 'qincai-huasheng', 'mifan', 'luobosi-tang']),
  lunch('hongshao-rou', '红烧肉套餐', 1500, ['hongshao-rou', 'shao-luobo', 'mantou', 'xiaomi-zhou']),
  lunch('hongshao-daiyu', '红烧带鱼套餐', 1500, ['hongshao-daiyu', 'bocai-fentiao', 'mifan', 'xihongshi-danhua-tang']),
  lunch('paigu-tudou', '排骨炖土豆套餐', 1500, ['paigu-tudou', 'xianggu-youcai', 'mantou', 'yumi-hu']),
  lunch('xiaoji-mogu', '小鸡炖蘑菇套餐', 1500, ['xiaoji-mogu', 'majiang-doujiao', 'huajuan', 'xiaomi-zhou']),
  lunch('niurou-tudou', '土豆烧牛肉套餐', 1500, ['niurou-tudou', 'men-doujiao', 'mifan', 'luobosi-tang']),
];

/** Second choice at lunch: lighter, every dish to be had soft and none with peanut: everybody finds something. */
export const LIGHT_LUNCHES: readonly DemoSetMeal[] = [
  lunch('qingdun-doufu', '清炖豆腐套餐', 1500, ['qingdun-doufu', 'tudousi', 'mantou', 'xiaomi-zhou']),
  lunch('xihongshi-jidan', '西红柿炒鸡蛋套餐', 1500, ['xihongshi-jidan', 'shao-donggua', 'mifan', 'luobosi-tang']),
  lunch('qingzheng-luyu', '清蒸鲈鱼套餐', 1800, ['qingzheng-luyu', 'suanrong-xilanhua', 'mifan', 'qingcai-doufu-tang']),
  lunch('qiezi-roumo', '肉末茄子套餐', 1500, ['qiezi-roumo', 'chao-xihulu', 'mifan', 'xihongshi-danhua-tang']),
  lunch('qingdun-ji', '清炖鸡套餐', 1500, ['qingdun-ji', 'chao-qingcai', 'mifan', 'yumi-hu']),
  lunch('roumo-doufu', '肉末豆腐套餐', 1500, ['roumo-doufu', 'huluobosi', 'huajuan', 'xiaomi-zhou']),
  lunch('dalu-mian', '打卤面套餐', 1200, ['dalu-mian', 'suanni-qiezi', 'zheng-pingguo']),
  lunch('xihulu-jidan', '西葫芦炒鸡蛋套餐', 1500, ['xihulu-jidan', 'bocai-fentiao', 'mantou', 'nangua-zhou']),
  lunch('yuwan-baicai', '鱼丸烧白菜套餐', 1500, ['yuwan-baicai', 'zheng-nangua', 'mifan', 'luobosi-tang']),
  lunch('roumo-zhengdan', '肉末蒸蛋套餐', 1500, ['roumo-zhengdan', 'shao-luobo', 'mifan', 'qingcai-doufu-tang']),
  lunch('baicai-doufu', '白菜炖豆腐套餐', 1500, ['baicai-doufu', 'zheng-hongshu', 'wotou', 'xiaomi-zhou']),
  lunch('huanggua-jiding', '黄瓜炒鸡丁套餐', 1500, ['huanggua-jiding', 'shao-donggua', 'mifan', 'xihongshi-danhua-tang']),
  lunch('zhurou-shuijiao', '猪肉白菜水饺套餐', 1500, ['zhurou-shuijiao', 'liangban-bocai', 'luobosi-tang']),
  lunch('xiaren-donggua', '虾仁烧冬瓜套餐', 1500, ['xiaren-donggua', 'huluobosi', 'mifan', 'xihongshi-danhua-tang']),
];

/** Third choice where many eat: the local dishes, and what is asked for now and then. */
export const EXTRA_LUNCHES: readonly DemoSetMeal[] = [
  lunch('yangrou-tang', '羊肉汤套餐', 2000, ['yangrou-tang', 'shaobing', 'liangban-muer']),
  lunch('cai-jianbing', '滕州菜煎饼套餐', 1200, ['cai-jianbing', 'xiaomi-zhou', 'zhu-jidan']),
  lunch('tangcu-liji', '糖醋里脊套餐', 1500, ['tangcu-liji', 'tudousi', 'mifan', 'qingcai-doufu-tang']),
  lunch('mapo-doufu', '麻婆豆腐套餐', 1500, ['mapo-doufu', 'chao-qingcai', 'mifan', 'luobosi-tang']),
  lunch('weishanhu-liyu', '微山湖炖鲤鱼套餐', 1800, ['weishanhu-liyu', 'jianbing', 'xiaomi-zhou']),
  lunch('disanxian', '地三鲜套餐', 1200, ['disanxian', 'xiaoxiancai', 'mantou', 'yumi-hu']),
  lunch('liu-ganjian', '溜肝尖套餐', 1500, ['liu-ganjian', 'shanyao-muer', 'mifan', 'xihongshi-danhua-tang']),
  lunch('huiguo-rou', '回锅肉套餐', 1500, ['huiguo-rou', 'chao-xihulu', 'mifan', 'suanla-tang']),
  lunch('zhajiang-mian', '炸酱面套餐', 1200, ['zhajiang-mian', 'laocu-huasheng', 'zheng-pingguo']),
];

export const BREAKFASTS: readonly DemoSetMeal[] = [
  breakfast('sa-tang', '糁汤早餐', 700, ['sa-tang', 'youtiao', 'zhu-jidan']),
  breakfast('xiaomi-zhou', '小米粥早餐', 500, ['xiaomi-zhou', 'mantou', 'zhu-jidan', 'xiaoxiancai']),
  breakfast('doufunao', '豆腐脑早餐', 600, ['doufunao', 'shaobing', 'cha-jidan']),
  breakfast('babao-zhou', '八宝粥早餐', 600, ['babao-zhou', 'su-baozi', 'zhu-jidan']),
  breakfast('hundun', '馄饨早餐', 800, ['hundun', 'jidan-bing']),
  breakfast('doujiang', '豆浆早餐', 500, ['doujiang', 'zhurou-baozi', 'zhu-jidan']),
  breakfast('niunai-yanmai', '牛奶燕麦粥早餐', 700, ['niunai-yanmai-zhou', 'fagao', 'zhu-jidan']),
  breakfast('nangua-zhou', '南瓜小米粥早餐', 600, ['nangua-zhou', 'jidan-bing', 'liangban-bocai']),
  breakfast('pidan-zhou', '皮蛋瘦肉粥早餐', 700, ['pidan-shourou-zhou', 'huajuan', 'zhu-jidan']),
  breakfast('dami-zhou', '大米粥早餐', 500, ['dami-zhou', 'dousha-bao', 'xian-yadan']),
];

export const DINNERS: readonly DemoSetMeal[] = [
  dinner('xihongshi-mian', '西红柿鸡蛋面', 1000, ['xihongshi-jidan-mian', 'liangban-bocai']),
  dinner('baicai-tofu', '白菜豆腐晚餐', 1000, ['baicai-doufu', 'mantou', 'xiaomi-zhou']),
  dinner('xiapi-zhengdan', '虾皮蒸蛋晚餐', 1200, ['xiapi-zhengdan', 'huluobosi', 'huajuan', 'nangua-zhou']),
  dinner('geda-tang', '疙瘩汤晚餐', 1000, ['geda-tang', 'nangua-bing', 'xiaocong-doufu']),
  dinner('sansu-shuijiao', '素三鲜水饺', 1500, ['sansu-shuijiao', 'liangban-haidai']),
  dinner('tudou-jikuai', '土豆烧鸡块晚餐', 1500, ['tudou-jikuai', 'chao-qingcai', 'mantou', 'dami-zhou']),
  dinner('qingtang-mian', '青菜汤面', 1000, ['qingtang-mian', 'zhu-jidan', 'xiangjiao']),
  dinner('xiapi-doufu', '虾皮烧豆腐晚餐', 1200, ['xiapi-doufu', 'chao-xihulu', 'mantou', 'yumi-hu']),
  dinner('dan-chaofan', '鸡蛋炒饭晚餐', 1000, ['dan-chaofan', 'zicai-danhua-tang']),
  dinner('qingjiao-rousi', '柿子椒炒肉丝晚餐', 1500, ['qingjiao-rousi', 'mantou', 'shanyao-zhou']),
  dinner('huanggua-jidan', '黄瓜炒鸡蛋晚餐', 1200, ['huanggua-jidan', 'zheng-hongshu', 'xiaomi-zhou']),
  dinner('yurou-geng', '鱼肉羹晚餐', 1200, ['yurou-geng', 'huajuan', 'shanyao-muer', 'hongdou-zhou']),
];

export const SET_MEALS: readonly DemoSetMeal[] = [
  ...HEARTY_LUNCHES,
  ...LIGHT_LUNCHES,
  ...EXTRA_LUNCHES,
  ...BREAKFASTS,
  ...DINNERS,
];

function lunch(key: string, name: string, priceFen: number, dishes: readonly string[]): DemoSetMeal {
  return { key: `lunch-${key}`, name, dishes, slots: ['lunch'], priceFen };
}

function breakfast(key: string, name: string, priceFen: number, dishes: readonly string[]): DemoSetMeal {
  return { key: `breakfast-${key}`, name, dishes, slots: ['breakfast'], priceFen };
}

function dinner(key: string, name: string, priceFen: number, dishes: readonly string[]): DemoSetMeal {
  return { key: `dinner-${key}`, name, dishes, slots: ['dinner'], priceFen };
}
