import type { PlacementRefusal } from '../src/domain/order.ts';
import { refusalWords } from './refusals.ts';

/** Why nothing was ordered, for a family member. `other`: the words on the way to the other dishes and ways. */
export const familyRefusalWords: Record<PlacementRefusal, { title: string; advice: string; other?: string }> = {
  deceased: { title: refusalWords.deceased.title, advice: refusalWords.deceased.advice },
  already_ordered: { title: '这一顿已经订好了', advice: '一顿一份，不会重复算钱。' },
  run_closed: { title: '厨房已经按份数做了', advice: '还想吃，给食堂打个电话问问，或者订下一顿。' },
  cutoff_passed: { title: '这一顿订饭的时间过了', advice: '还想吃，给食堂打个电话问问，或者订下一顿。' },
  serving_over: { title: '这一顿已经开完了', advice: '可以订下一顿。' },
  licence_expired: { title: '食堂这一天不能供饭', advice: '打个电话，问问附近哪里能吃。' },
  not_offered: { title: '这一顿没有这个菜', advice: '同一顿还有别的菜。', other: '看看别的菜' },
  sold_out: { title: '这个套餐订完了', advice: '同一顿还有别的菜。', other: '看看别的菜' },
  mode_not_offered: { title: '这一顿不能这样取饭', advice: '饭还有，换一种取饭的办法就行。', other: '换一种' },
  mode_full: { title: '这样取饭的人已经满了', advice: '饭还有，换一种取饭的办法就行。', other: '换一种' },
  severe_allergy: { title: '这个菜老人吃了会过敏', advice: '所以没有订。换一个菜，或者打电话请食堂另做。', other: '看看别的菜' },
  not_today: { title: '这一顿不在今天', advice: '给食堂打个电话问问，或者订下一顿。' },
  point_stopped: { title: '请打电话订饭', advice: '这家食堂这会儿不能在网上订。打食堂电话，食堂记在纸上，饭照样有；以前订好的都还在。' },
};

/** What went wrong, for families, far from any desk. */
export const familyProblemWords = {
  403: { title: '没有照办', advice: '这个请求不是从本站的页面发出的。请从第一页重新进。' },
  404: { title: '没有这一页', advice: '可能是旧的地址，也可能老人那边已经解除了。从第一页看看。' },
  409: { title: '这个月已经关账', advice: '这一步要记进已经关账的月份，什么都没有改。请打食堂电话。' },
  422: { title: '没有看懂', advice: '送来的内容不完整，或者这一页放得太久了，什么都没有改。从第一页再来一次就行。' },
  429: { title: '来得太快了', advice: '从您这里的网络，一分钟里来的次数太多。过一分钟再试，验证码没有用掉。' },
  500: { title: '我们这边出了毛病', advice: '不是您的问题。过一会儿再试；急用请打食堂电话。' },
  stopped: familyRefusalWords.point_stopped,
  uncertain: { title: '正在确认', advice: '刚才这一步成了没有，还不清楚。先不要再点，问一问结果。' },
  unavailable: { title: '这会儿办不了', advice: '不是您的问题，刚才这一步没有办，订好的饭都还在。过几分钟再试；急用请打食堂电话，食堂会记在纸上。' },
} as const;
