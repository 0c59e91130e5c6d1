import { Field, PostForm, Refusal } from '../form.tsx';
import { paths } from '../paths.ts';
import { SignInShell } from './sign-in-shell.tsx';

/** Why the screen says something: it locked, it locked before a form was sent, a PIN was wrong, too many were. */
export type LockNotice = 'locked' | 'not_done' | 'wrong' | 'person_locked' | 'tablet_locked';

type TabletHead = { name: string; pointName: string };
type OnTablet = { tablet: TabletHead; back?: string };

/** `minutes`: how long a lock of PINs lasts. */
export type LockedTabletProps = OnTablet & { staff: readonly { id: string; name: string }[]; notice?: LockNotice; minutes?: number };

/** The shared tablet between two people: press a name, then type its PIN. */
export function LockedTabletPage({ tablet, staff, notice, minutes = 0, back }: LockedTabletProps) {
  return (
    <SignInShell title={tablet.name}>
      <h1>
        {tablet.pointName}，{tablet.name}
      </h1>
      <Notice notice={notice} minutes={minutes} />
      <section class="card">
        <h2>您是哪一位？</h2>
        {staff.length === 0 ? (
          <p class="empty">还没有人能用 PIN 进来。先用密码登录，在“我的登录”里设一个 PIN，名字就会出现在这里。</p>
        ) : (
          <ul class="switchers">
            {staff.map(({ id, name }) => (
              <li>
                <a class="act big" href={paths.tabletPerson(id, back)}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="card">
        <h2>没有您的名字，或者忘了 PIN？</h2>
        <p>用密码登录，在右上角自己的名字里设 PIN，马上能用。设好了，要记得退出：用密码进来的不会自己锁屏。</p>
        <p>
          <a class="act" href={paths.staffSignIn()}>
            用密码登录
          </a>
        </p>
      </section>
    </SignInShell>
  );
}

function Notice({ notice, minutes }: { notice: LockNotice | undefined; minutes: number }) {
  switch (notice) {
    case undefined:
      return null;
    case 'locked':
      return <p class="card">锁屏了。已经登记的都在。刚才用的人输了 PIN，回到刚才那一页。</p>;
    case 'not_done':
      return <Refusal words="锁屏了，刚才按的那一步没有办成，填的也没有存下来。请输 PIN，再办一次。" />;
    case 'wrong':
      return <Refusal words="PIN 不对。看看名字点对了没有，再试一次。" />;
    case 'person_locked':
      return <Refusal words={`这个名字试错的次数太多，锁住了，过 ${minutes} 分钟自己解开；等不及，用密码登录，重新设一个 PIN。`} />;
    case 'tablet_locked':
      return <Refusal words={`这块平板上试错的次数太多，锁住了，过 ${minutes} 分钟自己解开；等不及，用密码登录。`} />;
  }
}

/** An ordinary field: the tablet shows its own keys for digits, with no script of ours. `empty`: it was pressed with nothing typed. */
export function PinPage({ tablet, person, back, empty }: OnTablet & { person: { id: string; name: string }; empty: boolean }) {
  const errors = empty ? [{ field: 'pin', message: '请打 PIN。' }] : [];
  return (
    <SignInShell title={tablet.name}>
      <h1>{person.name}</h1>
      <section class="card">
        <PostForm action={paths.tabletPerson(person.id)} hidden={back ? { back } : {}}>
          <Field class="big pin" name="pin" label="您的 PIN" hint="6 位数字。" type="password" inputmode="numeric" errors={errors} autofocus />
          <button class="act main big">进去</button>
        </PostForm>
      </section>
      <p class="trail">
        <a href={paths.lockedTablet(back)}>← 不是我，换个名字</a>
      </p>
    </SignInShell>
  );
}
