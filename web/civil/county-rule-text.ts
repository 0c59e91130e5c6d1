import { clockText } from '../../src/domain/calendar.ts';
import { RULE_FIELDS, type CountyRuleName, type RuleField, type RuleProblem, type RuleValues } from '../../src/domain/county-rule.ts';

// The words of what a county sets.

export const ruleLabel: Record<CountyRuleName, string> = { messages: '短信', families: '家属的验证码', complaints: '老人的意见', sign_in: '工作人员登录', tablets: '食堂的平板' };

/** What each field is called, and what it does. */
export const ruleFieldText: Readonly<Record<string, { label: string; hint?: string }>> = {
  quietFromMinute: { label: '免打扰，从几点', hint: '这样写：21:00。从这时起谁的手机都不响，验证码除外。' },
  quietToMinute: { label: '免打扰，到几点', hint: '这样写：7:00。夜里攒下的，这时开始发。' },
  retryMinutes: { label: '没发出去，隔几分钟再试', hint: '第二次隔一倍，第三次再加一倍，一直这样。' },
  attempts: { label: '一共试几次', hint: '都没成，就列在“短信”那一页，等人来办。' },
  codeMinutes: { label: '验证码几分钟内有效', hint: '最少 15 分钟：手慢的人也来得及。' },
  codeTries: { label: '一个验证码能打错几次' },
  codesADay: { label: '一个手机号一天最多要几个' },
  cardTries: { label: '一个人一天最多输几张助餐卡' },
  countyCodesAnHour: { label: '全市一小时最多发几个', hint: '按整点算。到了就先停，过了整点再发：有人拿大批手机号来刷，花不了更多的钱。' },
  countyCodesADay: { label: '全市一天最多发几个' },
  addressCodesAnHour: { label: '同一个网络一小时最多要几个', hint: '要比全市的少，一个地方来刷，用不完别人的。也别太少：一家单位、一处食堂的 Wi-Fi，好多人合用一个网络。' },
  windowMinutes: { label: '试错太多，锁住几分钟', hint: '从第一次试错算起，过了这么久自己解开。' },
  windowTries: { label: '锁住以前，能试错几次' },
  passwordLetters: { label: '密码最少几个字', hint: '只管以后设的密码。' },
  startCodeHours: { label: '开通码几小时内有效' },
  answerDays: { label: '几天之内要回话', hint: '从老人说的第二天算起，最后一天也算按时。只管以后的意见，已经在等的照原来的日子。' },
  idleMinutes: { label: '几分钟没人动就锁屏', hint: '锁屏以后要重新输 PIN。正在填、还没提交的要重填，所以不要太短。' },
  pinTries: { label: '这段时间里，一个人的 PIN 最多错几次' },
  tabletTries: { label: '这段时间里，一块平板上一共最多错几次', hint: '有人拿着平板挨个猜名字，到这个数就锁住。' },
};

export const documentHint = (name: CountyRuleName) =>
  name === 'complaints' ? '文号和第几条，例如：滕民发〔2026〕3 号第八条；没有文件，写“本局自定”。' : '文号和第几条，或者写“本局自定”。';

/** A value as it is typed and as it is shown. */
export const valueText = (field: RuleField, value: number) => (field.kind === 'time' ? clockText(value).replace(/^0/, '') : String(value));

/** What holds, in a sentence. */
export function ruleText(name: CountyRuleName, values: RuleValues): string {
  const of = (wanted: string) => {
    const field = RULE_FIELDS[name].find((one) => one.name === wanted);
    return field ? valueText(field, values[wanted] ?? 0) : '';
  };
  switch (name) {
    case 'messages':
      return `${of('quietFromMinute')} 到 ${of('quietToMinute')} 不发，没发出去隔 ${of('retryMinutes')} 分钟再试，一共试 ${of('attempts')} 次`;
    case 'families':
      return `验证码 ${of('codeMinutes')} 分钟有效，能错 ${of('codeTries')} 次；一个手机一天 ${of('codesADay')} 个，全市一小时 ${of('countyCodesAnHour')} 个、一天 ${of('countyCodesADay')} 个，同一个网络一小时 ${of('addressCodesAnHour')} 个；一人一天输 ${of('cardTries')} 张卡`;
    case 'complaints':
      return `${of('answerDays')} 天之内要回话`;
    case 'sign_in':
      return `${of('windowMinutes')} 分钟里试错 ${of('windowTries')} 次就锁住；密码最少 ${of('passwordLetters')} 个字，开通码 ${of('startCodeHours')} 小时有效`;
    case 'tablets':
      return `${of('idleMinutes')} 分钟没人动就锁屏；${of('windowMinutes')} 分钟里，一个人的 PIN 能错 ${of('pinTries')} 次，一块平板上一共能错 ${of('tabletTries')} 次`;
  }
}

/** What is wrong with a field. */
export function ruleProblemText(field: string, problem: RuleProblem): string {
  if (field === 'document') return problem === 'too_long' ? '太长了，最多写 100 个字。' : '请写凭什么，例如文号和第几条，或者“本局自定”。';
  const words: Record<RuleProblem, string> = {
    missing: '还没有写。', no_number: '请写整数。', too_small: '太小了。', too_large: '太大了。', no_time: '没有看懂几点，请写成 21:00。',
    same_time: '和开始的时间一样，就没有免打扰了。', hour_above_day: '比一天的还多。', not_below_county: '要比全市一小时的少。', too_long: '太长了。',
  };
  return words[problem];
}
