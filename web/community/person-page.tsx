import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export type PersonPageProps = {
  frame: StaffFrame;
  typed?: string;
  errors?: readonly FieldError[];
  /** Null before a search. */
  people: readonly { id: string; name: string; age: number; village: string }[] | null;
  more?: boolean;
};

/** Whom the application is for: first somebody who is known, then somebody new. */
export function PersonPage({ frame, typed = '', errors = [], people, more }: PersonPageProps) {
  return (
    <StaffLayout frame={frame} title="新申请">
      <h1>新申请：给谁办？</h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <PostForm action={paths.communityPeople()} class="find">
          <Field name="q" label="姓名，或身份证号" value={typed} errors={errors} autofocus />
          <button class="act">查找</button>
        </PostForm>
        {people === null ? null : <Found people={people} more={more} />}
      </section>
      <section class="card">
        <h2>系统里还没有的人</h2>
        <p>先在上面查一查。查不到，就登记一位新来的。</p>
        <p>
          <a class="act" href={paths.newApplication('new')}>
            登记新来的人
          </a>
        </p>
      </section>
    </StaffLayout>
  );
}

function Found({ people, more }: Pick<PersonPageProps, 'more'> & { people: NonNullable<PersonPageProps['people']> }) {
  if (people.length === 0) return <p class="empty">住在这里的人里没有找到。请核对，或者按新来的人登记。</p>;
  return (
    <>
      <ul>
        {people.map(({ id, name, age, village }) => (
          <li>
            <a class="choice-line" href={paths.newApplication(id)}>
              <b>{name}</b> {age} 岁，{village}
            </a>
          </li>
        ))}
      </ul>
      {more ? <p class="hint">还有更多，请多打几个字。</p> : null}
    </>
  );
}
