import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClaimPayment, ServicePayment } from '../../shared/remittance/remittance.ts';
import type {
  OutgoingClaimPayment,
  OutgoingPayment,
  OutgoingServicePayment,
  RemittanceFile,
} from '../../shared/remittance/remittance-file.ts';
import { writeRemittance } from '../../shared/remittance/write.ts';
import { addDays, calendarDate } from '../../shared/values/dates.ts';
import { cents, negate, sumOf } from '../../shared/values/money.ts';
import type { Delimiters } from '../../shared/x12/delimiters.ts';
import { readFile } from './read-file.ts';

const day = fc.nat(400).map((days) => addDays(calendarDate('2026-01-01'), days));
const code = fc.stringMatching(/^[A-Z0-9]{1,12}$/);
const share = fc.nat(50_000).map(cents);

const adjustments = fc
  .array(
    fc.record(
      {
        group: fc.constantFrom('CO', 'OA', 'PI', 'PR'),
        carc: code,
        amountCents: share,
        quantity: fc.constantFrom('1', '2.5'),
      },
      { requiredKeys: ['group', 'carc', 'amountCents'] },
    ),
    {
      maxLength: 9,
    },
  )
  .map((list) => list.toSorted((a, b) => a.group.localeCompare(b.group)));

const procedure = fc.record({
  qualifier: fc.constant('HC'),
  code: fc.stringMatching(/^[0-9]{5}$/),
  modifiers: fc.array(fc.stringMatching(/^[A-Z0-9]{2}$/), { maxLength: 4 }),
});

/** A line whose charge is its payment and its adjustments. */
const line: fc.Arbitrary<OutgoingServicePayment> = fc
  .record({
    procedure,
    submittedProcedure: fc.option(procedure),
    originalUnits: fc.constantFrom('', '4'),
    paidCents: share,
    paidUnits: fc.constantFrom('', '1', '2.5'),
    days: fc.nat(3),
    serviceDate: day,
    adjustments,
    remarks: fc.array(code, { maxLength: 3 }),
    lineControlNumber: fc.option(code),
    allowedCents: fc.option(share),
  })
  .map(({ days, ...rest }) => ({
    ...rest,
    serviceDateTo: addDays(rest.serviceDate, days),
    chargeCents: cents(rest.paidCents + sumOf(rest.adjustments, (one) => one.amountCents)),
  }));

const claim: fc.Arbitrary<OutgoingClaimPayment> = fc
  .record({
    patientControlNumber: code,
    status: fc.constantFrom('1', '2', '3', '4', '19', '25'),
    patientCents: share,
    payerControlNumber: code,
    filingCode: fc.constantFrom('12', 'MB'),
    placeOfService: fc.constantFrom('11', '22'),
    frequency: fc.constantFrom('1', '7'),
    patient: fc.record({ last: code, first: code, memberId: code }),
    correctedMemberId: fc.option(code),
    crossover: fc.option(fc.record({ name: code, payerId: code })),
    renderingNpi: fc.constantFrom('', '1999999976'),
    adjustments,
    remarks: fc.array(code, { maxLength: 5 }),
    interestCents: fc.option(share),
    lines: fc.array(line, { maxLength: 4 }),
  })
  .map((rest) => {
    const adjusted = sumOf(rest.adjustments, (one) => one.amountCents);
    const charge = sumOf(rest.lines, (one) => one.chargeCents);
    const paid = sumOf(rest.lines, (one) => one.paidCents);
    return { ...rest, chargeCents: cents(charge + adjusted), paidCents: paid };
  });

const payment: fc.Arbitrary<OutgoingPayment> = fc
  .record({
    transactionNumber: fc.integer({ min: 1, max: 999_999 }),
    handling: fc.constantFrom('I', 'H', 'C'),
    method: fc.constantFrom('ACH', 'CHK', 'NON'),
    checkDate: day,
    producedOn: day,
    trace: code,
    originator: code,
    payer: fc.record({ name: code, planId: fc.oneof(fc.constant(''), code), payerId: code }),
    payee: fc.record({ name: code, npi: code, taxId: code }),
    claims: fc.array(claim, { maxLength: 6 }),
    providerAdjustments: fc.array(
      fc.record({
        code: fc.constantFrom('WO', 'FB', 'L6', '72'),
        reference: code,
        amountCents: fc.oneof(share, share.map(negate)),
        providerId: fc.constant('1999999984'),
        fiscalYearEnd: fc.constant(calendarDate('2026-12-31')),
      }),
      { maxLength: 15 },
    ),
  })
  .map((rest) => {
    const claims = sumOf(rest.claims, (one) => one.paidCents);
    const moved = sumOf(rest.providerAdjustments, (one) => one.amountCents);
    return { ...rest, paidCents: cents(claims - moved) };
  });

