import { spacedNumber } from '../src/domain/card.ts';
import { Document } from './layout.tsx';
import { staticFiles } from './paths.ts';
import { QrCode } from './qr.tsx';
import { TabletLock } from './tablet-lock.tsx';

export type CardSheetProps = {
  card: { elderName: string; number: string; pointName: string; phone: string; phoneHours: string };
  /** The whole address in the square. */
  link: string;
  back: string;
};

/** A card of the size of a bank card, front and back on one A4 sheet, black on white: to be cut out, folded and put into a sleeve. */
export function CardSheet({ card, link, back }: CardSheetProps) {
  return (
    <Document title="助餐卡" styles={[staticFiles.sheetStyle]}>
      <nav class="screen" aria-label="打印">
        <a href={back}>返回</a>
        <span>用浏览器的“打印”，A4 纸，缩放 100%。沿外框剪下，中间对折，装进卡套。</span>
        <TabletLock />
      </nav>
      <div class="paper">
        <main class="elder-card">
          <section class="card-side">
            <h1>助餐卡</h1>
            <div class="card-row">
              <div>
                <p class={card.elderName.length > 4 ? 'card-name long' : 'card-name'}>{card.elderName}</p>
                <p>{card.pointName}</p>
              </div>
              <QrCode text={link} label="用手机扫，就能订饭" />
            </div>
            <p>卡号 {spacedNumber(card.number)}</p>
          </section>
          <section class="card-side">
            <p class="card-phone">{card.phone}</p>
            <p>
              {card.pointName}，{card.phoneHours}
            </p>
            <ol>
              <li>手机扫方块码，就能订饭。</li>
              <li>来吃饭，带上这张卡。</li>
              <li>丢了马上打上面的电话，旧卡当时就停。</li>
            </ol>
          </section>
        </main>
      </div>
    </Document>
  );
}
