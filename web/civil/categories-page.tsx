import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import type { LabelDone } from './county-label-text.ts';
import { Changes, CodeAndName, Deletion, Done, Renaming, type LabelChangeView, type RenamingProps } from './labels.tsx';
import { Versions, type NamingVersion } from './payers-page.tsx';

export type CategoryView = { code: string; name: string; people: number; words: readonly string[] };

export type CategoriesPageProps = {
  frame: StaffFrame;
  categories: readonly CategoryView[];
  typed: { code: string; name: string };
  errors: readonly FieldError[];
  requestKey: string;
  done: LabelDone | null;
};

/** Whom a rule may call by a word, and the words of lists for it. */
export function CategoriesPage({ frame, categories, typed, errors, requestKey, done }: CategoriesPageProps) {
  return (
    <StaffLayout frame={frame} title="困难类别">
      <nav class="trail" aria-label="返回">
        <a href={paths.policies()}>← 补贴办法</a>
        <a href={paths.payers()}>出资方</a>
        <a href={paths.rosters()}>名册</a>
      </nav>
      <div>
        <h1>困难类别</h1>
        <p class="hint">补贴办法里能写的类别，和名册里对应的用词。文件上叫什么，这里就叫什么。</p>
      </div>
      <Done done={done} />
      <ErrorSummary errors={errors} />
      <section class="card">
        {categories.length === 0 ? (
          <p class="empty">还没有困难类别。照补贴文件上写的，在下面一个一个加，再导入名册。</p>
        ) : (
          <Table
            class="ledger told codes"
            columns={[{ head: '名称' }, { head: '代号' }, { head: '现在有（人）', numeric: true }, { head: '名册用词' }]}
            rows={categories.map((one) => [<a href={paths.category(one.code)}>{one.name}</a>, one.code, String(one.people), one.words.length === 0 ? '只认名称' : one.words.join('、')])}
          />
        )}
      </section>
      <section class="card" aria-labelledby="add">
        <h2 id="add">加一个困难类别</h2>
        <PostForm action={paths.categories()} hidden={{ key: requestKey }}>
          <CodeAndName kind="category" typed={typed} errors={errors} />
          <button class="act main">加上</button>
        </PostForm>
      </section>
    </StaffLayout>
  );
}

/** `takes`: the category that the word stands for now, where it may be taken from it. */
export type WordFormProps = { typed: string; errors: readonly FieldError[]; takes: { code: string; name: string } | null };

export type CategoryPageProps = {
  frame: StaffFrame;
  category: CategoryView;
  used: boolean;
  policies: readonly NamingVersion[];
  changes: readonly LabelChangeView[];
  renaming: Omit<RenamingProps, 'label' | 'action'>;
  word: WordFormProps;
  done: LabelDone | null;
  refusal?: string;
};

/** One category: whom it names, which words of lists stand for it, what it may be called. */
export function CategoryPage(props: CategoryPageProps) {
  const { frame, category, used, policies, changes, renaming, word, done, refusal } = props;
  const label = { kind: 'category', code: category.code, name: category.name } as const;
  return (
    <StaffLayout frame={frame} title="困难类别">
      <nav class="trail" aria-label="返回">
        <a href={paths.categories()}>← 困难类别</a>
      </nav>
      <h1>{category.name}</h1>
      <Done done={done} />
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <ErrorSummary errors={[...renaming.errors, ...word.errors]} />
      <section class="card">
        <dl class="facts">
          <dt>代号</dt>
          <dd>{category.code}</dd>
          <dt>现在有</dt>
          <dd>{category.people} 人</dd>
          <dt>写在</dt>
          <dd>{policies.length === 0 ? '还没有办法用到' : <Versions policies={policies} />}</dd>
        </dl>
      </section>
      <Words category={category} word={word} />
      <Renaming label={label} action={paths.categoryName(category.code)} {...renaming} />
      <Changes changes={changes} />
      <Deletion label={label} action={paths.categoryDeletion(category.code)} used={used} />
    </StaffLayout>
  );
}

function Words({ category, word }: Pick<CategoryPageProps, 'category' | 'word'>) {
  const { typed, errors, takes } = word;
  return (
    <section class="card">
      <h2>名册用词</h2>
      <p>{category.words.length === 0 ? `名册里只认“${category.name}”。` : `名册里写“${category.name}”，或者：${category.words.join('、')}，都算这一类。`}</p>
      <PostForm action={paths.categoryWords(category.code)}>
        <Field name="word" label="名册里还有什么写法" value={typed} errors={errors} hint="例如 城市低保。已经导入、应用过的名册不受影响" />
        <button class="act">加上这个写法</button>
      </PostForm>
      {takes ? (
        <PostForm action={paths.categoryWords(category.code)} hidden={{ word: typed, from: takes.code }}>
          <button class="act">
            “{typed}”不再指{takes.name}，改为指{category.name}
          </button>
        </PostForm>
      ) : null}
    </section>
  );
}
