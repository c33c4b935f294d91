/** Writes an 835 of any size with made-up claims that balance, the same each time. */
import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import type {
  OutgoingClaimPayment,
  OutgoingPayment,
  OutgoingServicePayment,
} from '../shared/remittance/remittance-file.ts';
import { writeRemittance } from '../shared/remittance/write.ts';
import { addDays, calendarDate } from '../shared/values/dates.ts';
import { cents, sumOf } from '../shared/values/money.ts';

const claimsPerPayment = 5000;
const firstDay = calendarDate('2026-01-01');

/** Appends interchanges until the file is large enough; returns how many claims it holds. */
export function writeSample(path: string, megabytes: number): number {
  let claims = 0;
  writeFileSync(path, '');
  for (let number = 1; statSync(path).size < megabytes * 1_000_000; number += 1) {
    const payment = paymentOf(number, claims);
    claims += payment.claims.length;
    const bytes = writeRemittance({
      sender: 'FAKEPAYER',
      receiver: 'FAKECLINIC',
      createdOn: firstDay,
      interchangeNumber: number,
      groupNumber: number,
      payments: [payment],
    });
    appendFileSync(path, bytes);
  }
  return claims;
}

function paymentOf(number: number, firstClaim: number): OutgoingPayment {
  const claims = Array.from({ length: claimsPerPayment }, (_, i) => claimOf(firstClaim + i));
  return {
    transactionNumber: number,
    handling: 'I',
    paidCents: sumOf(claims, (claim) => claim.paidCents),
    method: 'ACH',
    checkDate: firstDay,
    producedOn: firstDay,
    trace: `FAKETRACE${number}`,
    originator: '1999999999',
    payer: { name: 'FAKE HEALTH PLAN', planId: 'FHP01', payerId: 'FHP' },
    payee: { name: 'FAKE CLINIC', npi: '1999999984', taxId: '999999999' },
    claims,
    providerAdjustments: [],
  };
}

function claimOf(n: number): OutgoingClaimPayment {
  const lines = Array.from({ length: 1 + (n % 4) }, (_, i) => lineOf(n, i));
  return {
    patientControlNumber: `C${String(n).padStart(16, '0')}`,
    status: '1',
    chargeCents: sumOf(lines, (line) => line.chargeCents),
    paidCents: sumOf(lines, (line) => line.paidCents),
    patientCents: cents(2000 * lines.length),
    payerControlNumber: `FAKEICN${String(n).padStart(9, '0')}`,
    filingCode: '12',
    placeOfService: '11',
    frequency: '1',
    patient: { last: 'TESTER', first: 'FAKE', memberId: `FAKEMEMBER${n}` },
    correctedMemberId: null,
    crossover: null,
    renderingNpi: '1999999976',
    adjustments: [],
    remarks: [],
    interestCents: null,
    lines,
  };
}

function lineOf(n: number, i: number): OutgoingServicePayment {
  const paid = cents(5000 + ((n * 7919 + i * 104_729) % 40_000));
  const contractual = cents((n * 31 + i * 17) % 9000);
  const serviceDate = addDays(firstDay, n % 365);
  return {
    procedure: {
      qualifier: 'HC',
      code: String(99_200 + (n % 100)),
      modifiers: n % 3 ? [] : ['25'],
    },
    submittedProcedure: null,
    originalUnits: '',
    chargeCents: cents(paid + contractual + 2000),
    paidCents: paid,
    paidUnits: '1',
    serviceDate,
    serviceDateTo: serviceDate,
    adjustments: [
      { group: 'CO', carc: '45', amountCents: contractual },
      { group: 'PR', carc: '3', amountCents: cents(2000) },
    ],
    remarks: n % 4 === 0 ? ['N130'] : [],
    lineControlNumber: `C${n}L${i + 1}`,
    allowedCents: cents(paid + 2000),
  };
}
