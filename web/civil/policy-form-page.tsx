import { PostForm } from '../form.tsx';
import { paths } from '../paths.ts';
import type { TextProblem } from '../policy-problem-text.ts';
import { payerWord, type PolicyNames } from '../policy-words.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';

export type PolicyFormPageProps = {
  frame: StaffFrame;
  /** Null while nothing is saved yet. */
  draftId: string | null;
  text: string;
  /** What was wrong with the text that was posted. */
  problems: readonly TextProblem[];
  hidden: Readonly<Record<string, string>>;
  names: Omit<PolicyNames, 'divisions'>;
};

/** A policy's text, to be written or pasted. What was typed always stays. */
export function PolicyFormPage({ frame, draftId, text, problems, hidden, names }: PolicyFormPageProps) {
  return (
    <StaffLayout frame={frame} title="拟补贴办法">
      <nav class="trail" aria-label="返回">
        <a href={draftId === null ? paths.policies() : paths.policyDraft(draftId)}>← {draftId === null ? '全部补贴办法' : '这份草稿'}</a>
      </nav>
      <div>
        <h1>{draftId === null ? '拟一份补贴办法' : '改这份草稿'}</h1>
        <p class="hint">对着文件改，或把写好的 JSON 整份贴进来。金额都是分：3 元写 300。保存以后可以和现行版本对比，在过去的月份上试算，再送另一位经办人批。</p>
      </div>
      <Problems problems={problems} />
      <section class="card">
        <PostForm action={draftId === null ? paths.policyDrafts() : paths.policyDraftText(draftId)} hidden={hidden}>
          <div class="field wide">
            <label>
              办法的 JSON 文本
              <textarea id="text" name="text" rows={28} spellcheck={false} aria-invalid={problems.length > 0 ? 'true' : undefined} aria-describedby={problems.length > 0 ? 'problems' : undefined}>
                {`\n${text}`}
              </textarea>
            </label>
          </div>
          <button class="act main big">保存草稿</button>
        </PostForm>
      </section>
      <CountyWords names={names} />
    </StaffLayout>
  );
}

function Problems({ problems }: Pick<PolicyFormPageProps, 'problems'>) {
  if (problems.length === 0) return null;
  return (
    <section class="card alarm" role="alert" id="problems">
      <h2>{problems.length === 1 ? '有一处要改，还没有保存' : `有 ${problems.length} 处要改，还没有保存`}</h2>
      <ul>
        {problems.map(({ place, message, page }) => (
          <li>
            <a href="#text">{message}</a>
            <br />
            <small class="code">{place}</small>
            {page ? (
              <p>
                <a href={page.href}>{page.label}</a>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a policy may name: the county's own rows. */
function CountyWords({ names }: Pick<PolicyFormPageProps, 'names'>) {
  return (
    <section class="card">
      <h2>办法里可以用的出资方和类别</h2>
      <Table
        class="ledger"
        columns={['写法', '本县的叫法', '用在哪里'].map((head) => ({ head }))}
        rows={[
          ...names.payers.filter((one) => one.code !== 'elder').map((one) => [one.code, payerWord(names, one.code), '出资方']),
          ...names.categories.map((one) => [one.code, one.name, '类别']),
        ]}
      />
      <p class="trail">
        <a href={paths.payers()}>加一个出资方</a>
        <a href={paths.categories()}>加一个困难类别</a>
      </p>
    </section>
  );
}
