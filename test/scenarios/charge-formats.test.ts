/** A practice system exports what it can: HL7, FHIR or CSV, the claim is the same. */
import { expect, test } from 'vitest';
import { visitOfTwoServices } from '../support/visit-of-two-services.ts';
import { openDesk } from './support/desk.ts';
import { accountsOf, codesOf, fileAt } from './support/documents.ts';

const hl7 = visitOfTwoServices('hl7');
const fhir = visitOfTwoServices('fhir.json');

test.each([
  ['encounters-hl7', 'night.hl7', hl7],
  ['encounters-fhir', 'night.json', fhir],
])('%s becomes a claim, charged once, and goes through the scrub', async (kind, name, bytes) => {
  const key = `clinic/encounters/2026-03-03/${name}`;
  const desk = await openDesk({ [key]: bytes });
  const books = await desk.work('2026-03-03');
  expect(fileAt(books, key)).toMatchObject({ kind, issues: [] });
  expect(accountsOf(books, key)).toBe('done 1=1+0+0');
  expect(books.claims).toMatchObject([{ encounter_id: 'E-1', charge_cents: 26550 }]);
  expect(books.ledger.filter((row) => row.account === 'REV:GROSS')).toHaveLength(2);
});

test('the same visit in another format is known, and charges nothing more', async () => {
  const again = 'clinic/encounters/2026-03-04/again.json';
  const desk = await openDesk({
    'clinic/encounters/2026-03-03/night.hl7': hl7,
    [again]: fhir,
  });
  await desk.work('2026-03-03');
  const books = await desk.work('2026-03-04');
  expect(codesOf(books, again)).toEqual(['encounter-known']);
  expect(books.claims).toMatchObject([{ charge_cents: 26550 }]);
});
