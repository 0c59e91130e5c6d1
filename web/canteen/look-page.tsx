import { LookPanel, type LookPanelProps } from '../look-panel.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

/** The telephone and the address of somebody at the counter: with stars, and in full for whoever says what for. */
export function CanteenLookPage({ frame, name, back, look }: { frame: StaffFrame; name: string; back: string; look: LookPanelProps }) {
  return (
    <StaffLayout frame={frame} title="电话、住址">
      <h1>{name}</h1>
      <LookPanel {...look} />
      <p class="trail">
        <a href={back}>回到登记</a>
      </p>
    </StaffLayout>
  );
}
