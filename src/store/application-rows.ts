import { asc, eq, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Scope } from '../domain/access.ts';
import { nameOfActor } from './actors.ts';
import { pick, type Database } from './read.ts';
import {
  application, applicationEvent, applicationPaper, category, division, eligibilityRule, elder, elderFact, mealPoint,
} from './schema.ts';
import { elderResidesWithin } from './scope.ts';

// The selects from which every page of applications is made.

export const village = alias(division, 'village');
export const town = alias(division, 'town');

/** Where an application is checked and decided, in the divisions' own words. */
export const placeColumns = {
  villageName: village.name,
  villageKind: village.kind,
  townCode: town.code,
  townName: town.name,
  townKind: town.kind,
};

/** What a list shows of an application; nothing that is sealed. */
export const lineColumns = {
  id: application.id,
  applicationNo: application.applicationNo,
  channel: application.channel,
  wish: application.wish,
  kind: application.kind,
  value: application.value,
  name: application.name,
  villageCode: application.villageCode,
  submittedAt: application.submittedAt,
  state: application.state,
  stateAt: application.stateAt,
  dueDate: application.dueDate,
};

export function applicationRow(db: Database, which: SQL) {
  return db
    .select(
      pick({
        ...lineColumns,
        ...placeColumns,
        elderId: application.elderId,
        idNumberSealed: application.idNumberSealed,
        idNumberIndex: application.idNumberIndex,
        phoneSealed: application.phoneSealed,
        registeredDivision: application.registeredDivision,
        registeredPlace: application.registeredPlace,
        registeredName: sql<string | null>`(SELECT ${division.name} FROM ${division} WHERE ${division.code} = ${application.registeredDivision})`,
        addressSealed: application.addressSealed,
        mealPointId: application.mealPointId,
        mealPointName: sql<string | null>`(SELECT ${mealPoint.name} FROM ${mealPoint} WHERE ${mealPoint.id} = ${application.mealPointId})`,
        applicantName: application.applicantName,
        applicantRelation: application.applicantRelation,
        submittedBy: application.submittedBy,
        submittedName: nameOfActor(application.submittedBy),
        steps: application.steps,
        factId: application.factId,
      }),
    )
    .from(application)
    .innerJoin(village, eq(village.code, application.villageCode))
    .innerJoin(town, eq(town.code, village.parentCode))
    .where(which);
}

export function eventsOf(db: Database, which: SQL) {
  return db
    .select(
      pick({
        seq: applicationEvent.seq,
        action: applicationEvent.action,
        state: applicationEvent.state,
        at: applicationEvent.at,
        by: applicationEvent.by,
        byName: nameOfActor(applicationEvent.by),
        note: applicationEvent.note,
        codes: applicationEvent.codes,
        fromDate: applicationEvent.fromDate,
      }),
    )
    .from(applicationEvent)
    .innerJoin(application, eq(application.id, applicationEvent.applicationId))
    .where(which)
    .orderBy(asc(applicationEvent.seq));
}

export function papersOf(db: Database, which: SQL) {
  return db
    .select(
      pick({
        position: applicationPaper.position,
        kind: applicationPaper.kind,
        numberSealed: applicationPaper.numberSealed,
        paperDate: applicationPaper.paperDate,
        original: applicationPaper.original,
        seenAt: applicationPaper.seenAt,
        seenName: nameOfActor(applicationPaper.seenBy),
      }),
    )
    .from(applicationPaper)
    .innerJoin(application, eq(application.id, applicationPaper.applicationId))
    .where(which)
    .orderBy(asc(applicationPaper.position));
}

/** The elder whose ID number it is, if the county knows one, and whether they live within reach. */
export function knownElder(db: Database, scope: Scope, which: SQL) {
  return db
    .select(
      pick({
        id: elder.id,
        name: elder.name,
        birthDate: elder.birthDate,
        idNumberSealed: elder.idNumberSealed,
        phoneSealed: elder.phoneSealed,
        addressSealed: elder.addressSealed,
        residenceDivision: elder.residenceDivision,
        registeredDivision: elder.registeredDivision,
        registeredPlace: elder.registeredPlace,
        mealPointId: elder.mealPointId,
        idNumberIndex: elder.idNumberIndex,
        near: sql<number>`(${elderResidesWithin(scope)})`,
      }),
    )
    .from(elder)
    .where(which);
}

export function factsOfElder(db: Database, which: SQL) {
  return db
    .select(
      pick({
        kind: elderFact.kind,
        value: elderFact.value,
        scale: elderFact.scale,
        from: elderFact.fromDate,
        to: elderFact.toDate,
        source: elderFact.source,
        document: elderFact.document,
      }),
    )
    .from(elderFact)
    .innerJoin(elder, eq(elder.id, elderFact.elderId))
    .where(which)
    .orderBy(asc(elderFact.fromDate));
}

/** A handful: they are read whole, and the domain picks the one that holds. */
export function allRules(db: Database) {
  const { fromDate, document, checkDays, papersDays, decideDays, appealDays, appealDecideDays, reviewMonths, reviewNoticeDays, webLimit, lookUpTries } =
    eligibilityRule;
  return db
    .select(
      pick({ fromDate, document, checkDays, papersDays, decideDays, appealDays, appealDecideDays, reviewMonths, reviewNoticeDays, webLimit, lookUpTries }),
    )
    .from(eligibilityRule);
}

export function allCategories(db: Database) {
  return db.select(pick({ code: category.code, name: category.name })).from(category).orderBy(asc(category.position));
}

/** A point of the town, for somebody new. */
export function pointsOfTowns(db: Database, which: SQL) {
  return db
    .select(pick({ id: mealPoint.id, name: mealPoint.name, divisionCode: mealPoint.divisionCode }))
    .from(mealPoint)
    .where(which)
    .orderBy(asc(mealPoint.name));
}

/** Codes are kept as a JSON list of words. */
export function codesOf(text: string): string[] {
  const read: unknown = JSON.parse(text);
  return Array.isArray(read) ? read.filter((one) => typeof one === 'string') : [];
}
