import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { TabletList, type TabletLine } from '../tablet-list.tsx';

/** Where people sign in by a PIN, and who let it be so. */
export function CountyTabletsPage({ frame, tablets }: { frame: StaffFrame; tablets: readonly TabletLine[] }) {
  return (
    <StaffLayout frame={frame} title="平板">
      <h1>食堂合用的平板</h1>
      <section class="card">{tablets.length === 0 ? <p class="empty">还没有食堂登记过平板。</p> : <TabletList tablets={tablets} />}</section>
      <p class="notes">平板由运营机构的负责人登记、停用。谁在哪块平板上用 PIN 进来过，审计里有；要让一个人马上进不去，收回他的授权或者停用他。</p>
    </StaffLayout>
  );
}
