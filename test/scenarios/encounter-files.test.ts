import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encounterColumns } from '../../shared/encounter/encounter-columns.ts';
import { addDays, calendarDate } from '../../shared/values/dates.ts';
import { encounterFile } from '../support/encounter-file.ts';
import { bareDesk, openDesk } from './support/desk.ts';
import {
  accountsOf,
  claimOf,
  codesOf,
  fileAt,
  itemsOf,
  openItems,
  pcnOf,
  workOf,
} from './support/documents.ts';
import { balancesOf } from './support/ledger.ts';
import { referenceFiles } from './support/reference.ts';
import { remit, svc } from './support/remit.ts';
import { visits, visitsWithout } from './support/visits.ts';

const day = '2026-04-02';
const key = `clinic/encounters/${day}/day.csv`;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function taken(content: string | Uint8Array) {
  const desk = await openDesk({ [key]: content });
  return desk.work(day);
}

test('Each bad row rejects its own encounter, with an issue that names row and column', async () => {
  const bad = [
    ['service_date', '03/02/2026', 'bad-date'],
    ['service_date', '2026-02-30', 'bad-date'],
    ['charge', '$145.00', 'bad-amount'],
    ['charge', '1,145.00', 'bad-amount'],
    ['charge', '-1.00', 'bad-amount'],
    ['charge', '1.005', 'bad-amount'],
    ['units', 'one', 'bad-value'],
    ['relationship', 'cousin', 'bad-value'],
    ['patient_dob', '1980-13-01', 'bad-date'],
    ['diagnosis_pointers', 'A', 'bad-value'],
    ['procedure', '', 'value-missing'],
    ['patient_last', '', 'value-missing'],
    ['member_id', '', 'value-missing'],
    ['patient_first', 'A\u0000B', 'text-nul'],
    ['patient_address', 'x'.repeat(1001), 'text-too-long'],
    ['documented', '{', 'bad-value'],
    ['closed_at', 'noon', 'bad-value'],
  ] as const;
  const rows = bad.map(([column, value], index) => ({
    encounter_id: `BAD${index}`,
    [column]: value,
  }));
  const books = await taken(visits(...rows, { encounter_id: 'E1' }));
  expect(accountsOf(books, key)).toBe('done 18=1+0+17');
  const issues = fileAt(books, key).issues.filter((row) => row.severity === 'error');
  expect(issues.map(({ code, row, place }) => [place, row, code])).toEqual(
    bad.map(([column, , code], index) => [column, index + 1, code]),
  );
  expect(books.claims.map((row) => row.encounter_id)).toEqual(['E1']);
  expect(balancesOf(books.ledger)).toEqual({ 'AR:INS:FAKE1:1': 14500, 'REV:GROSS': -14500 });
});

test('One bad row spoils its whole encounter, and no service is lost from a claim', async () => {
  const books = await taken(
    visits(
      { encounter_id: 'E1' },
      { encounter_id: 'E2' },
      { encounter_id: 'E1', procedure: '20610', charge: 'free' },
    ),
  );
  expect(accountsOf(books, key)).toBe('done 2=1+0+1');
  expect(books.claims.map((row) => row.encounter_id)).toEqual(['E2']);
});

test('An export that is mended later brings the rejected encounter', async () => {
  const desk = await openDesk({ [key]: visits({ encounter_id: 'E1', charge: 'free' }) });
  await desk.work(day);
  const later = 'clinic/encounters/2026-04-03/day.csv';
  await desk.put({ [later]: visits({ encounter_id: 'E1' }) });
  const books = await desk.work('2026-04-03');
  expect(accountsOf(books, key)).toBe('done 1=0+0+1');
  expect(accountsOf(books, later)).toBe('done 1=1+0+0');
  expect(claimOf(books, 'E1')).toMatchObject({ charge_cents: 14500, submitted_on: '2026-04-03' });
});

