import type { Context } from 'hono';
import { stepsOpen, type Step } from '../../domain/application.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import type { App } from '../../request.ts';
import type { ApplicationRead } from '../../store/applications.ts';
import { loadHomes } from '../../store/new-applications.ts';
import { CommunityApplicationPage } from '../../../web/community/application-page.tsx';
import type { Typed } from '../../../web/community/application-fields.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { recordOf } from '../application-view.ts';
import { communityFrame } from './frame.ts';
import { registeredOptions } from './registered-options.ts';

type Shown = {
  acting?: Step | 'look';
  typed?: Typed;
  errors?: readonly FieldError[];
  refusal?: string;
  looked?: boolean;
  status?: 200 | 409 | 422;
};

/** The page of one application at the village, with whatever was just refused on top. */
export async function recordPage(c: Context<App>, read: ApplicationRead, shown: Shown = {}) {
  const today = serviceDateOf(c.var.now);
  const { application, categories, points } = read;
  const expired = application.state === 'refused' && application.dueDate !== null && today > application.dueDate;
  const homes = await loadHomes(c.var.db, c.var.scope);
  const { acting, typed = {}, errors = [], refusal, looked, status = 200 } = shown;
  const page = (
    <CommunityApplicationPage
      frame={communityFrame(c, homes.offices)}
      record={await recordOf(c, read, looked)}
      steps={application.steps}
      open={expired ? [] : stepsOpen(application.state, 'village')}
      registeredOptions={registeredOptions(homes)}
      {...{ categories, points, today, typed, errors }}
      {...(acting ? { acting } : {})}
      {...(refusal ? { refusal } : {})}
    />
  );
  return c.html(page, status);
}
