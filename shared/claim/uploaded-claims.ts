/** An 837P as a practice system exports it, taken for what it charges: each of its claims is an encounter. */
import type { Encounter, ServiceLine } from '../encounter/encounter.ts';
import type { EncounterFile } from '../encounter/read-csv.ts';
import { encounterId, hashOf, payerId } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { readProfessionalClaims } from './read-professional.ts';
import type { Person, SubmittedClaim, SubmittedLine } from './submitted-claim.ts';

type ReadEncounter = EncounterFile['encounters'][number];

/** CLM01 is the encounter's id. What a CSV may not leave empty an 837P may not either. */
export function readUploadedClaims(bytes: Uint8Array): EncounterFile {
  const { claims, findings } = readProfessionalClaims(bytes);
  const encounters = claims.map((claim, index) => encounterOf(claim, index + 1));
  const unusable = encounters.flatMap((row) => (row.kind === 'unusable' ? row.issues : []));
  return { fatal: claims.length === 0, issues: [...findings, ...unusable], encounters };
}

function encounterOf(claim: SubmittedClaim, row: number): ReadEncounter {
  const lines = claim.lines.map(lineOf);
  const { patient, subscriber, relationship } = claim;
  const issues: Issue[] = [
    ...missingPlaces(claim).map((place) => issue('value-missing', 'error', row, place)),
    ...lines.flatMap((line, index) =>
      line === null ? [issue('bad-value', 'error', row, `LX*${index + 1}`)] : [],
    ),
  ];
  const id = claim.patientControlNumber === '' ? null : encounterId(claim.patientControlNumber);
  if (issues.length > 0 || id === null || patient.birthDate === null) {
    return { kind: 'unusable', encounterId: id, firstRow: row, issues };
  }
  const encounter: Encounter = {
    encounterId: id,
    patient: { ...patient, birthDate: patient.birthDate, patientId: patientIdOf(claim) },
    payerId: payerId(claim.payerId),
    memberId: claim.memberId,
    groupNumber: claim.groupOrPolicy,
    relationship,
    subscriber: relationship === 'self' ? null : insuredOf(subscriber),
    secondary: claim.secondary && {
      payerId: payerId(claim.secondary.payerId),
      memberId: claim.secondary.memberId,
    },
    priorAuthorization: claim.priorAuthorization,
    referringNpi: claim.referringNpi,
    renderingNpi: claim.renderingNpi,
    placeOfService: claim.placeOfService,
    diagnoses: claim.diagnoses,
    lines: lines.filter((line) => line !== null),
    closedAt: '',
    documented: null,
  };
  return { kind: 'readable', encounter, rowsDisagree: false, firstRow: row };
}

/** What an 837P has instead of a patient's number: who it is, hashed. */
function patientIdOf({ memberId, patient }: SubmittedClaim): string {
  const { last, first, birthDate } = patient;
  return `pat${hashOf(memberId, last, first, String(birthDate)).slice(0, 20)}`;
}

function insuredOf({ last, first, birthDate }: Person) {
  return { last, first, birthDate };
}

function missingPlaces(claim: SubmittedClaim): readonly string[] {
  const needed: readonly (readonly [string, boolean])[] = [
    ['CLM01', claim.patientControlNumber !== ''],
    ['2010BB', claim.payerId !== ''],
    ['2010BA', claim.memberId !== ''],
    ['DMG02', claim.patient.birthDate !== null],
    ['CLM05', claim.placeOfService !== ''],
    ['HI', claim.diagnoses.length > 0],
    ['LX', claim.lines.length > 0],
  ];
  return needed.filter(([, there]) => !there).map(([place]) => place);
}

/** Null when an amount, a count or a date can not be read, or the charge is negative. */
function lineOf(line: SubmittedLine, index: number): ServiceLine | null {
  const { chargeCents, units, serviceDate, procedure } = line;
  const told = chargeCents !== null && units !== null && serviceDate !== null && procedure !== '';
  if (!told || chargeCents < 0) return null;
  return {
    line: index + 1,
    serviceDate,
    serviceDateTo: line.serviceDateTo ?? serviceDate,
    procedure,
    modifiers: line.modifiers,
    pointers: line.pointers,
    units,
    chargeCents,
  };
}
