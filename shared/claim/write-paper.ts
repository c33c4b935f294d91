/** Claims for payers that take no files: data for pre-printed CMS-1500 forms, six service lines a page. */
import type { ServiceLine } from '../encounter/encounter.ts';
import type { Practice } from '../reference/reference.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type Cents, zero } from '../values/money.ts';
import type { BillableClaim } from './claim-batch.ts';
import { type Place, places, servicesPerPage } from './paper-form.ts';
import type { ClaimParties } from './submitted-claim.ts';
import { type Printed, writePages } from './write-pages.ts';
import { decisionPages } from './write-paper-decision.ts';
import { partiesOf } from './write-parties.ts';

export type PaperBatch = {
  readonly practice: Practice;
  readonly createdOn: CalendarDate;
  readonly claims: readonly BillableClaim[];
};

/** The same batch always gives the same bytes. */
export function writePaperClaims(batch: PaperBatch): Uint8Array {
  return writePages(batch.claims.flatMap((claim) => pagesOf(claim, batch)));
}

/** The total stands on the last page, the others say that more follows. */
function pagesOf(billable: BillableClaim, batch: PaperBatch): readonly (readonly Printed[])[] {
  const { lines } = billable.claim.encounter;
  const parties = partiesOf(billable);
  const pages: Printed[][] = [];
  for (let at = 0; at < lines.length; at += servicesPerPage) {
    const last = at + servicesPerPage >= lines.length;
    pages.push([
      ...payerItems(billable, parties),
      ...personItems(parties),
      ...otherItems(billable),
      ...conditionItems(billable),
      ...lines
        .slice(at, at + servicesPerPage)
        .flatMap((line, row) => serviceItems(line, row, billable)),
      ...(last ? totalItems(billable) : [printed(places.total, 'CONTINUED')]),
      ...providerItems(billable, batch),
    ]);
  }
  return [...pages, ...decisionPages(billable)];
}

function printed([line, column]: Place, text: string): Printed {
  return { line, column, text };
}

/** Item 1 by the claim filing code (SBR09). */
function payerItems(
  { payer }: BillableClaim,
  { filingCode, groupOrPolicy, memberId }: ClaimParties,
) {
  const { group, medicaid, medicare, other, tricare } = places.typeOfPayer;
  const types: Readonly<Record<string, Place>> = {
    MB: medicare,
    MC: medicaid,
    CH: tricare,
    CI: group,
  };
  return [
    printed(places.payerName, payer.name),
    printed(types[filingCode] ?? other, 'X'),
    printed(places.insuredId, memberId),
    printed(places.insuredGroup, groupOrPolicy === '' ? 'NONE' : groupOrPolicy),
  ];
}

function personItems({ patient, relationship, subscriber }: ClaimParties): readonly Printed[] {
  const { address, birthDate, sex } = patient;
  const home = relationship === 'self' ? address : subscriber.address;
  return [
    printed(places.patientName, nameOf(patient)),
    ...(birthDate === null ? [] : dateItems(places.patientBirth, birthDate, 4)),
    ...(sex === 'M' || sex === 'F' ? [printed(places.patientSex[sex], 'X')] : []),
    printed(places.insuredName, nameOf(subscriber)),
    printed(places.patientStreet, address.line1.slice(0, 28)),
    printed(places.relationship[relationship], 'X'),
    printed(places.insuredStreet, home.line1.slice(0, 29)),
    printed(places.patientCity, address.city.slice(0, 24)),
    printed(places.patientState, address.state),
    printed(places.insuredCity, home.city.slice(0, 23)),
    printed(places.insuredState, home.state),
    printed(places.patientZip, address.zip),
    printed(places.insuredZip, home.zip),
    printed(places.patientSignature, 'SIGNATURE ON FILE'),
    printed(places.insuredSignature, 'SIGNATURE ON FILE'),
  ];
}

function nameOf({ first, last }: { readonly first: string; readonly last: string }): string {
  return `${last}, ${first}`.slice(0, 28);
}

