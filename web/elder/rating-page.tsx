import { serviceDateOf, type Instant, type ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { MOST_WORDS, type Face, type RatingRefusal } from '../../src/domain/rating.ts';
import { PostForm } from '../form.tsx';
import { spokenDay, spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';
import { FaceButtons, FaceDrawing, faceSpoken } from './faces.tsx';
import { ProblemPage } from './problem-page.tsx';

export type RatingPageProps = {
  frame: ElderFrame;
  orderId: string;
  today: ServiceDate;
  date: ServiceDate;
  slot: MealSlot;
  name: string;
  rating: { face: Face; words: string; complaintId: string | null; answer: string | null } | null;
  /** Until when she can change her mind; null when that is over. */
  until: Instant | null;
  /** Words that were too long, as they were typed. */
  tooLong?: string;
};

/** How the meal was: first the face; then thanks, and room for words for whoever has some. */
export function RatingPage(props: RatingPageProps) {
  const { frame, orderId, rating, until, today } = props;
  const footnote = until === null ? null : `改主意了，到${spokenDay(serviceDateOf(until - 1), today)}都能改。`;
  return (
    <ElderLayout frame={frame} title={rating ? '您说的我们记下了' : '吃得怎么样'} footnote={footnote}>
      {props.tooLong === undefined ? null : (
        <div class="warn" role="alert">
          <b>有一处要改：</b>
          <a class="to-field" href="#words">
            话长了些，请写短一点，{MOST_WORDS} 个字以内
          </a>
        </div>
      )}
      {rating ? <Thanks {...props} rating={rating} /> : <Question phrases={[spokenMeal(props.date, props.slot, today), '您吃得怎么样？']} />}
      {rating || until === null ? null : <FaceButtons orderId={orderId} chosen={null} />}
      {rating && until !== null ? <Words {...props} rating={rating} /> : null}
      <a class={rating ? 'go' : 'plain'} href={paths.home()}>
        {rating ? '好了' : '回到开头'}
      </a>
      {rating && until !== null ? (
        <details>
          <summary>换一张脸</summary>
          <FaceButtons orderId={orderId} chosen={rating.face} />
        </details>
      ) : null}
    </ElderLayout>
  );
}

type Rated = RatingPageProps & { rating: NonNullable<RatingPageProps['rating']> };

function Thanks({ date, slot, today, name, rating }: Rated) {
  const { face, words, complaintId, answer } = rating;
  return (
    <>
      <Question phrases={face === 'poor' ? ['对不住您，', '我们记下了'] : ['谢谢您，', '我们记下了']} />
      <div class="slip said">
        <FaceDrawing face={face} />
        <div>
          {spokenMeal(date, slot, today)}，{name}
          <br />
          <b>
            {faceSpoken[face]}
            {words ? `：${words}` : ''}
          </b>
        </div>
        {answer ? (
          <div>
            食堂回话：<b>{answer}</b>
          </div>
        ) : null}
        {complaintId && !answer ? <div>食堂的人会看，怎么办的，会写在这里。</div> : null}
      </div>
    </>
  );
}

const WHAT_WAS_WRONG = ['凉了', '太咸', '太硬'];

/** For a sad face, three common reasons to press, so that nothing need be typed. */
function Words({ orderId, rating, tooLong }: Rated) {
  const { face, words } = rating;
  return (
    <>
      {face === 'poor' && words === '' ? (
        <>
          <h2>哪里不好？</h2>
          <ul class="faces">
            {WHAT_WAS_WRONG.map((reason) => (
              <li>
                <PostForm action={paths.rating(orderId)} hidden={{ face, words: reason }}>
                  <button class="plain">{reason}</button>
                </PostForm>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <PostForm action={paths.rating(orderId)} hidden={{ face }} class="say">
        <label for="words">{words ? '还想改几个字' : '还想说什么，可以写，也可以不写'}</label>
        <textarea id="words" name="words" rows={2} autocomplete="off" aria-invalid={tooLong === undefined ? undefined : 'true'}>
          {tooLong ?? words}
        </textarea>
        <button class="plain">写好了</button>
      </PostForm>
    </>
  );
}

const refusalWords: Record<RatingRefusal, { title: string; advice: string }> = {
  not_eaten: { title: '这一顿还没有吃', advice: '吃过了，再来说好不好。' },
  too_late: { title: '这一顿过去好几天了', advice: '不能再记了。有话，打上面的电话跟食堂说。' },
};

/** Why nothing was said of a meal. */
export function RatingRefusalPage({ frame, refused, orderId }: { frame: ElderFrame; refused: RatingRefusal; orderId: string }) {
  return <ProblemPage frame={frame} {...refusalWords[refused]} wayOut={{ href: paths.order(orderId), label: '看看这一顿' }} />;
}
