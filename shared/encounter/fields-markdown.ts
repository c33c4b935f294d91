/** Where HL7 and FHIR say what a column of an encounter file says; docs/formats.md is printed from it. */
import { encounterColumns, neededColumns } from './encounter-columns.ts';
import { fhirFields } from './fhir-charge.ts';
import { hl7Fields } from './hl7-charge.ts';

export function fieldsMarkdown(): string {
  const isNeeded = (column: string) => neededColumns.some((needed) => needed === column);
  const rows = encounterColumns.map((column) => {
    const name = isNeeded(column) ? `\`${column}\` *` : `\`${column}\``;
    return `| ${name} | ${hl7Fields[column].from || '–'} | ${fhirFields[column].from || '–'} |`;
  });
  return ['| column (* needed) | HL7 v2 | FHIR R4 |', '| --- | --- | --- |', ...rows].join('\n');
}