const delimiters: fc.Arbitrary<Delimiters> = fc.constantFrom<Delimiters>(
  { element: '*', component: ':', repetition: '^', segment: '~' },
  { element: '|', component: '>', repetition: null, segment: '\n' },
  { element: '\x1d', component: '\x1f', repetition: '\x1e', segment: '\x1c' },
);

const file: fc.Arbitrary<RemittanceFile> = fc.record({
  sender: code,
  receiver: code,
  createdOn: day,
  interchangeNumber: fc.integer({ min: 1, max: 999_999_999 }),
  groupNumber: fc.integer({ min: 1, max: 999_999 }),
  payments: fc.array(payment, { maxLength: 3 }),
  delimiters,
});

test('what is written is what is read, and balances', async () => {
  let claims = 0;
  await fc.assert(
    fc.asyncProperty(file, async (written) => {
      const read = await readFile(writeRemittance(written));
      expect(read.findings).toEqual([]);
      expect(read.payments.map(headOf)).toEqual(written.payments.map(expectedHead));
      for (const [index, { claims: told, summary }] of read.payments.entries()) {
        const given = written.payments[index];
        claims += told.length;
        expect(told.map(claimOf)).toEqual(given?.claims.map(expectedClaim));
        expect(summary?.providerAdjustments).toEqual(given?.providerAdjustments);
        expect(summary?.balance).toEqual({ outcome: 'balanced' });
        expect(summary).toMatchObject({ complete: true, unreadable: null });
        expect(summary?.findings.filter(({ code: found }) => found !== 'payment-negative')).toEqual(
          [],
        );
      }
    }),
    { numRuns: 150 },
  );
  expect(claims).toBeGreaterThan(100);
});

test('one cent less in any payment is an imbalance', async () => {
  let spoiled = 0;
  await fc.assert(
    fc.asyncProperty(payment, async (fair) => {
      const unfair = { ...fair, paidCents: cents(fair.paidCents - 1) };
      const bytes = writeRemittance({
        sender: 'FAKEPAYER',
        receiver: 'FAKECLINIC',
        createdOn: calendarDate('2026-03-01'),
        interchangeNumber: 1,
        groupNumber: 1,
        payments: [unfair],
      });
      const [read] = (await readFile(bytes)).payments;
      spoiled += 1;
      expect(read?.summary?.balance).toEqual({
        outcome: 'unbalanced',
        level: 'transaction',
        differenceCents: -1,
        ordinal: null,
      });
    }),
    { numRuns: 40 },
  );
  expect(spoiled).toBe(40);
});

function headOf({ header }: Awaited<ReturnType<typeof readFile>>['payments'][number]) {
  const { details, ordinal: _, ...head } = header;
  return { ...head, producedOn: details?.producedOn, payerName: details?.payerName };
}

function expectedHead(given: OutgoingPayment): ReturnType<typeof headOf> {
  const { checkDate, handling, method, originator, paidCents, payee, payer, trace } = given;
  return {
    handling,
    paidCents,
    method,
    checkDate,
    trace,
    originator,
    payerIds: payer.planId === '' ? [payer.payerId] : [payer.planId, payer.payerId],
    payeeIds: [payee.npi, payee.taxId],
    producedOn: given.producedOn,
    payerName: payer.name,
  };
}

function claimOf({ balance: _, details, lines, ordinal: __, range: ___, ...rest }: ClaimPayment) {
  const ids = details?.parties.map(({ id, role }) => `${role} ${id}`);
  return { ...rest, ids, interest: details?.amounts, lines: lines.map(lineOf) };
}

function expectedClaim(given: OutgoingClaimPayment): ReturnType<typeof claimOf> {
  const { adjustments: own, correctedMemberId, crossover, interestCents, renderingNpi } = given;
  const { chargeCents, paidCents, patientCents, payerControlNumber, status } = given;
  return {
    patientControlNumber: given.patientControlNumber,
    status,
    chargeCents,
    paidCents,
    patientCents,
    payerControlNumber,
    adjustments: own,
    remarks: given.remarks,
    ids: [
      `QC ${given.patient.memberId}`,
      ...(correctedMemberId === null ? [] : [`74 ${correctedMemberId}`]),
      ...(renderingNpi === '' ? [] : [`82 ${renderingNpi}`]),
      ...(crossover === null ? [] : [`TT ${crossover.payerId}`]),
    ],
    interest: interestCents === null ? [] : [{ qualifier: 'I', amountCents: interestCents }],
    lines: given.lines.map(expectedLine),
  };
}

function lineOf({ details, ...rest }: ServicePayment) {
  const { amounts, originalUnits, serviceDateTo } = details ?? {};
  return { ...rest, originalUnits, serviceDateTo, allowed: amounts };
}

function expectedLine({
  allowedCents,
  ...rest
}: OutgoingServicePayment): ReturnType<typeof lineOf> {
  const allowed = allowedCents === null ? [] : [{ qualifier: 'B6', amountCents: allowedCents }];
  return { ...rest, allowed };
}
