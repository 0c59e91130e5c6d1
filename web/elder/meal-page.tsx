import type { Instant } from '../../src/domain/calendar.ts';
import { spokenTime } from '../format.tsx';
import { paths } from '../paths.ts';
import { DishPicture } from '../pictogram.tsx';
import { notAChoiceText } from '../refusals.ts';
import { clashesSpoken } from '../text.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';
import { cutoffText, payText, type MealOffer, type Sitting } from './meal-offer.tsx';

export type MealPageProps = { frame: ElderFrame; sitting: Sitting; cutoffAt: Instant; offers: readonly MealOffer[] };

const AT_ONCE = 4;

/** All dishes of one meal. What goes beyond four folds away, so that there are never more than five things to choose from. */
export function MealPage({ frame, sitting, cutoffAt, offers }: MealPageProps) {
  const when = spokenTime(sitting.date, sitting.slot, sitting.today);
  const shown = offers.length === AT_ONCE + 1 ? offers : offers.slice(0, AT_ONCE);
  const folded = offers.slice(shown.length);
  const footnote = offers.some((offer) => offer.refused === null) ? cutoffText(cutoffAt, sitting.today) : null;
  return (
    <ElderLayout frame={frame} title={`${when}吃哪个`} footnote={footnote}>
      <Question phrases={[`${when}，`, '您吃哪个？']} />
      {shown.map((offer) => (
        <Choice sitting={sitting} offer={offer} />
      ))}
      {folded.length > 0 ? (
        <details>
          <summary>还有别的菜</summary>
          {folded.map((offer) => (
            <Choice sitting={sitting} offer={offer} />
          ))}
        </details>
      ) : null}
      <StepBack href={paths.home()} />
    </ElderLayout>
  );
}

/** One dish is one target with one name; a dish that cannot be chosen says why and is no target. */
function Choice({ sitting, offer }: { sitting: Sitting; offer: MealOffer }) {
  const words = (
    <>
      <DishPicture categories={offer.categories} pictureId={offer.pictureId} />
      <span>
        <b>{offer.name}</b> <span>{offer.dishes.join('、')}</span> <em>{outcome(offer)}</em> {warning(offer)}
      </span>
    </>
  );
  if (offer.refused !== null) return <div class="choice off">{words}</div>;
  return (
    <a class="choice" href={paths.setMeal(sitting.runId, offer.setMealId)}>
      {words}
    </a>
  );
}

const outcome = ({ refused, selfPayFen }: MealOffer) => (refused === null ? payText(selfPayFen) : notAChoiceText(refused));

const warning = ({ clashes }: MealOffer) => (clashes.length > 0 ? <span>留意：{clashesSpoken(clashes)}</span> : null);