test('A row with too few cells is bad, an empty line is nothing', async () => {
  const good = text(visits({ encounter_id: 'E1' }, { encounter_id: 'E2' }));
  const lines = good.trimEnd().split('\r\n');
  const short = [lines[0], lines[1], '', (lines[2] ?? '').split(',').slice(0, -3).join(','), ''];
  const books = await taken(short.join('\r\n'));
  expect(accountsOf(books, key)).toBe('done 2=1+0+1');
  expect(codesOf(books, key)).toContain('csv-cells');
});

test.each(['procedure', 'charge', 'patient_id', 'diagnoses', 'rendering_npi'])(
  'Without the column %s a file is quarantined',
  async (column) => {
    const books = await taken(visitsWithout([column], { encounter_id: 'E1' }));
    expect(accountsOf(books, key)).toBe('quarantined 0=0+0+0');
    expect(fileAt(books, key).issues).toMatchObject([{ code: 'column-missing', place: column }]);
    expect(fileAt(books, key).kind).toBe('encounters-csv');
    expect(openItems(books, 'quarantine')).toHaveLength(1);
  },
);

test('A needed column named twice quarantines the file', async () => {
  const good = text(visits({ encounter_id: 'E1' }));
  const twice = good.replace(/^[^\r]*/, (header) => `${header},charge`).replace(/\r\n$/, ',1\r\n');
  const books = await taken(twice);
  expect(accountsOf(books, key)).toBe('quarantined 0=0+0+0');
  expect(codesOf(books, key)).toEqual(['column-twice']);
});

test('A byte order mark, another column order, LF and quotes change nothing', async () => {
  const plain = await taken(visits({ encounter_id: 'E1', patient_last: 'Sample, Jr.' }));
  const backwards = encounterFile(
    [{ encounter_id: 'E1', patient_id: 'P-E1', patient_last: 'Sample, Jr.' }],
    encounterColumns.toReversed(),
  );
  const odd = await taken(`\uFEFF${text(backwards).replaceAll('\r\n', '\n')}`);
  expect(accountsOf(odd, key)).toBe('done 1=1+0+0');
  expect(codesOf(odd, key)).toEqual([]);
  expect(odd.claims).toEqual(plain.claims);
});

test('Unknown columns are ignored with one issue that does not quote them', async () => {
  const good = text(visits({ encounter_id: 'E1' }));
  const more = good
    .replace(/^[^\r]*/, (header) => `${header},favourite_colour,shoe_size`)
    .replace(/\r\n$/, ',red,42\r\n');
  const books = await taken(more);
  expect(accountsOf(books, key)).toBe('done 1=1+0+0');
  expect(codesOf(books, key)).toEqual(['unknown-column']);
  expect(JSON.stringify(fileAt(books, key).issues)).not.toMatch(/colour|shoe/);
});

test('Without encounter ids, rows group by patient, provider and day', async () => {
  const books = await taken(
    visitsWithout(
      ['encounter_id'],
      { patient_id: 'P1' },
      { patient_id: 'P1', procedure: '20610', charge: '80.00' },
      { patient_id: 'P1', service_date: '2026-03-03' },
      { patient_id: 'P2' },
    ),
  );
  expect(accountsOf(books, key)).toBe('done 3=3+0+0');
  expect(books.claims.map((row) => row.charge_cents).toSorted()).toEqual([14500, 14500, 22500]);
});

test('A file of a header alone is done and empty; an empty file is quarantined', async () => {
  const header = await taken(visits());
  expect(accountsOf(header, key)).toBe('done 0=0+0+0');
  const empty = await taken('');
  expect(accountsOf(empty, key)).toBe('quarantined 0=0+0+0');
  expect(fileAt(empty, key)).toMatchObject({ kind: 'unknown', issues: [{ code: 'empty-file' }] });
});

