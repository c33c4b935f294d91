import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { referenceOf } from '../../shared/reference/in-force.ts';
import { readReference } from '../../shared/reference/read-reference.ts';
import { referenceRowSchema } from '../../shared/reference/reference-row.ts';
import { sniffReference } from '../../shared/reference/sniff.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { payerId } from '../../shared/values/ids.ts';
import { encounterFile } from '../support/encounter-file.ts';

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/reference/${name}`, import.meta.url));
}

function bytes(...lines: string[]): Uint8Array {
  return new TextEncoder().encode(lines.join('\n'));
}

const files = [
  ['practice.json', 'practice', 1],
  ['payers.csv', 'payers', 3],
  ['receivers.csv', 'receivers', 2],
  ['contracts.csv', 'contracts', 4],
  ['providers.csv', 'providers', 2],
  ['owners.csv', 'owners', 2],
  ['authorizations.csv', 'authorizations', 2],
  ['auth_required.csv', 'auth_required', 1],
  ['icd10cm_order_2026.txt', 'icd10cm', 2],
] as const;

const all = files.flatMap(([name]) => readReference(fixture(name), name).rows);

describe('a reference file', () => {
  test.each(files)('%s is told by its content and read whole', (name, kind, rows) => {
    const file = readReference(fixture(name), name);
    expect(file).toMatchObject({ kind, fatal: false, issues: [], rejected: 0 });
    expect(file.rows).toHaveLength(rows);
    expect(file.rows.every((row) => row.kind === kind)).toBe(true);
  });

  test('reads back as it was stored, under keys of plain ASCII', () => {
    expect(all.length).toBeGreaterThan(10);
    for (const row of all) {
      const stored: unknown = JSON.parse(JSON.stringify(row));
      expect(referenceRowSchema.parse(stored)).toEqual(row);
      expect(row.key).toMatch(/^[\x21-\x7e]+$/);
    }
  });

  test.each([
    ['an encounter file', encounterFile([{}])],
    ['payments', bytes('payment_id,received_on,method,amount,payer_id')],
    ['an encounter as JSON', bytes('{"diagnoses":[],"billing_provider":{"tax_id":"1"}}')],
    ['a remittance', bytes('ISA*00*          *00*          ~')],
    ['nothing', bytes('')],
  ])('is not %s', (_, content) => {
    expect(sniffReference(content)).toBeNull();
    expect(readReference(content, 'payers.csv')).toMatchObject({
      kind: null,
      fatal: true,
      rows: [],
    });
  });
});

describe('the practice', () => {
  const json: Record<string, unknown> = JSON.parse(fixture('practice.json').toString());

  function readWith(changes: Record<string, unknown>) {
    const text = JSON.stringify({ ...json, ...changes });
    return readReference(new TextEncoder().encode(text), 'practice.json');
  }

  test('keeps digits only of its numbers, and the house’s defaults', () => {
    const changed = { tolerance_cents: undefined, write_off_limit_cents: undefined };
    expect(readWith(changed).rows[0]?.row).toMatchObject({
      taxId: '123456789',
      phone: '5555550100',
      address: { zip: '750011234' },
      toleranceCents: 100,
      writeOffLimitCents: 10_000,
    });
  });

  test.each([
    ['npi', { npi: '123' }],
    ['tax_id', { tax_id: '12345' }],
    ['time_zone', { time_zone: 'America/Nowhere' }],
    ['time_zone', { time_zone: '-06:00' }],
    ['tolerance_cents', { tolerance_cents: 1.5 }],
    ['write_off_limit_cents', { write_off_limit_cents: -1 }],
    ['address', { address: null }],
    ['address.zip', { address: { line1: 'x', city: 'x', state: 'TX', zip: '75001' } }],
    ['name', { name: undefined }],
  ])('with a bad %s is refused at that place', (place, changes) => {
    expect(readWith(changes)).toMatchObject({
      fatal: false,
      rows: [],
      rejected: 1,
      issues: [{ code: 'bad-value', severity: 'error', row: 1, place }],
    });
  });

  test('that is no JSON is of no use', () => {
    const file = readReference(bytes('{"tax_id": "1", '), 'practice.json');
    expect(file).toMatchObject({ kind: 'practice', fatal: true, rows: [], rejected: 0 });
  });
});

describe('a bad row', () => {
  const payers =
    'payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic,receiver';
  const contracts = 'payer_id,procedure,modifier,place,allowed,effective_from,effective_to';
  test.each([
    [payers, 'P,Plan,CI,soon,180,yes,', 'filing_limit_days'],
    [payers, 'P,Plan,CI,90,180,maybe,', 'electronic'],
    [payers, 'P,Plan,CI,90,180,yes,../elsewhere', 'receiver'],
    [payers, ',Plan,CI,90,180,yes,', 'payer_id'],
    [payers, '*,Plan,CI,90,180,yes,', 'payer_id'],
    [payers, 'ALL,Plan,CI,90,180,yes,', 'payer_id'],
    [payers, 'patient,Plan,CI,90,180,yes,', 'payer_id'],
    [contracts, 'P,99213,,hospital,1.00,2026-01-01,', 'place'],
    [contracts, 'P,99213,,,-1.00,2026-01-01,', 'allowed'],
    [contracts, 'P,99213,,,1.00,01/01/2026,', 'effective_from'],
    ['queue,owner,turnaround_hours,team', 'scrub,sam,one day,vendor', 'turnaround_hours'],
    ['queue,owner,turnaround_hours,team', 'scrub,sam,8,outside', 'team'],
  ])('of %s is left out: %s', (header, row, place) => {
    const file = readReference(bytes(header, row), 'any.csv');
    expect(file).toMatchObject({ fatal: false, rows: [], rejected: 1 });
    expect(file.issues).toEqual([expect.objectContaining({ severity: 'error', row: 1, place })]);
  });

  test('does not keep the others out', () => {
    const good = 'P,99213,,,1.00,2026-01-01,';
    const file = readReference(bytes(contracts, good, good.replace('1.00', 'x')), 'any.csv');
    expect([file.rows.length, file.rejected]).toEqual([1, 1]);
  });

  test('is not one with defaults', () => {
    const file = readReference(bytes('queue,owner', 'scrub,sam'), 'any.csv');
    expect(file.rows[0]?.row).toEqual({
      queue: 'scrub',
      owner: 'sam',
      team: 'in-house',
      turnaroundHours: 24,
      escalateTo: 'practice-manager',
    });
  });

  test('that contradicts an earlier one of the file replaces it with a warning', () => {
    const rows = ['P,99213,,,1.00,2026-01-01,', 'P,99213,,,2.00,2026-01-01,'];
    const file = readReference(bytes(contracts, ...rows), 'any.csv');
    expect(file.issues).toMatchObject([{ code: 'reference-conflict', severity: 'warning' }]);
    const [rate, ...others] = referenceOf(file.rows).rates(payerId('P'), '99213');
    expect(rate?.allowedCents).toBe(200);
    expect(others).toEqual([]);
  });

  test('without its column spoils the file', () => {
    const file = readReference(bytes('payer_id,procedure,allowed', 'P,99213,1.00'), 'any.csv');
    expect(file).toMatchObject({
      kind: 'contracts',
      fatal: true,
      issues: [{ code: 'column-missing', place: 'effective_from' }],
    });
  });
});

describe('reference in force', () => {
  const reference = referenceOf(all);

  test('answers by payer, provider and queue', () => {
    expect(reference.practice?.name).toBe('Fake Family Practice');
    expect(reference.payers.get('FAKE1')).toMatchObject({
      electronic: true,
      receiver: 'clearinghouse',
    });
    expect(reference.payers.get('FAKE3')).toMatchObject({
      electronic: false,
      receiver: 'second-house',
    });
    expect(reference.providers.get('1999999984')?.payers).toBe('*');
    expect(reference.providers.get('1999999976')?.payers).toEqual(['FAKE1', 'FAKE2']);
    expect(reference.owners.get('denial')).toMatchObject({ turnaroundHours: 48, team: 'vendor' });
  });

  test('answers rates, authorizations and requirements', () => {
    const fake1 = payerId('FAKE1');
    expect(reference.rates(fake1, '99213').map((rate) => rate.allowedCents)).toEqual([9150, 7000]);
    expect(reference.rates(fake1, 'nothing')).toEqual([]);
    expect(reference.authorizationsOf(fake1, 'M0001').map((one) => one.number)).toEqual(['A1']);
    expect(reference.requiresAuthorization(fake1, '70553')).toBe(true);
    expect(reference.requiresAuthorization(fake1, '99213')).toBe(false);
  });

  test('answers diagnoses by the date of service', () => {
    const kind = (code: string, on: string) => reference.diagnosisKind(code, calendarDate(on));
    expect(kind('A000', '2026-03-02')).toBe('billable');
    expect(kind('A00', '2026-03-02')).toBe('heading');
    expect(kind('A00', '2026-10-01')).toBe('no_data');
  });

  test('says that it does not know when there is no table', () => {
    const nothing = referenceOf([]);
    expect(nothing.practice).toBeNull();
    expect(nothing.requiresAuthorization(payerId('FAKE1'), '70553')).toBeNull();
    expect(nothing.authorizationsLoaded).toBe(false);
    expect(nothing.diagnosisKind('A000', calendarDate('2026-03-02'))).toBe('no_data');
  });
});
