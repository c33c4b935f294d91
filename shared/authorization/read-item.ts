/** Reads an event or a service of a 278. */
import { readDeliveries } from '../x12/delivery.ts';
import { readHealthCodes } from '../x12/health-codes.ts';
import { periodsIn } from '../x12/period.ts';
import { readReferences } from '../x12/read-party.ts';
import {
  allOf,
  amountIn,
  componentsIn,
  firstOf,
  type Reading,
  repetitionsIn,
  textIn,
  valueIn,
  within,
} from '../x12/reading.ts';
import { splitBefore } from '../x12/segment.ts';
import { parseDecimal, readProcedure, readTraces } from '../x12/trace.ts';
import type {
  Admission,
  AuthorizedService,
  Decision,
  RequestedItem,
  Review,
} from './authorization.ts';

/** The level's own loop and those of its providers. */
export function cutItem(level: Reading) {
  const [own, ...providers] = splitBefore(level.segments, 'NM1');
  return {
    own: within(level, own),
    providers: providers.map((provider) => within(level, provider)),
  };
}

export function readItem(own: Reading): Omit<RequestedItem, 'providers'> {
  return {
    traces: readTraces(own),
    review: readReview(own),
    references: readReferences(own),
    dates: periodsIn(own, allOf(own, 'DTP')),
    diagnoses: readHealthCodes(own),
    admission: readAdmission(own),
    service: readProfessional(own) ?? readInstitutional(own),
    deliveries: readDeliveries(own),
    messages: allOf(own, 'MSG').map((msg) => textIn(own, msg, 1)),
  };
}

export function readDecision(own: Reading): Decision | null {
  const hcr = firstOf(own, 'HCR');
  if (hcr === undefined) return null;
  return {
    action: textIn(own, hcr, 1),
    number: textIn(own, hcr, 2),
    reasons: repetitionsIn(own, hcr, 3),
    secondOpinion: textIn(own, hcr, 4),
  };
}

function readReview(own: Reading): Review | null {
  const um = firstOf(own, 'UM');
  if (um === undefined) return null;
  const [facility = '', facilityQualifier = ''] = componentsIn(own, um, 4, 2);
  return {
    category: textIn(own, um, 1),
    certification: textIn(own, um, 2),
    serviceType: textIn(own, um, 3),
    facility,
    facilityQualifier,
    level: textIn(own, um, 6),
  };
}

function readAdmission(own: Reading): Admission | null {
  const cl1 = firstOf(own, 'CL1');
  if (cl1 === undefined) return null;
  return {
    type: textIn(own, cl1, 1),
    source: textIn(own, cl1, 2),
    patientStatus: textIn(own, cl1, 3),
  };
}

function readProfessional(own: Reading): AuthorizedService | null {
  const sv1 = firstOf(own, 'SV1');
  if (sv1 === undefined) return null;
  return {
    kind: 'professional',
    revenueCode: '',
    procedure: readProcedure(own, sv1, 1),
    chargeCents: amountIn(own, sv1, 2),
    unit: textIn(own, sv1, 3),
    quantity: valueIn(own, sv1, 4, parseDecimal),
    diagnosisPointers: componentsIn(own, sv1, 7, 4).filter((pointer) => pointer !== ''),
  };
}

function readInstitutional(own: Reading): AuthorizedService | null {
  const sv2 = firstOf(own, 'SV2');
  if (sv2 === undefined) return null;
  return {
    kind: 'institutional',
    revenueCode: textIn(own, sv2, 1),
    procedure: readProcedure(own, sv2, 2),
    chargeCents: amountIn(own, sv2, 3),
    unit: textIn(own, sv2, 4),
    quantity: valueIn(own, sv2, 5, parseDecimal),
    diagnosisPointers: [],
  };
}
