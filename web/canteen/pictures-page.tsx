import type { DishCategory } from '../../src/domain/menu.ts';
import { PICTURE_LIMITS } from '../../src/domain/picture.ts';
import { called } from '../field-names.tsx';
import { ErrorSummary, PostForm, type FieldError } from '../form.tsx';
import { paths, staticFiles } from '../paths.ts';
import { DishPicture, MealPicture } from '../pictogram.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

type Meal = { pointId: string; pointName: string; setMealId: string; name: string; pictureId: string | null; categories: readonly DishCategory[] };

/** Every meal of these days with what the elders see of it. */
export function PicturesPage({ frame, meals }: { frame: StaffFrame; meals: readonly Meal[] }) {
  return (
    <StaffLayout frame={frame} title="菜的照片">
      <h1>菜的照片</h1>
      <p class="hint">老人的页面上，每份套餐有一张图。拍了自己的照片，就换成照片；没有照片的，用画的图。</p>
      {meals.length === 0 ? <p class="empty">这几天还没有排菜。排了菜，这里列出来。</p> : null}
      <ul class="pictured">
        {meals.map((meal) => (
          <li class="card">
            <a href={paths.canteenPicture(meal.pointId, meal.setMealId)}>
              <DishPicture categories={meal.categories} pictureId={meal.pictureId} />
              <b>{meal.name}</b> <span>{meal.pictureId === null ? '画的图' : '照片'}</span>
            </a>
          </li>
        ))}
      </ul>
    </StaffLayout>
  );
}

const FIELD_LABEL = '拍一张，或选一张（横着拍，只拍饭菜，不要拍到人）';

/** One meal: what is shown now, another photo, or the drawing again. The script makes the photo small before it is sent. */
export function PicturePage({ frame, meal, errors = [] }: { frame: StaffFrame; meal: Meal; errors?: readonly FieldError[] }) {
  const { large, small } = PICTURE_LIMITS;
  called('photo', FIELD_LABEL);
  const message = errors.find((one) => one.field === 'photo')?.message;
  return (
    <StaffLayout frame={frame} title="菜的照片" scripts={[staticFiles.photo]}>
      <h1>菜的照片：{meal.name}</h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <div class="shown-picture">
          <MealPicture categories={meal.categories} pictureId={meal.pictureId} />
        </div>
        <form
          method="post"
          action={paths.canteenPicture(meal.pointId, meal.setMealId)}
          enctype="multipart/form-data"
          novalidate
          data-photo={`${large.width}x${large.height}x${large.bytes} ${small.width}x${small.height}x${small.bytes}`}
        >
          <div class="field">
            <label for="photo">{FIELD_LABEL}</label>
            {message ? (
              <p class="wrong" id="photo-error">
                {message}
              </p>
            ) : null}
            <input id="photo" name="photo" type="file" accept="image/*" aria-describedby={message ? 'photo-error' : undefined} aria-invalid={message ? 'true' : undefined} />
          </div>
          <button class="act main">用这张照片</button>
        </form>
        {meal.pictureId === null ? null : (
          <PostForm action={paths.pictureRemoval(meal.pointId, meal.setMealId)}>
            <button class="act">不用照片，换回画的图</button>
          </PostForm>
        )}
      </section>
      <p class="trail">
        <a href={paths.canteenPictures()}>别的套餐</a>
      </p>
    </StaffLayout>
  );
}
