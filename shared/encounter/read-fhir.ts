/** Charges as FHIR R4 Claims, alone or in Bundles: an item a service line, a claim a visit. */
import { type CsvRow, textRow } from '../csv/read-csv.ts';
import { encounterId } from '../values/ids.ts';
import { issue } from '../values/issue.ts';
import { cents, parseDollars, sumOf } from '../values/money.ts';
import { type EncounterColumn, encounterColumns } from './encounter-columns.ts';
import { chargesOf, type FhirCharge, fhirFields } from './fhir-charge.ts';
import { type FhirFile, type FhirResource, readFhir } from './fhir-resources.ts';
import { claimShape, type FhirClaim } from './fhir-shapes.ts';
import { visitKeyOf } from './gather-rows.ts';
import { type EncounterFile, oncePerId, readGroup } from './read-group.ts';

type Row = CsvRow<EncounterColumn>;

/** Reads every Claim of the file; an issue's row is its claim, its place the path (`Patient.birthDate`). */
export function readEncounterFhir(bytes: Uint8Array): EncounterFile {
  const file = readFhir(bytes);
  if (file === undefined) return unusable('bad-json');
  const claims = file.resources.filter(({ resourceType }) => resourceType === 'Claim');
  if (claims.length === 0) return unusable('no-charges');
  const read = claims.map((claim, index) => readClaim(rowsOf(file, claim, index + 1)));
  return { ...oncePerId(read), fatal: false };
}

function unusable(code: string): EncounterFile {
  return { fatal: true, issues: [issue(code, 'fatal')], encounters: [] };
}

function readClaim(rows: readonly Row[]) {
  const [first] = rows;
  const id = first && (first.cell('encounter_id') || visitKeyOf(first));
  return readGroup({ id: id ? encounterId(id) : null, rows });
}

function rowsOf(file: FhirFile, resource: FhirResource, ordinal: number): readonly Row[] {
  const shaped = claimShape.safeParse(resource);
  if (!shaped.success) {
    const places = new Set(shaped.error.issues.map(({ path }) => ['Claim', ...path].join('.')));
    const issues = [...places].map((place) => issue('bad-shape', 'error', ordinal, place));
    return [{ row: ordinal, cell: () => '', placeOf: (column) => column, issues }];
  }
  const charges = chargesOf(file, resource, shaped.data);
  const rows = charges.map((charge, index) => rowOf(charge, ordinal, index));
  const [first, ...others] = rows;
  if (first === undefined) return [];
  const refused = refusals(shaped.data, rows).map(([code, place]) =>
    issue(code, 'error', ordinal, place),
  );
  return [{ ...first, issues: [...refused, ...first.issues] }, ...others];
}

/** Items are told by their place in the claim: `Claim.item[1].net`. */
function rowOf(charge: FhirCharge, ordinal: number, index: number): Row {
  return textRow(
    ordinal,
    encounterColumns,
    (column) => fhirFields[column].read(charge),
    (column) => fhirFields[column].from.replace('Claim.item', `Claim.item[${index}]`),
  );
}

/** What makes a claim one that we may not bill: a draft, a question, another trade's, sums within sums. */
function refusals(
  claim: FhirClaim,
  rows: readonly Row[],
): readonly (readonly [code: string, place: string])[] {
  const nested = claim.item.findIndex(({ detail }) => detail.length > 0);
  const found: [string, string][] = [];
  if (claim.status !== 'active') found.push(['claim-not-to-bill', 'Claim.status']);
  if (claim.use !== 'claim') found.push(['claim-not-to-bill', 'Claim.use']);
  if (claim.type.coding[0]?.code !== 'professional')
    found.push(['claim-not-to-bill', 'Claim.type']);
  if (nested >= 0) found.push(['claim-not-to-bill', `Claim.item[${nested}].detail`]);
  if (claim.total && !addsUp(claim.total.value, rows)) found.push(['total-differs', 'Claim.total']);
  return found;
}

/** A sum with a line that can not be read is that line's to refuse. */
function addsUp(total: number, rows: readonly Row[]): boolean {
  const charges = rows.map((row) => parseDollars(row.cell('charge')) ?? cents(-1));
  if (charges.some((charge) => charge < 0)) return true;
  return sumOf(charges, (charge) => charge) === parseDollars(String(total));
}
