import type { PointKind } from '../../src/domain/network.ts';
import { paths } from '../paths.ts';
import { pointKindLabel } from '../text.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';

export type TownsPageProps = {
  frame: ElderFrame;
  /** Towns and streets with at least one place to eat. */
  towns: readonly { code: string; name: string; places: number }[];
};

/** For whoever is not signed in: first the town, then the place, then its menu. */
export function TownsPage({ frame, towns }: TownsPageProps) {
  return (
    <ElderLayout frame={frame} title="您家在哪里">
      <Question phrases={['您家在', '哪个镇、', '哪条街道？']} />
      <ul class="pairs">
        {towns.map((town) => (
          <li>
            <a class="choice" href={paths.places(town.code)}>
              <span>
                <b>{town.name}</b> <small>{town.places} 家</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
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
      <ul>
        {places.map((place) => (
          <li>
            <a class="choice" href={paths.menu(place.pointId)}>
              <span>
                <b>{place.name}</b> <span>{place.address}</span>{' '}
                <small>
                  {pointKindLabel[place.kind]}，{place.meals}
                </small>
              </span>
            </a>
          </li>
        ))}
      </ul>
      <StepBack href={paths.places()} />
    </ElderLayout>
  );
}
