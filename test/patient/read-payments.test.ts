import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paymentContentHash, readPayments } from '../../shared/patient/read-payments.ts';
import { cents, formatDollars } from '../../shared/values/money.ts';

const columns =
  'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind';

function read(text: string) {
  return readPayments(new TextEncoder().encode(text));
}

function one(row: string) {
  const file = read(`${columns}\r\n${row}\r\n`);
  return { ...file, codes: file.issues.map((found) => `${found.code} ${found.place}`) };
}

describe('a payments file', () => {
  test('names what came, from whom and for which encounter', () => {
    const [payment] = one('P1,2026-04-02,card,20.5,P-1,E1,,,patient').payments;
    expect(payment).toEqual({
      row: 1,
      paymentId: 'P1',
      kind: 'patient',
      receivedOn: '2026-04-02',
      method: 'card',
      amountCents: 2050,
      patientId: 'P-1',
      encounterId: 'E1',
      payerId: null,
      traceNumber: '',
    });
  });

  test.each([
    ['an amount of nothing', 'P1,2026-04-02,,0.00,,E1,,,patient', 'bad-value amount'],
    ['a negative amount', 'P1,2026-04-02,,-5.00,,E1,,,patient', 'bad-value amount'],
    ['a currency sign', 'P1,2026-04-02,,$5.00,,E1,,,patient', 'bad-value amount'],
    ['no amount', 'P1,2026-04-02,,,,E1,,,patient', 'value-missing amount'],
    ['a day that does not exist', 'P1,2026-02-30,,5.00,,E1,,,patient', 'bad-date received_on'],
    ['another kind', 'P1,2026-04-02,,5.00,,E1,,,gift', 'bad-value kind'],
    ['no id', ',2026-04-02,,5.00,,E1,,,patient', 'value-missing payment_id'],
  ])('refuses a row with %s and says where', (_, row, code) => {
    const file = one(row);
    expect(file.payments).toEqual([]);
    expect(file.rows).toBe(1);
    expect(file.codes).toEqual([code]);
  });

  test('needs its columns, in any order, with or without those that only some rows fill', () => {
    expect(read('payment_id,received_on,kind\nP1,2026-04-02,patient\n').fatal).toBe(true);
    const short = read('kind,amount,received_on,payment_id\npatient,1.00,2026-04-02,P1\n');
    expect(short.payments).toMatchObject([{ amountCents: 100, encounterId: null }]);
  });

  test('keeps every amount to the cent', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (amount) => {
        const row = `P1,2026-04-02,,${formatDollars(cents(amount))},,E1,,,patient`;
        expect(one(row).payments).toMatchObject([{ amountCents: amount }]);
        read += 1;
      }),
    );
    expect(read).toBeGreaterThan(50);
  });
});

test('The same payment exported again hashes the same wherever it stands, any other cell differs', () => {
  const row = 'P1,2026-04-02,card,20.00,P-1,E1,,,patient';
  const file = read(`${columns}\n${row}\n${row}\n`);
  const hashes = file.payments.map(paymentContentHash);
  expect(hashes).toHaveLength(2);
  expect(new Set(hashes).size).toBe(1);
  const others = [
    'P1,2026-04-03,card,20.00,P-1,E1,,,patient',
    'P1,2026-04-02,cash,20.00,P-1,E1,,,patient',
    'P1,2026-04-02,card,20.01,P-1,E1,,,patient',
    'P1,2026-04-02,card,20.00,P-1,E2,,,patient',
    'P1,2026-04-02,card,20.00,P-1,E1,,,refund',
  ].flatMap((other) => one(other).payments.map(paymentContentHash));
  expect(new Set([...others, ...hashes]).size).toBe(6);
});
