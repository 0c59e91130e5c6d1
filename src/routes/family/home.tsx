import { Hono } from 'hono';
import { maskName } from '../../domain/masking.ts';
import type { App } from '../../request.ts';
import { loadOwnBindings } from '../../store/family-bindings.ts';
import { FamilyHomePage } from '../../../web/family/home-page.tsx';
import { paths } from '../../../web/paths.ts';
import { permit } from '../permit.ts';
import { carerOf, familyFrame } from './frame.ts';

export const familyHome = new Hono<App>();

/** Whom a family member cares for. An elder on the plain pages has only herself. */
familyHome.get('/', permit('family.order'), async (c) => {
  const carer = carerOf(c);
  if (carer.kind === 'elder') return c.redirect(paths.familyWeek(carer.elderId), 303);
  const own = await loadOwnBindings(c.var.db, c.var.vault, carer.personId);
  // Of somebody who has died no button for meals is left.
  const people = own.filter(({ deceased }) => deceased === 0).map(({ id: bindingId, elderId, elderName, elderSex: sex, relation, state }) => {
    return { bindingId, elderId, name: state === 'standing' ? elderName : maskName(elderName), sex, relation, state };
  });
  return c.html(<FamilyHomePage frame={familyFrame(c)} people={people} />);
});
