import { paths } from '../paths.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';

/** `welcome`: nobody is signed in. `dead_card`: the card was replaced or taken back. */
export type SignInView = 'welcome' | 'dead_card';

const words: Record<SignInView, { question: readonly string[]; answer: string }> = {
  welcome: { question: ['您好，', '扫一扫卡，', '就能订饭'], answer: '用手机扫卡上的方块码，什么都不用打。' },
  dead_card: {
    question: ['这张卡', '不能用了'],
    answer: '您手里可能有一张新卡，请扫新的。没有新卡，打上面的电话，请食堂给您换一张。',
  },
};

/** The way in for elders: a card and nothing to remember; the menu is open to everybody. */
export function SignInPage({ frame, view }: { frame: ElderFrame; view: SignInView }) {
  return (
    <ElderLayout frame={frame} title={words[view].question.join('')}>
      <Question phrases={words[view].question} />
      <CardDrawing />
      <p>{words[view].answer}</p>
      <a class="go" href={paths.places()}>
        看看吃什么
      </a>
      <h2>还没有卡？</h2>
      <p>带上身份证，到附近的食堂办。不方便出门，打上面的电话。</p>
      <a class="aside" href={paths.familySignIn()}>
        替家里人订饭
      </a>
    </ElderLayout>
  );
}

/** A card with its square code beside a phone. */
function CardDrawing() {
  return (
    <svg class="picture" viewBox="0 0 360 150" aria-hidden="true">
      <g stroke="#5a3a22" stroke-width="4" stroke-linejoin="round" stroke-linecap="round" fill="none">
        <rect x="40" y="36" width="150" height="92" rx="12" fill="#fff" />
        <path d="M58 60h54M58 80h40M58 104h46" stroke="#c99a66" />
        <path d="M128 62h18v18h-18zM160 62h14v14h-14zM128 94h14v14h-14zM158 92h4M172 92v16h-14" />
        <rect x="240" y="16" width="76" height="122" rx="14" fill="#fff" />
        <path d="M256 46v-8h8M300 46v-8h-8M256 90v8h8M300 90v8h-8M268 124h20" />
        <path d="M266 58h10v10h-10zM282 58h8v8h-8zM266 76h8v8h-8zM284 76h6v8" stroke="#8c2a14" />
        <path d="M204 82h20M216 72l10 10-10 10" stroke="#8c2a14" />
      </g>
    </svg>
  );
}
