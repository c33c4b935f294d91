/** Reads loops 2110 to 2120 of a 271: a benefit with its dates, messages and other parties. */
import { readDeliveries } from '../x12/delivery.ts';
import type { Party } from '../x12/party.ts';
import { periodsIn } from '../x12/period.ts';
import { readParty, readReferences } from '../x12/read-party.ts';
import {
  allOf,
  amountIn,
  firstOf,
  type Reading,
  repetitionsIn,
  textIn,
  valueIn,
  within,
} from '../x12/reading.ts';
import { splitBefore } from '../x12/segment.ts';
import { parseDecimal, readProcedure, readRejections } from '../x12/trace.ts';
import type { Benefit } from './eligibility-answer.ts';
import { readCircumstances, readPointers } from './read-people.ts';

/** A loop from its EB to before the next. */
export function readBenefit(reading: Reading): Benefit {
  const [segments, ...named] = splitBefore(reading.segments, 'LS', 'NM1');
  const own = within(reading, segments);
  const eb = firstOf(own, 'EB');
  const text = (n: number) => textIn(own, eb, n);
  return {
    information: text(1),
    coverageLevel: text(2),
    serviceTypes: repetitionsIn(own, eb, 3),
    insuranceType: text(4),
    planName: text(5),
    timePeriod: text(6),
    amountCents: amountIn(own, eb, 7),
    percent: valueIn(own, eb, 8, parseDecimal),
    quantityUnit: text(9),
    quantity: valueIn(own, eb, 10, parseDecimal),
    authorizationRequired: text(11),
    inNetwork: text(12),
    procedure: readProcedure(own, eb, 13),
    diagnosisPointers: readPointers(own, eb, 14),
    deliveries: readDeliveries(own),
    references: readReferences(own),
    dates: periodsIn(own, allOf(own, 'DTP')),
    rejections: readRejections(own),
    messages: allOf(own, 'MSG').map((msg) => textIn(own, msg, 1)),
    circumstances: readCircumstances(own),
    related: named.flatMap((segmentsOfParty) => readRelated(within(reading, segmentsOfParty))),
  };
}

/** LS and LE only fence the parties in. */
function readRelated(reading: Reading): Party[] {
  for (const fence of [...allOf(reading, 'LS'), ...allOf(reading, 'LE')]) {
    if (fence.elements[1] === '2120') textIn(reading, fence, 1);
  }
  const party = readParty(reading);
  return party === null ? [] : [party];
}
