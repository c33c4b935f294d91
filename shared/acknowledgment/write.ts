/** Writes TA1s and 999s; 277CA and 277 are in write-status.ts. */
import { compactDate } from '../values/dates.ts';
import { type OutgoingSegment, writeInterchange } from '../x12/write.ts';
import type { FileError } from './acknowledgment.ts';
import type {
  AcknowledgmentEnvelope,
  OutgoingGroup,
  OutgoingInterchange,
} from './acknowledgment-file.ts';

export const writtenAt = '1800';
const groupVersion = '005010X231A1';
const claimVersion = '005010X222A1';

/** TA1s alone or, with `groups`, before a group of 999s. */
export function writeAcknowledgments(
  envelope: AcknowledgmentEnvelope,
  interchanges: readonly OutgoingInterchange[],
  groups: readonly OutgoingGroup[],
): Uint8Array {
  const { createdOn, delimiters, number, receiver, sender } = envelope;
  const transactions = groups.map((group, index) => ({
    set: '999',
    number: String(index + 1).padStart(4, '0'),
    version: groupVersion,
    segments: groupSegments(group),
  }));
  const functional = { functionalCode: 'FA', sender, receiver, number, version: groupVersion };
  return writeInterchange({
    sender,
    receiver,
    date: createdOn,
    time: writtenAt,
    number,
    leading: interchanges.map(interchangeSegment),
    groups: groups.length > 0 ? [{ ...functional, transactions }] : [],
    ...(delimiters && { delimiters }),
  });
}

function interchangeSegment(row: OutgoingInterchange): OutgoingSegment {
  const sent = compactDate(row.sentOn).slice(2);
  return ['TA1', row.interchangeNumber, sent, writtenAt, row.code, row.note];
}

const accepted: readonly string[] = ['A', 'E'];

function* groupSegments(group: OutgoingGroup): Generator<OutgoingSegment> {
  const { code, errors = [], functionalCode, groupNumber, transactions } = group;
  const { version = claimVersion } = group;
  yield ['AK1', functionalCode, groupNumber, version];
  for (const { code: own, errors: found = [], transactionNumber } of transactions) {
    yield ['AK2', '837', transactionNumber, version];
    const segments = found.filter((row) => row.place !== '');
    for (const row of segments) yield ['IK3', row.place, '1', '', numberIn(row)];
    const whole = found.filter((row) => row.place === '').map(numberIn);
    const codes = [...whole, ...(segments.length > 0 ? ['5'] : [])];
    yield ['IK5', own, ...codes.slice(0, 5)];
  }
  const taken = transactions.filter((row) => accepted.includes(row.code)).length;
  const count = String(transactions.length);
  if (code !== '') yield ['AK9', code, count, count, String(taken), ...errors.map(numberIn)];
}

/** `4` of `IK502-4`. */
function numberIn({ code }: FileError): string {
  return code.split('-')[1] ?? '';
}
