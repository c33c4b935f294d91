/** What is written is read back; names are written, and never kept. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AcknowledgmentEnvelope } from '../../shared/acknowledgment/acknowledgment-file.ts';
import { readAcknowledgments } from '../../shared/acknowledgment/read.ts';
import { writeAcknowledgments } from '../../shared/acknowledgment/write.ts';
import { writeStatuses } from '../../shared/acknowledgment/write-status.ts';
import { addDays, calendarDate } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';

const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays(calendarDate('2026-01-01'), n));
const word = fc.stringMatching(/^[A-Z0-9]{1,12}$/);
const envelope: fc.Arbitrary<AcknowledgmentEnvelope> = fc.record({
  sender: word,
  receiver: word,
  createdOn: day,
  number: fc.integer({ min: 1, max: 999_999_999 }),
});
const count = fc.option(fc.integer({ min: 0, max: 5000 }));

const interchange = fc.record({
  interchangeNumber: fc.stringMatching(/^\d{9}$/),
  code: fc.constantFrom('A', 'E', 'R'),
  note: fc.constantFrom('000', '001', '025'),
  sentOn: day,
});
const group = fc.record({
  functionalCode: fc.constantFrom('HC', 'HS'),
  groupNumber: fc.stringMatching(/^[1-9]\d{0,8}$/),
  transactions: fc.array(
    fc.record({
      transactionNumber: fc.stringMatching(/^\d{4,9}$/),
      code: fc.constantFrom('A', 'E', 'M', 'R', 'W', 'X'),
    }),
    { maxLength: 4 },
  ),
  code: fc.constantFrom('', 'A', 'E', 'P', 'R'),
});

const status = fc.record({
  category: fc.constantFrom('A0', 'A1', 'A2', 'A3', 'A6', 'A7', 'A8', 'P1', 'F1'),
  status: fc.constantFrom('20', '21', '562'),
  entity: fc.constantFrom('', 'PR', 'IL', '85'),
  date: day,
  action: fc.constantFrom('', 'WQ', 'U'),
});
const claim = fc.record({
  patientControlNumber: fc.stringMatching(/^[A-Z0-9]{1,20}$/),
  payerControlNumber: fc.constantFrom('', 'FAKEICN1'),
  statuses: fc.array(status, { maxLength: 3 }),
  patient: fc.record({ last: word, first: word, memberId: word }),
  chargeCents: fc.integer({ min: 0, max: 9_999_999 }).map(cents),
  serviceDate: day,
});
const batch = fc.record({
  batchReference: fc.stringMatching(/^[A-Z0-9]{1,20}$/),
  statuses: fc.array(status, { maxLength: 2 }),
  claims: fc.array(claim, { maxLength: 4 }),
  acceptedClaims: count,
  rejectedClaims: count,
  reference: word,
  source: fc.record({ name: word, id: word }),
  provider: fc.record({ name: word, npi: fc.constant('1999999992') }),
});

it('reads back TA1s and 999s', () => {
  let transactions = 0;
  const rows = fc.tuple(
    envelope,
    fc.array(interchange, { maxLength: 2 }),
    fc.array(group, { maxLength: 3 }),
  );
  fc.assert(
    fc.property(rows, ([head, interchanges, groups]) => {
      const read = readAcknowledgments(writeAcknowledgments(head, interchanges, groups));
      expect(read.findings).toEqual([]);
      expect(read.acknowledgments).toEqual([
        ...interchanges.map(({ sentOn: _, ...row }) => ({ kind: 'TA1', ...row })),
        ...groups.map((row) => ({
          kind: '999',
          complete: true,
          ...row,
          errors: [],
          transactions: row.transactions.map((one) => ({ ...one, errors: [] })),
        })),
      ]);
      transactions += groups.flatMap((row) => row.transactions).length;
    }),
  );
  expect(transactions).toBeGreaterThan(50);
});

it('reads back 277CAs and 277s without the patients', () => {
  let claims = 0;
  const rows = fc.tuple(
    fc.constantFrom<'277CA' | '277'>('277CA', '277'),
    envelope,
    fc.array(batch, { minLength: 1, maxLength: 3 }),
  );
  fc.assert(
    fc.property(rows, ([kind, head, batches]) => {
      const read = readAcknowledgments(writeStatuses(kind, head, batches));
      expect(read.findings).toEqual([]);
      expect(read.acknowledgments).toEqual(
        batches.map(({ provider: _, reference: __, source: ___, ...row }) => ({
          ...row,
          kind,
          complete: true,
          claims: row.claims.map(({ chargeCents: _, patient: __, serviceDate: ___, ...told }) => ({
            ...told,
            lineStatuses: [],
          })),
        })),
      );
      claims += batches.flatMap((row) => row.claims).length;
    }),
  );
  expect(claims).toBeGreaterThan(50);
});
