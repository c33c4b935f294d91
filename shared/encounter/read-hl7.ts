/** Charges as HL7 v2 DFT^P03 messages: an FT1 a service line, gathered to visits as rows of a CSV are. */
import { type CsvRow, textRow } from '../csv/read-csv.ts';
import { type Issue, issue } from '../values/issue.ts';
import { type EncounterColumn, encounterColumns } from './encounter-columns.ts';
import { readVisits, visitKeyOf } from './gather-rows.ts';
import { chargesOf, type Hl7Charge, hl7Fields } from './hl7-charge.ts';
import { type Hl7Message, readHl7 } from './hl7-message.ts';
import type { EncounterFile } from './read-group.ts';

/** Reads any number of messages; an issue's row is its message, its place the field (`FT1-11`). */
export function readEncounterHl7(bytes: Uint8Array): EncounterFile {
  const seen = new Set<string>();
  const read = readHl7(bytes).map((message) => readMessage(message, seen));
  const rows = read.flatMap((message) => message.rows);
  const issues = read.flatMap((message) => message.issues);
  if (rows.length === 0) {
    return { fatal: true, issues: [...issues, issue('no-charges', 'fatal')], encounters: [] };
  }
  const visits = readVisits(rows, (row) => row.cell('encounter_id') || visitKeyOf(row));
  return { ...visits, fatal: false, issues: [...issues, ...visits.issues] };
}

type Read = {
  readonly rows: readonly CsvRow<EncounterColumn>[];
  readonly issues: readonly Issue[];
};

function readMessage(message: Hl7Message, seen: Set<string>): Read {
  const { ordinal, segments } = message;
  const text = message.lines.join('\r');
  if (seen.has(text)) return { rows: [], issues: [issue('message-twice', 'warning', ordinal)] };
  seen.add(text);
  if (segments[0]?.text(9) !== 'DFT') {
    return { rows: [], issues: [issue('message-not-charges', 'warning', ordinal, 'MSH-9')] };
  }
  const lines = chargesOf(message).map((charge, index) => ({ charge, nth: index + 1 }));
  const isMoney = ({ charge }: (typeof lines)[number]) => moneyTypes.has(charge.charge.text(6));
  return {
    rows: lines
      .filter((line) => !isMoney(line))
      .map(({ charge, nth }) => rowOf(message, charge, nth)),
    issues: lines
      .filter(isMoney)
      .map(({ nth }) => issue('payment-among-charges', 'warning', ordinal, placeOf('FT1-6', nth))),
  };
}

/** HL7 table 0017: payments and adjustments; money comes by `payments`, and posts once. */
const moneyTypes: ReadonlySet<string> = new Set(['PY', 'AJ', 'CO']);

/** A second FT1 and those after it are told by their number: `FT1(2)-11`. */
function placeOf(field: string, nth: number): string {
  return nth === 1 ? field : field.replace(/^FT1/, `FT1(${nth})`);
}

function rowOf(message: Hl7Message, charge: Hl7Charge, nth: number): CsvRow<EncounterColumn> {
  const { ordinal, strayLines } = message;
  const row = textRow(
    ordinal,
    encounterColumns,
    (column) => hl7Fields[column].read(charge),
    (column) => placeOf(hl7Fields[column].from, nth),
  );
  const issues = [...row.issues];
  if (strayLines > 0) issues.push(issue('segment-broken', 'error', ordinal));
  if (!['', 'CG'].includes(charge.charge.text(6))) {
    issues.push(issue('charge-taken-back', 'error', ordinal, placeOf('FT1-6', nth)));
  }
  return { ...row, issues };
}