test('What is in the wrong folder is what it is, with an issue', async () => {
  const desk = await openDesk({
    [`clinic/remittances/${day}/visits.txt`]: visits({ encounter_id: 'E1' }),
    [`clinic/encounters/${day}/money.csv`]: remit({
      claims: [{ pcn: pcnOf('E1'), lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] }],
    }),
    [`clinic/encounters/${day}/noise.bin`]: new Uint8Array([0, 1, 2, 255]),
    [`clinic/encounters/${day}/letter.txt`]: 'Dear all,\nplease find attached',
  });
  const books = await desk.work(day);
  expect(fileAt(books, `clinic/remittances/${day}/visits.txt`)).toMatchObject({
    kind: 'encounters-csv',
    status: 'done',
    issues: [{ code: 'kind-differs-from-folder', severity: 'warning' }],
  });
  expect(fileAt(books, `clinic/encounters/${day}/money.csv`)).toMatchObject({
    kind: '835',
    posted: 1,
  });
  expect(fileAt(books, `clinic/encounters/${day}/noise.bin`).status).toBe('quarantined');
  expect(fileAt(books, `clinic/encounters/${day}/letter.txt`).kind).toBe('unknown');
  expect(claimOf(books, 'E1').state).toBe('closed');
  expect(openItems(books, 'quarantine')).toHaveLength(2);
});

test('Names with blanks and letters of any script are names; hidden files are none', async () => {
  const strange = `clinic/encounters/${day}/Größe 日本 (1) #2%20.csv`;
  const desk = await openDesk({
    [strange]: visits({ encounter_id: 'E1' }),
    [`clinic/encounters/${day}/.hidden.csv`]: visits({ encounter_id: 'E2' }),
    'stray.csv': visits({ encounter_id: 'E3' }),
    'Not A Practice/encounters/day.csv': visits({ encounter_id: 'E4' }),
  });
  const books = await desk.work(day);
  expect(accountsOf(books, strange)).toBe('done 1=1+0+0');
  expect(books.claims.map((row) => row.encounter_id)).toEqual(['E1']);
});

test('A practice without reference keeps its own books and holds its claims', async () => {
  const own = `stranger/encounters/${day}/day.csv`;
  const desk = await openDesk({
    [key]: visits({ encounter_id: 'E1' }),
    [own]: visits({ encounter_id: 'E1' }),
  });
  const books = await desk.work(day);
  const stranger = books.claims.filter((row) => row.practice === 'stranger');
  expect(stranger).toMatchObject([{ state: 'held', claim_id: pcnOf('E1', 'stranger') }]);
  expect(stranger[0]?.claim_id).not.toBe(pcnOf('E1'));
  expect(accountsOf(books, own)).toBe('done 1=1+0+0');
});

test('The same bytes under another name are a duplicate', async () => {
  const again = `clinic/encounters/${day}/day-again.csv`;
  const content = visits({ encounter_id: 'E1' });
  const books = await (await openDesk({ [key]: content, [again]: content })).work(day);
  const [first, second] = [again, key].map((name) => accountsOf(books, name));
  expect([first, second].toSorted()).toEqual(['done 1=1+0+0', 'duplicate 0=0+0+0']);
  expect(balancesOf(books.ledger)).toMatchObject({ 'REV:GROSS': -14500 });
});

test('A known name with other bytes is a further object', async () => {
  const desk = await openDesk({ [key]: visits({ encounter_id: 'E1' }) });
  await desk.work(day);
  await desk.put({ [key]: visits({ encounter_id: 'E1' }, { encounter_id: 'E2' }) });
  const books = await desk.work(day);
  const files = books.files.filter((row) => row.key === key);
  expect(files.map((row) => row.posted).toSorted()).toEqual([1, 2]);
  expect(files.flatMap((row) => row.issues)).toMatchObject([{ code: 'encounter-known', row: 1 }]);
  expect(files.map((row) => row.sha256)).toEqual(files.map((row) => row.sha256).toSorted());
});

test('The same encounter with other content is held and changes nothing', async () => {
  const later = 'clinic/encounters/2026-04-03/day.csv';
  const desk = await openDesk({
    [key]: visits({ encounter_id: 'E1' }),
    [later]: visits({ encounter_id: 'E1', charge: '200.00' }, { encounter_id: 'E2' }),
  });
  const books = await desk.work('2026-04-03');
  expect(accountsOf(books, later)).toBe('done 2=1+1+0');
  expect(claimOf(books, 'E1')).toMatchObject({ charge_cents: 14500, state: 'sent' });
  expect(workOf(books, 'E1')).toEqual(['charge-entry 0']);
});

