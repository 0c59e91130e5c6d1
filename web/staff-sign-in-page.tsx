import { Document } from './layout.tsx';
import { paths, staticFiles } from './paths.ts';

/** For people at work whose session has ended: what happened, that nothing was lost, and who lets them in again. */
export function StaffSignInPage() {
  return (
    <Document title="请重新进入" styles={[staticFiles.staffStyle]}>
      <header class="bar">
        <span class="place">助餐</span>
        <a class="elder-door" href={paths.home()}>
          长辈版
        </a>
      </header>
      <main>
        <section class="card">
          <h1>请重新进入</h1>
          <p>您在这台电脑上没有登录，或者登录已经过了半天，自动退出了。已经登记、已经截止的都在，没有丢。刚才填到一半、还没提交的，要重新填。</p>
          <h2>谁能让您进来</h2>
          <ul>
            <li>食堂的人：找镇街民政经办人，他们管谁能进食堂的页面。</li>
            <li>村和社区的人：找镇街民政经办人。</li>
            <li>民政的人：找县里的系统管理员。</li>
            <li>等着开饭：先照打印好的名单打勾，回来再按纸单登记。</li>
          </ul>
        </section>
      </main>
    </Document>
  );
}
