// Of canteens, villages and families: a part of fault-stories.ts. Order matters: a later story may rest on what an earlier one did.
import { eq } from 'drizzle-orm';
import { person as people, roleGrant } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { TOLD } from './access-canteen.ts';
import { elder, formOn, found, led, ordered, person, posting, thirdOf, worker, type Scene, type Story } from './fault-stories.ts';
import { jpeg } from './photos.ts';
import { ORIGIN, type Visitor } from './visitor.ts';

/** Who else works at the place: what one did, another looks at. */
async function another(scene: Scene): Promise<Visitor> {
  const { db, place } = scene;
  const personId = `${place.cook}-too`;
  const known = await db.select().from(people).where(eq(people.id, personId));
  if (known.length === 0) {
    await db.insert(people).values({ id: personId, name: '另一位' });
    await db.insert(roleGrant).values({ id: `grant-${personId}`, personId, role: 'canteen_staff', mealPointId: place.point, grantedAt: 0, grantedBy: 'person:clerk' });
  }
  return person(scene, personId);
}

const daughter = (scene: Scene) => person(scene, `f${scene.place.point.slice(1)}`);

export const STORIES_AT_WORK: Record<string, Story> = {
  'POST /canteen/relatives/:bindingId/consent': async (scene) => posting(await person(scene, scene.place.cook), `/canteen/relatives/${scene.place.asked}/consent`, { elder: scene.place.elder }),
  'POST /canteen/relatives/:bindingId/withdrawal': async (scene) => posting(await person(scene, scene.place.cook), `/canteen/relatives/${scene.place.asked}/withdrawal`, { elder: scene.place.elder }),
  'POST /canteen/phone-orders/orders/:orderId/cancellation': async (scene) => {
    const orderId = await ordered(await elder(scene, thirdOf(scene)), scene.place.tomorrow);
    return posting(await person(scene, scene.place.cook), `/canteen/phone-orders/orders/${orderId}/cancellation`);
  },
  'POST /canteen/refund-requests/:requestId': async (scene) => {
    const [who, path] = [await another(scene), `/canteen/refund-requests/${scene.place.refundRequest}`];
    return posting(who, path, { ...(await formOn(who, path, path)), outcome: 'approved' });
  },
  'POST /canteen/shifts/:pointId/:number/review': async (scene) => posting(await another(scene), `/canteen/shifts/${scene.place.point}/1/review`),
  'POST /canteen/pictures/:pointId/:setMealId': async (scene) => {
    const photo = () => {
      const body = new FormData();
      for (const size of ['large', 'small']) body.append(size, new File([jpeg(5_000)], `${size}.jpg`));
      return body;
    };
    const path = `/canteen/pictures/${scene.place.point}/A`;
    return { who: await person(scene, scene.place.cook), send: (over) => over.send(path, { method: 'POST', headers: { origin: ORIGIN }, body: photo() }) };
  },
  'POST /canteen/pictures/:pointId/:setMealId/removal': async (scene) => posting(await person(scene, scene.place.cook), `/canteen/pictures/${scene.place.point}/A/removal`),

  'POST /community/phone-orders/orders/:orderId/cancellation': async (scene) => {
    const orderId = await ordered(await elder(scene, thirdOf(scene)), scene.place.tomorrow);
    return posting(await worker(scene), `/community/phone-orders/orders/${orderId}/cancellation`);
  },
  'POST /family/elders/:elderId/orders': async (scene) => {
    const { elder: id, tomorrow } = scene.place;
    const who = await daughter(scene);
    const [path, page] = [`/family/elders/${id}/orders`, `/family/elders/${id}/meals/${tomorrow}/A/dine_in`];
    return posting(who, path, await formOn(who, page, path));
  },
  'POST /family/elders/:elderId/orders/:orderId/cancellation': async (scene) =>
    posting(await daughter(scene), `/family/elders/${scene.place.elder}/orders/${scene.place.cancelling}/cancellation`),
  'POST /diet/restoration': async (scene) => {
    const { elder: id } = scene.place;
    const her = await daughter(scene);
    const path = `/family/elders/${id}/diet`;
    const marks = Object.fromEntries([...(await (await her.get(path)).text()).matchAll(/name="(mark_\w+)"/g)].map(([, name = '']) => [name, 'none']));
    await led((await elder(scene, id)).post('/diet', { change: 'texture', texture: 'soft' }));
    await led(her.post(path, { ...(await formOn(her, path, path)), texture: 'regular', feeding: 'no', note: '', ...marks }));
    const version = await found('SELECT max(version) AS found FROM diet_change WHERE elder_id = ?', id);
    return posting(await elder(scene, id), '/diet/restoration', { version: String(version) });
  },
  'POST /pauses/:id/end': async (scene) => {
    const who = await elder(scene, scene.place.elder);
    await led(who.post('/pauses', { key: newId(), resume: '2026-11-30' }));
    const pauseId = await found('SELECT id AS found FROM pause WHERE elder_id = ?', scene.place.elder);
    return posting(who, `/pauses/${pauseId}/end`, { key: newId() });
  },
  'POST /family/elders/:elderId/standing-orders/:id/end': async (scene) =>
    posting(await daughter(scene), `/family/elders/${scene.place.elder}/standing-orders/${scene.place.standing}/end`),
  'POST /standing-orders/:id/end': async (scene) => posting(await elder(scene, scene.place.saver), `/standing-orders/${scene.place.failing}/end`),

  'POST /civil/price-changes/:orderId/told': async (scene) => posting(await person(scene, 'clerk'), `/civil/price-changes/${scene.place.waiting}/told`, TOLD),
};
