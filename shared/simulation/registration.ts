/** What the front desk wrote down about a patient's coverage, and the same put right before the visit. */
import { type EncounterRow, encounterRows, everyRow } from './encounter-rows.ts';
import { frontEndKinds } from './mistakes.ts';
import type { WrittenVisit } from './written-visit.ts';

/** What a card and a birth certificate say. */
const columns = ['payer_id', 'member_id', 'group_number', 'patient_dob'] as const;

/** The first line of the visit as it was registered; nobody has written down the visit itself yet. */
export function registeredRow({
  authorization,
  exports,
  kinds,
  visit,
}: WrittenVisit): EncounterRow {
  const [right] = encounterRows(visit, authorization);
  const written = exports[0]?.rows[0];
  if (right === undefined || written === undefined) throw new Error('a visit without a line');
  const date = kinds.includes('empty-birth-date') ? right.patient_dob : written.patient_dob;
  return {
    ...right,
    payer_id: written.payer_id,
    member_id: written.member_id,
    group_number: written.group_number,
    patient_dob: date,
    prior_authorization: written.prior_authorization,
  };
}

/** The visit as it is written down once the registration is right. */
export function withRightCard(written: WrittenVisit): WrittenVisit {
  const [right] = encounterRows(written.visit, written.authorization);
  if (right === undefined) throw new Error('a visit without a line');
  const card = Object.fromEntries(
    columns
      .filter((column) => column !== 'patient_dob' || !written.kinds.includes('empty-birth-date'))
      .map((column) => [column, right[column]]),
  );
  return {
    ...written,
    kinds: written.kinds.filter((kind) => !frontEndKinds.includes(kind)),
    exports: written.exports.map((row) => ({ ...row, rows: everyRow(row.rows, card) })),
  };
}