/** Item 9 to 11: who else pays, and that nothing was an accident. */
function otherItems({ claim, first, secondaryPayer }: BillableClaim): readonly Printed[] {
  const { memberId, patient, secondary } = claim.encounter;
  const other = first?.payer ?? secondaryPayer;
  const none = [places.notEmployment, places.notAuto, places.notAccident].map((at) =>
    printed(at, 'X'),
  );
  if (other === null) return [...none, printed(places.otherCoverage.no, 'X')];
  return [
    ...none,
    printed(places.otherCoverage.yes, 'X'),
    printed(places.otherInsuredName, nameOf(patient)),
    printed(places.otherPolicy, first === undefined ? (secondary?.memberId ?? '') : memberId),
    printed(places.otherPlan, other.name.slice(0, 28)),
  ];
}

function conditionItems(billable: BillableClaim): readonly Printed[] {
  const { authorizationNumber, claim, frequency, originalControlNumber } = billable;
  const { diagnoses, referringNpi } = claim.encounter;
  const { columns, line } = places.diagnoses;
  const coded = diagnoses.slice(0, 12).map((text, index) => ({
    line: line + Math.floor(index / columns.length),
    column: columns[index % columns.length] ?? 1,
    text,
  }));
  return [
    ...(referringNpi === ''
      ? []
      : [printed(places.referringQualifier, 'DN'), printed(places.referringNpi, referringNpi)]),
    printed(places.codeSet, '0'),
    ...coded,
    ...(frequency === '1'
      ? []
      : [
          printed(places.resubmission, frequency),
          printed(places.originalNumber, originalControlNumber ?? ''),
        ]),
    printed(places.authorization, authorizationNumber),
  ];
}

function serviceItems(
  line: ServiceLine,
  row: number,
  { claim }: BillableClaim,
): readonly Printed[] {
  const { placeOfService, renderingNpi } = claim.encounter;
  const spot = places.services;
  const place: number = spot.line + row * spot.every;
  const on = (column: number, text: string): Printed => ({ line: place, column, text });
  return [
    ...dateItems([place, spot.from], line.serviceDate, 2),
    ...dateItems([place, spot.to], line.serviceDateTo, 2),
    on(spot.place, placeOfService),
    on(spot.procedure, line.procedure),
    ...spot.modifiers.map((column, index) => on(column, line.modifiers[index] ?? '')),
    on(spot.pointers, line.pointers.slice(0, 4).map(letterOf).join('')),
    ...amountItems([place, spot.charge], line.chargeCents),
    on(spot.units, String(line.units)),
    on(spot.rendering, renderingNpi),
  ];
}

/** 1 is A: item 21's letters. */
function letterOf(pointer: number): string {
  return String.fromCharCode(64 + pointer);
}

function totalItems({ claim, first }: BillableClaim): readonly Printed[] {
  return [
    ...amountItems(places.total, claim.chargeCents),
    ...amountItems(places.paid, first?.decision.paidCents ?? zero),
  ];
}

function providerItems({ claim, rendering }: BillableClaim, { createdOn, practice }: PaperBatch) {
  const { address, name, npi, phone, taxId } = practice;
  const signed = rendering === null ? name : `${rendering.first} ${rendering.last}`;
  return [
    printed(places.taxId, taxId.replace(/\D/g, '')),
    printed(places.taxIdIsEmployer, 'X'),
    printed(places.account, claim.claimId),
    printed(places.acceptAssignment, 'X'),
    printed(places.phone, phone.replace(/\D/g, '')),
    printed(places.providerSignature, signed.slice(0, 12)),
    ...dateItems(places.signedOn, createdOn, 2),
    printed(places.billingName, name.slice(0, 29)),
    printed(places.billingStreet, address.line1.slice(0, 29)),
    printed(places.billingCity, `${address.city} ${address.state} ${address.zip}`.slice(0, 29)),
    printed(places.billingNpi, npi),
  ];
}

/** MM DD YY, or the year in four digits, three columns apart. */
function dateItems([line, column]: Place, date: CalendarDate, digits: 2 | 4): readonly Printed[] {
  const [year = '', month = '', day = ''] = date.split('-');
  const parts = [month, day, year.slice(-digits)];
  return parts.map((text, index) => ({ line, column: column + 3 * index, text }));
}

/** Dollars right-aligned in six columns, then the cents. */
function amountItems([line, column]: Place, amount: Cents): readonly Printed[] {
  const dollars = String(Math.trunc(amount / 100));
  const left = String(amount % 100).padStart(2, '0');
  return [
    { line, column: column + Math.max(0, 6 - dollars.length), text: dollars },
    { line, column: column + 7, text: left },
  ];
}
