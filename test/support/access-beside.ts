// What is read in the same trip beside a record that is out of reach, and dropped with it: it says nothing to whoever may not.
import type { Place } from './canary-records.ts';

const BESIDE: readonly [RegExp, (of: Place) => readonly string[]][] = [
  [/\/family\/elders\//, (of) => [of.order, of.cancelling, of.standing]],
  // Who has asked for the same, whoever they are; whoever looks one up is found by its number, and learns of it by the code.
  [/\/(community|civil)\/applications\/\{/, (of) => [...of.names, of.walkIn, of.guest, of.guestName]],
  [/\/family\/look-up/, (of) => [...of.applicants, of.application, of.guest, of.guestName, of.guestApplication, of.guestClaim]],
  // The card is read before its person is asked.
  [/\/family\/bindings$|\/cards\/\{cardToken\}/, (of) => of.names],
  [/\/cards\/\{card\}/, (of) => of.secrets],
  [/\/canteen\/paper-lists\?result/, (of) => [of.delivery]],
  [/\/canteen\/diets/, (of) => [of.cancelling]],
  [/\/canteen\/arrangements/, (of) => [of.waiting, of.failing]],
  [/\/civil\/(people|access-requests|grants)\/\{/, (of) => [of.staff, of.unit, of.grant, of.accessRequest]],
  [/\/civil\/deaths\/notices/, (of) => [of.waiting]],
  [/\/civil\/claim-requests/, (of) => [of.order, of.handOver]],
  [/\/civil\/reviews\//, (of) => [of.review]],
  [/\/civil\/orders\//, (of) => of.names],
  [/\/civil\/policies\/(drafts|trials)\/\{/, (of) => [...of.names, of.elder, of.trial]],
  [/\/civil\/elders\//, (of) => of.relatives],
  // The books name whom they speak of from the list of every point and every operator.
  [/\/civil\/months\/2/, () => ['远方食堂']],
  [/\/prepaid/, () => ['远方餐饮']],
];

export const besideOf = (path: string, places: readonly Place[]): string[] => BESIDE.flatMap(([which, marks]) => (which.test(path) ? places.flatMap(marks) : []));
