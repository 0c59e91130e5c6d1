export type CandidateLine = { name: string; age: number; village: string; phone: string | null; href: string };

/** Several are meant by what was typed: one of them is chosen. */
export function Candidates({ people, more }: { people: readonly CandidateLine[]; more: boolean }) {
  return (
    <section class="card">
      <h2>是哪一位？</h2>
      <ul class="choices">
        {people.map((one) => (
          <li>
            <a class="choice-line" href={one.href}>
              <b>{one.name}</b> {one.age} 岁，{one.village}
              {one.phone ? `，${one.phone}` : '，没有电话'}
            </a>
          </li>
        ))}
      </ul>
      {more ? <p>还有同样的人没列出来，请多打一个字。</p> : null}
    </section>
  );
}
