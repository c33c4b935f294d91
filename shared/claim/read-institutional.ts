/** Reads an 837I: each claim with what the loops above it say of submitter, provider, subscriber and patient. */
import { type CalendarDate, parseCompactDate } from '../values/dates.ts';
import { readHealthCodes } from '../x12/health-codes.ts';
import { type Period, periodIn } from '../x12/period.ts';
import {
  amountIn,
  expectIn,
  firstOf,
  type Reading,
  textIn,
  unread,
  valueIn,
} from '../x12/reading.ts';
import { parseDecimal, readProcedure } from '../x12/trace.ts';
import type { InstitutionalLine, SubmittedInstitutionalClaim } from './institutional-claim.ts';
import { sortCodes } from './institutional-codes.ts';
import {
  type ClaimLoops,
  cutClaim,
  readClaimHead,
  readFacility,
  readLineFrame,
  readProvider,
} from './read-claim-head.ts';
import { readClaimFile } from './read-file.ts';
import type { Submission } from './submitted-claim.ts';

/** Never throws for what the bytes hold. */
export function readInstitutionalClaims(bytes: Uint8Array) {
  return readClaimFile(bytes, { I: readInstitutionalClaim });
}

export function readInstitutionalClaim(
  claim: Reading,
  submission: Submission,
): SubmittedInstitutionalClaim {
  const loops = cutClaim(claim);
  const { facility, frequency } = readFacility(loops.head, 'A');
  return {
    ...submission,
    ...readClaimHead(loops),
    frequency,
    facilityType: facility,
    ...readStay(loops.head),
    ...sortCodes(readHealthCodes(loops.head)),
    ...readProviders(loops),
    lines: loops.lines.map((line, index) => readLine(line, index + 1)),
    other: unread(claim),
  };
}

/** CL1, the dates and the record number. */
function readStay(head: Reading) {
  const cl1 = firstOf(head, 'CL1');
  return {
    admissionType: textIn(head, cl1, 1),
    admissionSource: textIn(head, cl1, 2),
    patientStatus: textIn(head, cl1, 3),
    statement: readStatement(head),
    ...readAdmission(head),
    dischargeHour: readDischargeHour(head),
    medicalRecordNumber: textIn(head, firstOf(head, 'REF', 'EA'), 2),
  };
}

function readStatement(head: Reading): Period | null {
  return periodIn(head, firstOf(head, 'DTP', '434'));
}

type Admission = { readonly admittedOn: CalendarDate | null; readonly admissionHour: string };

/** A day, or a day and an hour (format DT). */
function readAdmission(head: Reading): Admission {
  const dtp = firstOf(head, 'DTP', '435');
  const admission = valueIn(head, dtp, 3, parseAdmission);
  if (admission === null) return { admittedOn: null, admissionHour: '' };
  expectIn(head, dtp, 2, admission.admissionHour === '' ? 'D8' : 'DT');
  return admission;
}

function parseAdmission(text: string): Admission | undefined {
  const admittedOn = parseCompactDate(text.slice(0, 8));
  const admissionHour = text.slice(8);
  const told = admissionHour === '' || parseHour(admissionHour) !== undefined;
  return admittedOn === undefined || !told ? undefined : { admittedOn, admissionHour };
}

function readDischargeHour(head: Reading): string {
  const dtp = firstOf(head, 'DTP', '096');
  const hour = valueIn(head, dtp, 3, parseHour);
  if (hour !== null) expectIn(head, dtp, 2, 'TM');
  return hour ?? '';
}

function parseHour(text: string): string | undefined {
  return /^([01]\d|2[0-3])[0-5]\d$/.test(text) ? text : undefined;
}

function readProviders(loops: ClaimLoops) {
  return {
    attending: readProvider(loops, '71'),
    operating: readProvider(loops, '72'),
    otherOperating: readProvider(loops, 'ZZ'),
    rendering: readProvider(loops, '82'),
    referring: readProvider(loops, 'DN'),
    serviceFacility: readProvider(loops, '77'),
  };
}

function readLine(line: Reading, place: number): InstitutionalLine {
  const { own, ...frame } = readLineFrame(line, place);
  const sv2 = firstOf(own, 'SV2');
  return {
    ...frame,
    revenueCode: textIn(own, sv2, 1),
    procedure: readProcedure(own, sv2, 2),
    chargeCents: amountIn(own, sv2, 3),
    unit: textIn(own, sv2, 4),
    quantity: valueIn(own, sv2, 5, parseDecimal),
    nonCoveredCents: amountIn(own, sv2, 7),
  };
}
