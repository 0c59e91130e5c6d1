import type { PolicyRules } from '../../src/domain/policy-rules.ts';
import { Acts } from '../acts.tsx';
import { paths } from '../paths.ts';
import { spanText, type PolicyNames } from '../policy-words.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { actorText } from '../text.ts';
import type { VersionLine } from './policies-page.tsx';
import { Rules } from './policy-rules.tsx';

export type PolicyVersionPageProps = {
  frame: StaffFrame;
  version: VersionLine & { source: string; approvedAtText: string };
  rules: PolicyRules;
  names: PolicyNames;
  /** The version as a policy file. */
  text: string;
  mayDraft: boolean;
};

/** One version, to be held beside the paper. */
export function PolicyVersionPage({ frame, version, rules, names, text, mayDraft }: PolicyVersionPageProps) {
  return (
    <StaffLayout frame={frame} title="补贴办法">
      <nav class="trail" aria-label="返回">
        <a href={paths.policies()}>← 全部补贴办法</a>
      </nav>
      <div class="head">
        <h1>{version.title}</h1>
        <span class={version.holds === 'today' ? 'tag done' : 'tag shut'}>{{ today: '今天执行', later: '还没开始', past: '已停止' }[version.holds]}</span>
      </div>
      <section class="card">
        <dl class="facts">
          <dt>文件</dt>
          <dd>
            {version.issuer}，{version.documentNo}
          </dd>
          <dt>出处</dt>
          <dd>{version.source}</dd>
          {version.borrowedFrom ? (
            <>
              <dt>借用</dt>
              <dd>演示借用自{version.borrowedFrom}，不是本地文件</dd>
            </>
          ) : null}
          <dt>执行的日子</dt>
          <dd>{spanText(version.fromDate, version.end)}</dd>
          <dt>谁拟、谁批</dt>
          <dd>
            {actorText(version.preparedBy)}拟，{actorText(version.approvedBy)}批，{version.approvedAtText}
          </dd>
        </dl>
        {mayDraft ? (
          <p>
            <Acts>
              <a class="act main" href={paths.newPolicyDraft(version.id)}>
                从这一版起草
              </a>
            </Acts>
          </p>
        ) : null}
      </section>
      <Rules rules={rules} names={names} />
      <PolicyJson text={text} />
    </StaffLayout>
  );
}

/** The text itself, for copying. */
export function PolicyJson({ text }: { text: string }) {
  return (
    <section class="card">
      <details>
        <summary>办法的 JSON 文本，可以复制</summary>
        <pre class="text">{text}</pre>
      </details>
    </section>
  );
}
