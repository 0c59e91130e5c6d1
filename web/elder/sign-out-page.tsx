import { PostForm } from '../form.tsx';
import { paths } from '../paths.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';

/** Asked before anybody is signed out: coming back needs the card. */
export function SignOutPage({ frame, callAs }: { frame: ElderFrame; callAs: string }) {
  return (
    <ElderLayout frame={frame} title="换个人用吗">
      <Question phrases={['换个人用吗？']} />
      <p>换了以后，要再扫一扫卡才能订饭。</p>
      <PostForm action={paths.signOut()}>
        <button class="go">对，换个人</button>
      </PostForm>
      <a class="plain" href={paths.home()}>
        不换，我就是{callAs}
      </a>
    </ElderLayout>
  );
}
