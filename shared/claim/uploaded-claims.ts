/** An 837 as a practice system exports it, taken for what it charges: each of its claims is an encounter. */
import type { Encounter, ServiceLine } from '../encounter/encounter.ts';
import type { EncounterFile } from '../encounter/read-csv.ts';
import { encounterId, hashOf, payerId } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { readClaimFile } from './read-file.ts';
import { readInstitutionalClaim } from './read-institutional.ts';
import { readSubmittedClaim } from './read-professional.ts';
import type { Person, Submission, SubmittedClaim, SubmittedLine } from './submitted-claim.ts';
import { facilityVisit } from './uploaded-bill.ts';
import { leftOutOf, type UploadedVisit } from './uploaded-visit.ts';

type ReadEncounter = EncounterFile['encounters'][number];

/** A claim of either kind, as far as an encounter goes. */
type UploadedClaim = Submission &
  Pick<SubmittedClaim, 'patientControlNumber' | 'frequency' | 'priorAuthorization' | 'other'> & {
    readonly visit: UploadedVisit;
  };

/** CLM01 is the encounter's id. What a CSV may not leave empty an 837 may not either. */
export function readUploadedClaims(bytes: Uint8Array): EncounterFile {
  const { claims, findings } = readClaimFile<UploadedClaim>(bytes, {
    P: (claim, submission) => {
      const read = readSubmittedClaim(claim, submission);
      const other = [...read.other, ...read.lines.flatMap((line) => line.other)];
      return { ...read, other, visit: professionalVisit(read) };
    },
    I: (claim, submission) => {
      const read = readInstitutionalClaim(claim, submission);
      return { ...read, visit: facilityVisit(read) };
    },
  });
  const encounters = claims.map((claim, index) => encounterOf(claim, index + 1));
  const unusable = encounters.flatMap((row) => (row.kind === 'unusable' ? row.issues : []));
  const issues = [...findings, ...leftOutIssues(claims), ...unusable];
  return { fatal: claims.length === 0, issues, encounters };
}

/** One for each kind of segment, at the first claim that has it. */
function leftOutIssues(claims: readonly UploadedClaim[]): Issue[] {
  const first = new Map<string, number>();
  claims.forEach(({ other }, index) => {
    for (const id of leftOutOf(other)) if (!first.has(id)) first.set(id, index + 1);
  });
  return [...first].map(([id, row]) => issue('segment-left-out', 'warning', row, id));
}

function encounterOf(claim: UploadedClaim, row: number): ReadEncounter {
  const { patient, subscriber, relationship, visit } = claim;
  const issues: Issue[] = [
    ...missingPlaces(claim).map((place) => issue('value-missing', 'error', row, place)),
    ...visit.lines.flatMap((line, index) =>
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
    priorAuthorization: claim.priorAuthorization,
    ...originalOf(claim),
    ...visit,
    lines: visit.lines.filter((line) => line !== null),
    closedAt: '',
    documented: null,
  };
  return { kind: 'readable', encounter, rowsDisagree: false, firstRow: row };
}

/** Sent on as an original to the first payer, a replacement, a void or a later payer's claim would be paid twice or denied (U04). */
function originalOf({ frequency, payerRank, visit }: UploadedClaim): Partial<Encounter> {
  const first = visit.facility !== undefined || ['P', ''].includes(payerRank);
  const original = ['1', ''].includes(frequency);
  return first && original ? {} : { notOriginal: { rank: payerRank, frequency } };
}

/** What an 837 has instead of a patient's number: who it is, hashed. */
function patientIdOf({ memberId, patient }: UploadedClaim): string {
  const { last, first, birthDate } = patient;
  return `pat${hashOf(memberId, last, first, String(birthDate)).slice(0, 20)}`;
}

function insuredOf({ last, first, birthDate }: Person) {
  return { last, first, birthDate };
}

function missingPlaces(claim: UploadedClaim): readonly string[] {
  const { diagnoses, lines, placeOfService } = claim.visit;
  const needed: readonly (readonly [string, boolean])[] = [
    ['CLM01', claim.patientControlNumber !== ''],
    ['2010BB', claim.payerId !== ''],
    ['2010BA', claim.memberId !== ''],
    ['DMG02', claim.patient.birthDate !== null],
    ['CLM05', placeOfService !== ''],
    ['HI', diagnoses.length > 0],
    ['LX', lines.length > 0],
  ];
  return needed.filter(([, there]) => !there).map(([place]) => place);
}

function professionalVisit(claim: SubmittedClaim): UploadedVisit {
  const { diagnoses, placeOfService, referringNpi, renderingNpi, secondary } = claim;
  return {
    secondary: secondary && { ...secondary, payerId: payerId(secondary.payerId) },
    referringNpi,
    renderingNpi,
    placeOfService,
    diagnoses,
    lines: claim.lines.map(lineOf),
  };
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
