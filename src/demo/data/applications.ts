import type { ApplicationAction, ApplicationChannel } from '../../domain/application.ts';
import type { CheckPoint, Claim, PaperKind, RefusalReason, Wish } from '../../domain/application-claim.ts';
import type { ReviewFinding } from '../../domain/eligibility-review.ts';

/** An invented application. Days count back from the day of loading; `town` null: the community persona's own community. */
export type DemoApplication = {
  town: string | null;
  channel: ApplicationChannel;
  wish: Wish;
  /** What it is registered as, where that has been done. */
  claim: Claim | null;
  newcomer?: boolean;
  daysAgo: number;
  papers: readonly PaperKind[];
  steps: readonly {
    action: ApplicationAction;
    daysAgo: number;
    minute: number;
    note: string;
    codes: readonly (CheckPoint | RefusalReason)[];
    /** Of a grant: the first day, counted back too. */
    fromDaysAgo?: number;
  }[];
  /** The village has looked again and proposed. */
  proposed?: { finding: ReviewFinding; note: string; daysAgo: number };
};

type StepTuple = [action: ApplicationAction, daysAgo: number, note?: string, codes?: readonly (CheckPoint | RefusalReason)[], fromDaysAgo?: number];

const steps = (...tuples: StepTuple[]): DemoApplication['steps'] =>
  tuples.map(([action, daysAgo, note = '', codes = [], fromDaysAgo], index) => ({
    action, daysAgo, minute: 9 * 60 + index * 45, note, codes, ...(fromDaysAgo === undefined ? {} : { fromDaysAgo }),
  }));

const category = (value: string): Claim => ({ kind: 'category', value });
const VISITED = ['home_visit', 'identity', 'papers'] as const;
const WORDS = {
  alone: '老伴去年过世，子女都在外地，一个人住。',
  checked: '入户看过，情况属实，建议批准。',
  granted: '材料齐全，核查属实，符合条件。',
};

export const DEMO_APPLICATIONS: readonly DemoApplication[] = [
  { town: null, channel: 'elder_page', wish: 'ability', claim: null, daysAgo: 1, papers: [], steps: steps(['request', 1]) },
  { town: null, channel: 'family_page', wish: 'hardship', claim: null, daysAgo: 12, papers: [], steps: steps(['request', 12, '父亲看病花了很多钱，想问问能不能办低保边缘。']) },
  { town: null, channel: 'village', wish: 'living', claim: { kind: 'living', value: 'alone' }, daysAgo: 3, papers: ['id_card', 'living_statement'], steps: steps(['submit', 3, WORDS.alone]) },
  {
    town: null, channel: 'village', wish: 'hardship', claim: category('low_income_margin'), newcomer: true, daysAgo: 9, papers: ['id_card', 'household_register'],
    steps: steps(['submit', 9, '从外县搬来跟女儿住，每月只有基础养老金。'], ['ask_papers', 7, '缺收入证明，请补一份。']),
  },
  {
    town: null, channel: 'village', wish: 'ability', claim: { kind: 'ability', value: 'moderate' }, daysAgo: 8, papers: ['id_card', 'ability_report'],
    steps: steps(['submit', 8, '摔伤以后要人扶。'], ['check', 2, '评估报告齐全，入户看过，走路要人扶，建议按中度。', VISITED]),
  },
  {
    town: null, channel: 'village', wish: 'hardship', claim: category('minimum_living_guarantee'), daysAgo: 26, papers: ['id_card', 'hardship_certificate'],
    steps: steps(['submit', 26, '低保证刚办下来。'], ['check', 15, WORDS.checked, VISITED]),
  },
  {
    town: null, channel: 'village', wish: 'disability', claim: { kind: 'disability', value: '2' }, daysAgo: 350, papers: ['id_card', 'disability_certificate'],
    steps: steps(['submit', 350, '办了二级残疾证。'], ['check', 346, WORDS.checked, VISITED], ['grant', 342, WORDS.granted, [], 340]),
  },
  {
    town: null, channel: 'village', wish: 'living', claim: { kind: 'living', value: 'alone' }, daysAgo: 380, papers: ['id_card', 'living_statement'],
    steps: steps(['submit', 380, WORDS.alone], ['check', 377, WORDS.checked, VISITED], ['grant', 375, WORDS.granted, [], 372]),
  },
  {
    town: null, channel: 'village', wish: 'hardship', claim: category('low_income_margin'), daysAgo: 374, papers: ['id_card', 'hardship_certificate'],
    steps: steps(['submit', 374], ['check', 371, WORDS.checked, VISITED], ['grant', 368, WORDS.granted, [], 366]),
    proposed: { finding: 'no_longer', note: '儿子今年起按月给赡养费，家庭收入超过标准。', daysAgo: 2 },
  },
  {
    town: null, channel: 'village', wish: 'hardship', claim: category('minimum_living_guarantee'), daysAgo: 24, papers: ['id_card', 'household_register'],
    steps: steps(['submit', 24], ['check', 20, '名下有两套房，建议不批。', ['home_visit', 'registers']], ['refuse', 14, '名下有两套住房，家庭财产超过低保标准。', ['condition_not_met']]),
  },
  {
    town: '370481002000', channel: 'family_page', wish: 'ability', claim: { kind: 'ability', value: 'severe' }, daysAgo: 6, papers: ['ability_report'],
    steps: steps(['request', 6, '母亲卧床半年。'], ['register', 5], ['check', 3, '卧床，评估为重度，建议批准。', VISITED]),
  },
  {
    town: '370481002000', channel: 'village', wish: 'hardship', claim: category('extreme_hardship'), daysAgo: 30, papers: ['id_card'],
    steps: steps(['submit', 30], ['check', 28, WORDS.checked, VISITED], ['refuse', 20, '有法定赡养人，不属于特困供养。', ['condition_not_met']], ['appeal', 10, '儿子多年没有音信，请再查。']),
  },
  {
    town: '370481102000', channel: 'village', wish: 'hardship', claim: category('entitled_group'), daysAgo: 40, papers: ['id_card', 'other'],
    steps: steps(['submit', 40], ['check', 36, WORDS.checked, VISITED], ['grant', 33, WORDS.granted, [], 26]),
  },
  {
    town: '370481102000', channel: 'village', wish: 'living', claim: { kind: 'living', value: 'left_behind' }, daysAgo: 16, papers: ['id_card'],
    steps: steps(['submit', 16], ['withdraw', 11, '儿子回来住了，不办了。']),
  },
  {
    town: '370481101000', channel: 'family_page', wish: 'unsure', claim: null, daysAgo: 5, papers: [],
    steps: steps(['request', 5, '想问问有什么补贴。'], ['dismiss', 2, '电话联系过，只是询问，已经当面答复。']),
  },
  {
    town: '370481101000', channel: 'village', wish: 'disability', claim: { kind: 'disability', value: '3' }, daysAgo: 90, papers: ['disability_certificate'],
    steps: steps(
      ['submit', 90], ['check', 86, WORDS.checked, VISITED], ['refuse', 80, '证件已过期。', ['papers_not_enough']], ['appeal', 60, '换了新证。'],
      ['uphold', 45, '新证的有效期在申请之后，请凭新证重新申请。'],
    ),
  },
];