test('An exact duplicate visit is a held claim without a charge', async () => {
  const books = await taken(
    visits({ encounter_id: 'E1', patient_id: 'P1' }, { encounter_id: 'E2', patient_id: 'P1' }),
  );
  expect(accountsOf(books, key)).toBe('done 2=2+0+0');
  expect(claimOf(books, 'E2')).toMatchObject({ state: 'held', insurance_ar_cents: 0 });
  expect(claimOf(books, 'E2').scrub).toContainEqual({ rule: 'I01', outcome: 'fail' });
  expect(itemsOf(books, 'E2')).toHaveLength(1);
  expect(claimOf(books, 'E1').state).toBe('sent');
  expect(balancesOf(books.ledger)).toMatchObject({ 'REV:GROSS': -14500 });
});

test('Rows of one visit that disagree make a held claim with all its services', async () => {
  const books = await taken(
    visits(
      { encounter_id: 'E1' },
      { encounter_id: 'E1', procedure: '20610', charge: '80.00', member_id: 'M9999' },
    ),
  );
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'held', charge_cents: 22500 });
  expect(claimOf(books, 'E1').scrub).toContainEqual({ rule: 'rows-disagree', outcome: 'fail' });
  expect(codesOf(books, key)).toContain('rows-disagree');
  expect(workOf(books, 'E1')).toEqual(['scrub 22500']);
});

test('A visit that no claim can hold is refused by itself; the others of its file go on', async () => {
  const dayOf = (n: number) => addDays(calendarDate('2025-10-01'), n);
  const visit = (encounter_id: string, n: number) => ({ encounter_id, service_date: dayOf(n) });
  const books = await taken(
    visits(
      ...Array.from({ length: 120 }, (_, n) => visit('MANY-DATES', n)),
      ...Array.from({ length: 3000 }, () => visit('MANY-LINES', 0)),
      { encounter_id: 'E1' },
    ),
  );
  expect(accountsOf(books, key)).toBe('done 3=1+0+2');
  expect(codesOf(books, key)).toEqual(['encounter-too-large', 'encounter-too-large']);
  expect(claimOf(books, 'E1').state).toBe('sent');
});

test('Fifty lines are sent, fifty-one are held by A05', async () => {
  const rows = (encounter: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      encounter_id: encounter,
      procedure: '36415',
      charge: `${index + 4}.00`,
    }));
  const books = await taken(visits(...rows('E50', 50), ...rows('E51', 51)));
  expect(claimOf(books, 'E50').state).toBe('sent');
  expect(claimOf(books, 'E51').state).toBe('held');
  expect(claimOf(books, 'E51').scrub).toContainEqual({ rule: 'A05', outcome: 'fail' });
});

test('A well-formed wrong value is held by scrub, never rejected', async () => {
  const books = await taken(
    visits(
      { encounter_id: 'E1', diagnosis_pointers: '7' },
      { encounter_id: 'E2', rendering_npi: '1999999985' },
      { encounter_id: 'E3', payer_id: 'NOSUCH' },
    ),
  );
  expect(accountsOf(books, key)).toBe('done 3=3+0+0');
  for (const encounter of ['E1', 'E2', 'E3']) {
    expect(claimOf(books, encounter).state).toBe('held');
    expect(itemsOf(books, encounter)).toHaveLength(1);
  }
});

test('An undated file arrives on the as-of, undated reference on the first day', async () => {
  const desk = await openDesk({
    'clinic/encounters/loose.csv': visits({ encounter_id: 'E1' }),
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E2' }),
    'clinic/encounters/2026-05-01/later.csv': visits({ encounter_id: 'E3' }),
  });
  const books = await desk.work('2026-04-03');
  expect(fileAt(books, 'clinic/encounters/loose.csv').arrived).toBe('2026-04-03');
  expect(claimOf(books, 'E1').submitted_on).toBe('2026-04-03');
  expect(claimOf(books, 'E2').submitted_on).toBe('2026-04-01');
  expect(fileAt(books, 'clinic/reference/payers.csv').arrived).toBe('2026-04-01');
  expect(books.claims).toHaveLength(2);
});

