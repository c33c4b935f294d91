/** One visit as each format tells it: files of `test/fixtures/encounters`, and the same as rows of a CSV. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encounterFile } from './encounter-file.ts';

const folder = join(import.meta.dirname, '../fixtures/encounters');

export function visitOfTwoServices(format: 'hl7' | 'fhir.json'): string {
  return readFileSync(join(folder, `visit-of-two-services.${format}`), 'utf8');
}

/** The text with one thing changed; a change that finds nothing is a mistake of the test. */
export function changedText(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error('nothing changed');
  return changed;
}

const header = {
  encounter_id: 'E-1',
  group_number: 'GRP9',
  relationship: 'spouse',
  subscriber_last: 'Sample',
  subscriber_first: 'Otto',
  subscriber_dob: '1979-01-01',
  secondary_payer_id: 'FAKE2',
  secondary_member_id: 'M0002',
  prior_authorization: 'AUTH1',
  referring_npi: '1999999976',
  diagnoses: 'M17.11 E11.9',
  closed_at: '2026-03-02T10:45:00-06:00',
};

const injection = {
  ...header,
  procedure: '20610',
  modifiers: 'RT 59',
  diagnosis_pointers: '1 2',
  units: '2',
  charge: '120.50',
};

export const visitAsCsv = encounterFile([{ ...header, modifiers: '25' }, injection]);
