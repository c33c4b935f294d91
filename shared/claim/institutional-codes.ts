/** Which qualifiers of HI are what in an 837I, and in which order they are written. */
import type { HealthCode } from '../x12/health-codes.ts';
import type { InstitutionalCodes } from './institutional-claim.ts';

type Single =
  | 'principalDiagnosis'
  | 'admittingDiagnosis'
  | 'principalProcedure'
  | 'diagnosisRelatedGroup';
type Several = Exclude<keyof InstitutionalCodes, Single | 'otherCodes'>;

const singles: Readonly<Record<Single, readonly string[]>> = {
  principalDiagnosis: ['ABK', 'BK'],
  admittingDiagnosis: ['ABJ', 'BJ'],
  diagnosisRelatedGroup: ['DR'],
  principalProcedure: ['BBR', 'BR', 'CAH'],
};

const several: Readonly<Record<Several, readonly string[]>> = {
  visitReasons: ['APR', 'PR'],
  externalCauses: ['ABN', 'BN'],
  otherDiagnoses: ['ABF', 'BF'],
  otherProcedures: ['BBQ', 'BQ'],
  occurrenceSpans: ['BI'],
  occurrences: ['BH'],
  values: ['BE'],
  conditions: ['BG'],
};

/** Sorts a claim's codes, each list in the order of the file. */
export function sortCodes(codes: readonly HealthCode[]): InstitutionalCodes {
  const one = (qualifiers: readonly string[]) =>
    codes.find(({ qualifier }) => qualifiers.includes(qualifier)) ?? null;
  const all = (qualifiers: readonly string[]) =>
    codes.filter(({ qualifier }) => qualifiers.includes(qualifier));
  const sorted = {
    principalDiagnosis: one(singles.principalDiagnosis),
    admittingDiagnosis: one(singles.admittingDiagnosis),
    visitReasons: all(several.visitReasons),
    externalCauses: all(several.externalCauses),
    diagnosisRelatedGroup: one(singles.diagnosisRelatedGroup),
    otherDiagnoses: all(several.otherDiagnoses),
    principalProcedure: one(singles.principalProcedure),
    otherProcedures: all(several.otherProcedures),
    occurrenceSpans: all(several.occurrenceSpans),
    occurrences: all(several.occurrences),
    values: all(several.values),
    conditions: all(several.conditions),
  };
  const known = new Set(groupsOf({ ...sorted, otherCodes: [] }).flat());
  return { ...sorted, otherCodes: codes.filter((code) => !known.has(code)) };
}

/** The lists in the order of the guide; each begins an HI of its own. */
export function groupsOf(codes: InstitutionalCodes): readonly (readonly HealthCode[])[] {
  const { otherCodes, principalDiagnosis: principal } = codes;
  const alone = (code: HealthCode | null) => (code === null ? [] : [code]);
  return [
    alone(principal),
    alone(codes.admittingDiagnosis),
    codes.visitReasons,
    codes.externalCauses,
    alone(codes.diagnosisRelatedGroup),
    codes.otherDiagnoses,
    alone(codes.principalProcedure),
    codes.otherProcedures,
    codes.occurrenceSpans,
    codes.occurrences,
    codes.values,
    codes.conditions,
    otherCodes,
  ];
}
