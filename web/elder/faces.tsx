import type { Face } from '../../src/domain/rating.ts';
import { PostForm } from '../form.tsx';
import { paths } from '../paths.ts';

export const faceSpoken: Record<Face, string> = { good: '好吃', fair: '还行', poor: '不好' };

const MOUTH: Record<Face, string> = { good: 'M7.5 14c1.5 4 7.5 4 9 0', fair: 'M8 15.5h8', poor: 'M7.5 17c1.5-4 7.5-4 9 0' };

export function FaceDrawing({ face }: { face: Face }) {
  return (
    <svg class="face" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true">
      <circle cx="12" cy="12" r="10" />
      <path d={`M8.5 9v.5M15.5 9v.5${MOUTH[face]}`} />
    </svg>
  );
}

/** Three faces with their words, each a button: one press says it. */
export function FaceButtons({ orderId, chosen }: { orderId: string; chosen: Face | null }) {
  return (
    <ul class="faces" aria-label="吃得怎么样">
      {(['good', 'fair', 'poor'] as const).map((face) => (
        <li>
          <PostForm action={paths.rating(orderId)} hidden={{ face }}>
            <button class="plain" aria-current={face === chosen ? 'true' : undefined}>
              <FaceDrawing face={face} />
              {faceSpoken[face]}
            </button>
          </PostForm>
        </li>
      ))}
    </ul>
  );
}