test('An inbox without anything is worked without complaint', async () => {
  const books = await (await bareDesk()).work(day);
  expect(books.claims).toEqual([]);
  expect(await (await bareDesk()).tryWork(day)).toMatchObject({ kind: 'done' });
});

test('A file that was taken and then moved or removed stays as it was', async () => {
  const desk = await openDesk({ [key]: visits({ encounter_id: 'E1' }) });
  const before = await desk.work(day);
  await rename(join(desk.inbox, key), join(desk.inbox, `clinic/encounters/${day}/renamed.csv`));
  await rm(join(desk.inbox, 'clinic/reference/payers.csv'));
  const after = await desk.work(day);
  expect(accountsOf(after, key)).toBe(accountsOf(before, key));
  expect(accountsOf(after, `clinic/encounters/${day}/renamed.csv`)).toBe('duplicate 0=0+0+0');
  expect(after.ledger).toEqual(before.ledger);
});

test('Reference for one practice is not in force in another', async () => {
  const desk = await openDesk({
    ...referenceFiles('other'),
    [`other/encounters/${day}/day.csv`]: visits({ encounter_id: 'E1' }),
    'other/reference/contracts.csv':
      'payer_id,procedure,modifier,place,allowed,effective_from,effective_to\nFAKE1,99213,,,50.00,2025-01-01,\n',
    [key]: visits({ encounter_id: 'E1' }),
  });
  const books = await desk.work(day);
  const expected = books.claims.map((row) => [row.practice, row.expected_cents]);
  expect(expected).toEqual([
    ['clinic', 10000],
    ['other', 5000],
  ]);
});

test('Of two exact duplicates the one taken later is the duplicate: by name, then by row', async () => {
  const desk = await openDesk({
    [`clinic/encounters/${day}/a.csv`]: visits({ encounter_id: 'Z9', patient_id: 'P1' }),
    [`clinic/encounters/${day}/b.csv`]: visits({ encounter_id: 'A1', patient_id: 'P1' }),
  });
  const books = await desk.work(day);
  expect(claimOf(books, 'Z9').state).toBe('sent');
  expect(claimOf(books, 'A1').state).toBe('held');
});

test('A visit of tomorrow waits and is sent when its day has come', async () => {
  const desk = await openDesk({
    [key]: visits({ encounter_id: 'E1', service_date: '2026-04-03' }),
  });
  const before = await desk.work(day);
  expect(claimOf(before, 'E1').state).toBe('held');
  expect(itemsOf(before, 'E1')).toHaveLength(1);
  const after = await desk.work('2026-04-03');
  expect(claimOf(after, 'E1')).toMatchObject({ state: 'sent', submitted_on: '2026-04-03' });
  expect(itemsOf(after, 'E1')).toEqual([]);
});

test('A payer that is entered later frees the claims that waited for it', async () => {
  const desk = await openDesk({ [key]: visits({ encounter_id: 'E1', payer_id: 'NEW1' }) });
  expect(claimOf(await desk.work(day), 'E1').state).toBe('held');
  await desk.put({
    'clinic/reference/2026-04-03/payers.csv':
      'payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic,receiver\nNEW1,New Health,CI,90,180,yes,\n',
  });
  const books = await desk.work('2026-04-03');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'sent', submitted_on: '2026-04-03' });
  expect(workOf(books, 'E1')).toEqual([]);
});

test('A contract that comes later changes no entry and asks a person', async () => {
  const desk = await openDesk({ [key]: visits({ encounter_id: 'E1' }) });
  await desk.work(day);
  await desk.put({
    'clinic/reference/2026-04-03/contracts.csv':
      'payer_id,procedure,modifier,place,allowed,effective_from,effective_to\nFAKE1,99213,,,110.00,2025-01-01,\n',
  });
  const books = await desk.work('2026-04-03');
  expect(claimOf(books, 'E1').expected_cents).toBe(10000);
  expect(workOf(books, 'E1')).toEqual(['posting 0']);
});
