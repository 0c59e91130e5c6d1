import type { Child } from 'hono/jsx';
import type { PointKind } from '../../src/domain/network.ts';
import { paths } from '../paths.ts';
import { pointKindLabel } from '../text.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';

export type TownsPageProps = {
  frame: ElderFrame;
  /** Towns and streets with at least one place to eat. */
  towns: readonly { code: string; name: string; places: number }[];
};

/** For whoever is not signed in, or cannot order where she usually eats: first the town, then the place, then its menu. Towns with the most places stand first. */
export function TownsPage({ frame, towns }: TownsPageProps) {
  const largestFirst = towns.toSorted((one, other) => other.places - one.places);
  return (
    <ElderLayout frame={frame} title="您家在哪里">
      <Question phrases={['您家在', '哪个镇、', '哪条街道？']} />
      <Folding
        class="pairs"
        rest="还有别的镇、街道"
        rows={largestFirst.map((town) => (
          <a class="choice" href={paths.places(town.code)}>
            <span>
              <b>{town.name}</b> <small>{town.places} 家</small>
            </span>
          </a>
        ))}
      />
      <StepBack href={paths.home()} />
    </ElderLayout>
  );
}

export type PlacesPageProps = {
  frame: ElderFrame;
  town: string;
  places: readonly { pointId: string; name: string; kind: PointKind; address: string; meals: string }[];
};

/** `meals` says what is served in words: 早餐、午餐、晚餐. */
export function PlacesPage({ frame, town, places }: PlacesPageProps) {
  return (
    <ElderLayout frame={frame} title={`${town}吃饭的地方`}>
      <Question phrases={[`${town}，`, '您去哪家吃？']} />
      {places.length === 0 ? <p>这里还没有食堂。打上面的电话，问问附近哪里能吃。</p> : null}
      <Folding
        rest="还有别家"
        rows={places.map((place) => (
          <a class="choice" href={paths.menu(place.pointId)}>
            <span>
              <b>{place.name}</b> <span>{place.address}</span>{' '}
              <small>
                {pointKindLabel[place.kind]}，{place.meals}
              </small>
            </span>
          </a>
        ))}
      />
      <StepBack href={paths.places()} />
    </ElderLayout>
  );
}

const MOST_CHOICES = 5;

/** A list of rows: where they are more than five, four of them and what opens the rest. */
function Folding({ class: name, rest, rows }: { class?: string; rest: string; rows: readonly Child[] }) {
  const list = (some: readonly Child[]) => (
    <ul class={name}>
      {some.map((row) => (
        <li>{row}</li>
      ))}
    </ul>
  );
  if (rows.length <= MOST_CHOICES) return list(rows);
  return (
    <>
      {list(rows.slice(0, MOST_CHOICES - 1))}
      <details>
        <summary>{rest}</summary>
        {list(rows.slice(MOST_CHOICES - 1))}
      </details>
    </>
  );
}
