import { applicationActionLabel } from './application-text.ts';
import { arrangementActionLabel } from './arrangement-actions.ts';

/** What an entry of the audit says was done, by what it is about. */
export const auditActionsBySubject: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  订饭: {
    'order.place': '下单', 'order.place_late': '截止后补订', 'order.cancel': '退订', 'order.rate': '评一顿饭', 'order.reassess': '重新算价钱',
    'order_batch.confirm': '确认代订的一批', 'order_batch.refuse': '代订的一行没订上', ...arrangementActionLabel,
  },
  食堂: {
    'meal_run.close': '截止，份数定下', 'meal_run.finish': '这一餐结束，没来的记下', 'sheet.look': '重看名单', 'sheet.print': '打印名单', 'hand_over.record': '登记交付',
    'hand_over.undo': '撤销交付', 'walk_in.record': '登记没订来吃', 'paper_list.record': '按纸单登记', 'picture.set': '换菜的照片', 'picture.remove': '撤菜的照片',
    'shift.open': '开班', 'shift.close': '交班', 'shift.review': '看过交班',
  },
  预存款和收据: {
    'top_up.record': '充值', 'refund.record': '退预存款', 'refund.ask': '请人同意退款', 'refund.approve': '同意退款', 'refund.decline': '没同意退款',
    'receipt.print': '打收据', 'prepaid.export': '下载预存款表', 'prepaid.move_ask': '请人同意转预存款', 'prepaid.move': '转预存款',
    'prepaid.move_decline': '没同意转预存款',
  },
  结算和账: {
    'claim.ask': '请人看要不要冲回', 'claim.reverse': '冲回', 'claim.decline': '没有冲回', 'month.proposed': '提请关账', 'month.withdrawn': '撤回提请',
    'month.returned': '退回提请', 'month.close': '关账', 'invariant.check': '夜里查账', 'books_stop.end': '查清账，恢复办理',
  },
  补贴办法: {
    'policy_draft.save': '保存补贴办法草稿', 'policy_draft.send': '送审', 'policy_draft.withdraw': '撤回草稿', 'policy_draft.return': '退回草稿',
    'policy_draft.approve': '批准补贴办法', 'policy_trial.start': '开始试算', 'policy_trial.step': '继续试算', 'policy_trial.fail': '试算没算成',
    'category.add': '加困难类别', 'category.rename': '改困难类别的叫法', 'category.remove': '删困难类别', 'category.word': '写明名册用词', 'payer.add': '加出资方',
    'payer.rename': '改出资方的叫法', 'payer.remove': '删出资方',
  },
  捐赠: {
    'donation.record': '记捐赠', 'donation.reverse': '撤回捐赠', 'donation.print': '打捐赠收据',
  },
  申请和复核: {
    'application.look': '查看申请的完整信息', 'application.search_failed': '查申请进度，没对上',
    ...Object.fromEntries(Object.entries(applicationActionLabel).map(([action, label]) => [`application.${action}`, `申请：${label}`])),
    'review.propose': '年度复核，报审批', 'review.decide': '年度复核，审批',
  },
  名册: {
    'roster.upload': '导入名册', 'roster.renew': '更新名册预览', 'roster.words': '写明名册用词的类别', 'roster.apply': '应用名册', 'roster.withdraw': '作废名册',
    'roster.contact': '按名册改电话或住址',
  },
  老人: {
    'elder.look': '凭卡查看', 'elder.look_id_number': '看老人的身份证号', 'elder.look_phone': '看老人的电话', 'elder.look_address': '看老人的住址',
    'card.issue': '办助餐卡', 'card.print': '打印助餐卡', 'card.revoke': '停助餐卡', 'diet.change': '改忌口和过敏', 'death.note': '登记去世', 'death.confirm': '核实去世',
    'death.decline': '去世登记不属实', 'death.settle': '办去世以后的事',
  },
  家属: {
    'family.ask': '家属申请代订', 'family.card': '家属输入助餐卡', 'family.consent': '同意家属代订', 'family.withdraw': '不让家属代订',
  },
  '短信、告知和意见': {
    'message.resend': '叫再发一次短信', 'message.told': '短信发不出去，另外告诉了', 'message.look': '看电话，告诉短信里的事', 'message.try': '发短信',
    'message.tried': '记下短信发没发出', 'price_change.look': '看电话，告知价钱变了', 'price_change.told': '告知价钱变了', 'complaint.answer': '回话',
    'complaint.assign': '把意见交给人办',
  },
  设定和节假日: {
    'county_rule.set': '改全市的设定', 'point.no_show_rule': '改没来怎么算', 'operator.prepaid_rule': '定预存款的限额', 'calendar.enter': '录入节假日',
    'calendar.confirmed': '确认节假日', 'calendar.returned': '退回节假日', 'calendar.withdrawn': '撤回节假日',
  },
  人员和授权: {
    'person.add': '登记工作人员', 'person.disable': '停用工作人员', 'access.ask': '提请授权、启用', 'access.confirm': '确认授权、启用', 'access.decline': '没有同意授权、启用',
    'access.revoke': '收回授权', 'start_code.ask': '提请开通码', 'start_code.decline': '没有同意给开通码', 'start_code.issue': '给开通码',
    'start_code.use': '用开通码设密码', 'login.give': '定登录名', 'login.unlock': '解开登录名', 'administrator.first': '建第一个管理员', 'tablet.enrol': '登记平板',
    'tablet.end': '停用平板',
  },
  登录: {
    'session.end_one': '退出别处的一个登录', 'session.end_others': '退出别处的登录', 'session.end_all': '让人全部退出', 'session.start_pin': '用 PIN 在平板上进入',
    'session.start': '进入', 'session.end': '退出', 'staff_sign_in.try': '试登录名和密码、开通码', 'staff_sign_in.wrong': '登录名、密码或码不对',
    'password.change': '换密码', 'second_factor.set': '设好动态码', 'pin.set': '设平板的 PIN', 'pin.try': '输入 PIN', 'pin.wrong': 'PIN 不对',
    'sign_in.ask': '要验证码', 'sign_in.try': '试验证码', 'sign_in.use': '用验证码进入', 'sign_in.wrong': '验证码不对',
  },
  系统: {
    'audit.export': '下载审计记录', 'vault.reseal': '换密钥，重新加密',
  },
};

export const auditActionLabel: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(auditActionsBySubject));
