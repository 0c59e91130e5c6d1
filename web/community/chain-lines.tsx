import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { ChainOption, ChainPart } from '../../src/domain/chain-explained.ts';
import type { Remark } from '../../src/domain/chain-entries.ts';
import { PostForm } from '../form.tsx';
import { spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { refusalWords } from '../refusals.ts';
import { modeLabel } from '../text.ts';

/** `drafts`: the same option as one field of a form. `who`: what tells namesakes apart: 87 岁，1 号楼. */
export type OptionView = ChainOption & { field: string; who: string };
export type ChainLineView = { no: number; text: string; kind: 'header' | 'example' | 'note' | 'entry'; parts: readonly PartView[] };
export type PartView = { part: ChainPart; options: readonly OptionView[]; today: ServiceDate };

type Tally = { matched: number; ask: number; refused: number; unread: number };

const GROUP: Record<ChainPart['outcome'], keyof Tally> = {
  matched: 'matched', choose: 'ask', no_such_dish: 'ask', refused: 'refused', not_served: 'refused', past_day: 'refused', cancel: 'refused',
  no_such_person: 'unread', same_as_nothing: 'unread', plus_one_alone: 'unread', not_understood: 'unread',
};

/** Every line of the chain with what becomes of it. What is matched is ticked; where it is not clear somebody chooses; nothing is ordered yet. */
export function ChainLines({ lines, hidden }: { lines: readonly ChainLineView[]; hidden: Readonly<Record<string, string>> }) {
  const parts = lines.flatMap((line) => line.parts);
  const tally = Object.groupBy(parts, ({ part }) => GROUP[part.outcome]);
  const count = (group: keyof Tally) => tally[group]?.length ?? 0;
  const orderable = count('matched') + count('ask') > 0;
  return (
    <PostForm action={paths.communityOrderChecks()} hidden={hidden} class="stack">
      <section class="card">
        <div class="figures">
          <Count value={count('matched')} label="份看懂了，可以订" />
          <Count value={count('ask')} label="份要您选一下" />
          <Count value={count('refused')} label="份订不了，写着为什么" />
          <Count value={count('unread')} label="处没看懂" />
        </div>
        {parts.length === 0 ? <p class="empty">没有找到报名的行。一人一行，例如：1. 王桂兰 A 送。</p> : null}
        <ol class="chain">
          {lines.map((line) => (
            <Line line={line} />
          ))}
        </ol>
        {orderable ? <button class="act main big">下一步：看一遍价钱再订</button> : null}
      </section>
    </PostForm>
  );
}

function Count({ value, label }: { value: number; label: string }) {
  return (
    <div class="figure">
      <b>{value}</b>
      <small>{label}</small>
    </div>
  );
}

const KIND = { header: '接龙的开头，不是报名。', example: '示例，不是报名。', note: '不是报名，没有理会。' } as const;

function Line({ line }: { line: ChainLineView }) {
  return (
    <li>
      <p class="quote">{line.text}</p>
      {line.kind === 'entry' ? line.parts.map((view, index) => <Part view={view} name={`d.${line.no}.${index + 1}`} />) : <small>{KIND[line.kind]}</small>}
    </li>
  );
}

const optionText = ({ person, date, slot, letter, mealName, draft, modeSaid }: ChainOption, today: ServiceDate) =>
  `${person.name}，${spokenMeal(date, slot, today)}，${letter} ${mealName}，${modeLabel[draft.mode]}${modeSaid ? '' : '（没写怎么吃，照平时）'}`;

function Part({ view, name }: { view: PartView; name: string }) {
  const { part, options, today } = view;
  const [only] = options;
  if (part.outcome === 'matched' && only) {
    return (
      <>
        <label class="choice big-choice">
          <input type="checkbox" name={name} value={only.field} checked />
          <span>{optionText(only, today)}</span>
        </label>
        <Remarks remarks={part.remarks} />
      </>
    );
  }
  if (part.outcome === 'choose' || part.outcome === 'no_such_dish') return <Choose {...{ view, name }} />;
  return (
    <>
      <p class="wrong">{reasonText(part, today)}</p>
      <Remarks remarks={part.remarks} />
    </>
  );
}

function Choose({ view: { part, options, today }, name }: { view: PartView; name: string }) {
  return (
    <fieldset class="field">
      <legend class="wrong">{askText(part)}</legend>
      {options.map((option) => (
        <label class="choice big-choice">
          <input type="radio" name={name} value={option.field} disabled={option.refused !== null} />
          <span>
            {option.person.name}（{option.who}）：{spokenMeal(option.date, option.slot, today)}，{option.letter} {option.mealName}，{modeLabel[option.draft.mode]}
            {option.refused ? `。${refusalWords[option.refused].staff}` : ''}
          </span>
        </label>
      ))}
      <label class="choice big-choice">
        <input type="radio" name={name} value="" checked />
        <span>都不是，不订</span>
      </label>
      <Remarks remarks={part.remarks} />
    </fieldset>
  );
}

function askText(part: ChainPart): string {
  if (part.outcome === 'no_such_dish') return `这一餐没有“${part.dish}”。要换一个吗？`;
  if (part.outcome !== 'choose') return '';
  const words = { two_people: `叫“${part.said}”的不止一位，是哪一位？`, other_building: `“${part.said}”：那一栋里没有这个人。是这一位吗？`, which_meal: '没写清是哪个套餐，选一个。', which_mode: '写了不止一种吃法，选一个。', which_sitting: '接龙写了几餐，这一行没写是哪一餐，选一个。' };
  return words[part.why];
}

/** Why a wish is no order. */
function reasonText(part: ChainPart, today: ServiceDate): string {
  switch (part.outcome) {
    case 'refused':
      return `${part.option.person.name}，${spokenMeal(part.option.date, part.option.slot, today)}，${part.option.letter}：${
        part.why === 'twice' ? '前面已经有这个人的这一餐，只订前面那一份。' : refusalWords[part.why].staff
      }`;
    case 'not_served':
      return `${part.person.name}：${spokenMeal(part.date, part.slot, today)}没有排菜单，订不了。`;
    case 'past_day':
      return `${part.person.name}：${spokenMeal(part.date, part.slot, today)}，日子已经过了。`;
    case 'cancel':
      return `${part.people.map((one) => one.name).join('、')}：写的是取消，这一行没有订。已经订过的，请到“电话订餐”找到本人退。`;
    case 'no_such_person':
      return `这里的老人里没有找到“${part.said}”，没有订。请写全名，或者加上楼号。`;
    case 'same_as_nothing':
      return '写的是同上，可上面没有报名的行，没有订。';
    case 'plus_one_alone':
      return '“+1”没有写是谁，没有订。请写上名字。';
    default:
      return '没有看懂，没有订。';
  }
}

function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  return (
    <>
      {remarks.map((one) => (
        <small>{remarkText(one)}</small>
      ))}
    </>
  );
}

function remarkText(remark: Remark): string {
  if (remark.kind === 'one_each') return `写了 ${remark.count} 份：一人一餐只订一份，还有别人要吃，请写上名字。`;
  if (remark.kind === 'plus_one') return '“+1”没有写是谁，只订了本人这一份。';
  return `“${remark.text}”没有带到食堂，要紧的请打电话说。`;
}
