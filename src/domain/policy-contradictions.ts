import type * as z from 'zod';
import type { CountyWords, policyFile } from './policy.ts';
import { besideFaults, benefitFaults, minSelfPayFaults, type Surroundings } from './policy-benefit-faults.ts';
import { limitFaults, mealFaults, whoFaults } from './policy-condition-faults.ts';
import { payerFaults } from './policy-payer-faults.ts';
import { problem, type Path, type PolicyProblem } from './policy-problem.ts';

type PolicyFile = z.infer<typeof policyFile>;
type VersionFile = PolicyFile['versions'][number];

/** Every contradiction of a policy file with its place and reason: what could never be meant as it is written. */
export function contradictions(file: PolicyFile, county?: CountyWords): PolicyProblem[] {
  return [
    ...dateFaults(file.versions),
    ...file.versions.flatMap((version, index) => versionFaults(version, ['versions', index], county)),
  ];
}

/** Versions may leave days out but may not share one: a service date has one version. */
function dateFaults(versions: readonly VersionFile[]): PolicyProblem[] {
  return versions.flatMap((version, index) => {
    const at = ['versions', index];
    if (version.before && version.before <= version.from) return [problem([...at, 'before'], 'empty_dates', version.from)];
    const other = versions.slice(0, index).findIndex((one) => shareADay(one, version));
    return other < 0 ? [] : [problem([...at, 'from'], 'versions_overlap', `versions[${other}]`)];
  });
}

function shareADay(one: VersionFile, other: VersionFile): boolean {
  return (!other.before || one.from < other.before) && (!one.before || other.from < one.before);
}

function versionFaults(version: VersionFile, at: Path, county?: CountyWords): PolicyProblem[] {
  const around: Surroundings = { rules: version, categories: county?.categories };
  return [
    ...(version.benefits.length + version.beside.length === 0 ? [problem(at, 'gives_nothing')] : []),
    ...payerFaults(version, at, county),
    ...whoFaults(version.who, [...at, 'who'], { ...around, outer: [] }),
    ...mealFaults(version.meals, [...at, 'meals'], []),
    ...limitFaults(version.limits, [...at, 'limits']),
    ...duplicates(version.benefits.map((one) => one.name), (index) => [...at, 'benefits', index, 'name']),
    ...clauseFaults(version, at),
    ...version.benefits.flatMap((benefit, index) => benefitFaults(benefit, [...at, 'benefits', index], around)),
    ...version.beside.flatMap((one, index) => besideFaults(one, [...at, 'beside', index], around)),
    ...minSelfPayFaults(version.minSelfPay, [...at, 'minSelfPay']),
  ];
}

/** A clause names one tier or one line beside the price, so that every fen can be followed to its words. */
function clauseFaults({ benefits, beside }: VersionFile, at: Path): PolicyProblem[] {
  const tiers = benefits.flatMap((benefit, index) =>
    benefit.tiers.map((tier, place) => ({ clause: tier.clause, at: [...at, 'benefits', index, 'tiers', place, 'clause'] })),
  );
  const all = [...tiers, ...beside.map(({ clause }, index) => ({ clause, at: [...at, 'beside', index, 'clause'] }))];
  return duplicates(all.map((one) => one.clause), (index) => all[index]?.at ?? at);
}

function duplicates(names: readonly string[], placeOf: (index: number) => Path): PolicyProblem[] {
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [problem(placeOf(index), 'duplicate', name)] : []));
}
