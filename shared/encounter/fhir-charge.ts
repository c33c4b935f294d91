/** One item of a FHIR R4 Claim and what the claim's resources say of the visit, as cells of an encounter file. */
import type * as z from 'zod/mini';
import { formatDollars, parseDollars, times } from '../values/money.ts';
import type { EncounterColumn } from './encounter-columns.ts';
import type { FhirFile, FhirResource } from './fhir-resources.ts';
import {
  conditionShape,
  coverageShape,
  encounterShape,
  type FhirClaim,
  type FhirCode,
  type FhirCoverage,
  type FhirIdentifier,
  type FhirItem,
  type FhirPerson,
  type FhirReference,
  partyShape,
  personShape,
} from './fhir-shapes.ts';

type Insurance = {
  readonly coverage: FhirCoverage | null;
  readonly payerId: string;
  readonly insured: FhirPerson | null;
};

export type FhirCharge = {
  readonly claim: FhirClaim;
  readonly item: FhirItem;
  readonly patient: FhirPerson | null;
  /** In the order in which the payers are billed. */
  readonly insurances: readonly Insurance[];
  readonly diagnoses: readonly { readonly sequence: number; readonly code: string }[];
  readonly team: readonly Member[];
  readonly providerNpi: string;
  /** When the item's encounter ended. */
  readonly endedAt: string;
};

type Member = { readonly sequence: number; readonly role: string; readonly npi: string };
type Field = { readonly from: string; readonly read: (charge: FhirCharge) => string };

/** Where each column is found; `from` is how the sender's own people call the place. */
// biome-ignore format: a table, a row a line
export const fhirFields: Readonly<Record<EncounterColumn, Field>> = {
  encounter_id: { from: 'Claim.identifier', read: ({ claim }) => claim.identifier[0]?.value || claim.id },
  patient_id: { from: 'Patient.identifier', read: ({ patient }) => identifierOf(patient?.identifier, 'MR')?.value || (patient?.id ?? '') },
  patient_last: { from: 'Patient.name', read: ({ patient }) => nameOf(patient)?.family ?? '' },
  patient_first: { from: 'Patient.name', read: ({ patient }) => nameOf(patient)?.given[0] ?? '' },
  patient_dob: { from: 'Patient.birthDate', read: ({ patient }) => patient?.birthDate ?? '' },
  patient_sex: { from: 'Patient.gender', read: ({ patient }) => sexOf(patient?.gender ?? '') },
  patient_address: { from: 'Patient.address', read: ({ patient }) => patient?.address[0]?.line[0] ?? '' },
  patient_city: { from: 'Patient.address', read: ({ patient }) => patient?.address[0]?.city ?? '' },
  patient_state: { from: 'Patient.address', read: ({ patient }) => patient?.address[0]?.state ?? '' },
  patient_zip: { from: 'Patient.address', read: ({ patient }) => patient?.address[0]?.postalCode ?? '' },
  payer_id: { from: 'Coverage.payor', read: ({ insurances: [first] }) => first?.payerId ?? '' },
  member_id: { from: 'Coverage.subscriberId', read: ({ insurances: [first] }) => memberOf(first) },
  group_number: { from: 'Coverage.class', read: ({ insurances: [first] }) => groupOf(first?.coverage ?? null) },
  relationship: { from: 'Coverage.relationship', read: ({ insurances: [first] }) => relationshipOf(codeOf(first?.coverage?.relationship)) },
  subscriber_last: { from: 'Coverage.subscriber', read: ({ insurances: [first] }) => nameOf(first?.insured)?.family ?? '' },
  subscriber_first: { from: 'Coverage.subscriber', read: ({ insurances: [first] }) => nameOf(first?.insured)?.given[0] ?? '' },
  subscriber_dob: { from: 'Coverage.subscriber', read: ({ insurances: [first] }) => first?.insured?.birthDate ?? '' },
  secondary_payer_id: { from: 'Coverage.payor', read: ({ insurances: [, second] }) => second?.payerId ?? '' },
  secondary_member_id: { from: 'Coverage.subscriberId', read: ({ insurances: [, second] }) => memberOf(second) },
  prior_authorization: { from: 'Claim.insurance.preAuthRef', read: ({ claim }) => claim.insurance[0]?.preAuthRef[0] ?? '' },
  referring_npi: { from: 'Claim.careTeam', read: ({ team }) => team.find(refers)?.npi ?? '' },
  rendering_npi: { from: 'Claim.careTeam', read: renderingOf },
  place_of_service: { from: 'Claim.item.location', read: ({ item }) => codeOf(item.locationCodeableConcept) },
  service_date: { from: 'Claim.item.serviced', read: ({ item, claim }) => dayOf(item.servicedDate || item.servicedPeriod?.start || claim.billablePeriod?.start) },
  service_date_to: { from: 'Claim.item.serviced', read: ({ item }) => dayOf(item.servicedPeriod?.end) },
  procedure: { from: 'Claim.item.productOrService', read: ({ item }) => codeOf(item.productOrService) },
  modifiers: { from: 'Claim.item.modifier', read: ({ item }) => item.modifier.map(codeOf).join(' ') },
  diagnoses: { from: 'Claim.diagnosis', read: ({ diagnoses }) => diagnoses.map(({ code }) => code).join(' ') },
  diagnosis_pointers: { from: 'Claim.item.diagnosisSequence', read: pointersOf },
  units: { from: 'Claim.item.quantity', read: ({ item }) => String(item.quantity?.value ?? '') },
  charge: { from: 'Claim.item.net', read: ({ item }) => String(item.net?.value ?? extended(item)) },
  closed_at: { from: 'Encounter.period', read: ({ endedAt }) => endedAt },
  documented: { from: '', read: () => '' },
};

/** The charges of a claim, with what its references point at; a reference to nowhere leaves its cells empty. */
export function chargesOf(
  file: FhirFile,
  resource: FhirResource,
  claim: FhirClaim,
): readonly FhirCharge[] {
  const find: Find = (shape, to) => {
    const found = shape.safeParse(file.find(to.reference, resource));
    return found.success ? found.data : null;
  };
  const inTurn = { ...claim, insurance: claim.insurance.toSorted(bySequence) };
  const visit = {
    claim: inTurn,
    patient: find(personShape, claim.patient),
    insurances: inTurn.insurance.map(({ coverage }) => insuranceOf(find, coverage)),
    diagnoses: claim.diagnosis.toSorted(bySequence).map((one) => ({
      sequence: one.sequence,
      code: codeOf(one.diagnosisCodeableConcept ?? conditionOf(find, one.diagnosisReference)),
    })),
    team: claim.careTeam.map((member) => ({
      sequence: member.sequence,
      role: codeOf(member.role),
      npi: npiOf(find, member.provider),
    })),
    providerNpi: npiOf(find, claim.provider),
  };
  return claim.item.map((item) => ({ ...visit, item, endedAt: endOf(find, item) }));
}

type Find = <Shape extends z.ZodMiniType>(shape: Shape, to: FhirReference) => z.infer<Shape> | null;

function bySequence(a: { readonly sequence: number }, b: { readonly sequence: number }): number {
  return a.sequence - b.sequence;
}

function insuranceOf(find: Find, reference: FhirReference): Insurance {
  const coverage = find(coverageShape, reference);
  const payor = coverage?.payor[0];
  return {
    coverage,
    payerId: payor === undefined ? '' : payerOf(find, payor),
    insured: coverage === null ? null : find(personShape, coverage.subscriber),
  };
}

/** The payer's own id; a reference to an organization that the file leaves out ends with it. */
function payerOf(find: Find, payor: FhirReference): string {
  const organization = find(partyShape, payor);
  return (
    payor.identifier?.value ||
    organization?.identifier[0]?.value ||
    organization?.id ||
    (payor.reference.split('/').at(-1) ?? '')
  );
}

const npiSystem = 'http://hl7.org/fhir/sid/us-npi';

function npiOf(find: Find, to: FhirReference): string {
  if (to.identifier?.system === npiSystem) return to.identifier.value;
  const party = find(partyShape, to);
  const own = party?.identifier.find(({ system }) => system === npiSystem)?.value;
  if (own !== undefined || party === null || party.practitioner.reference === '') return own ?? '';
  return npiOf(find, party.practitioner);
}

function refers({ role }: Member): boolean {
  return role === 'referring';
}

/** Of the item's own care team, or of the claim's when it names none, the first who does not just refer. */
function renderingOf({ item, team, providerNpi }: FhirCharge): string {
  const own = team.filter(({ sequence }) => item.careTeamSequence.includes(sequence));
  const members = (own.length > 0 ? own : team).filter((member) => !refers(member));
  const renders = ({ role }: Member) => ['rendering', 'performing', 'primary'].includes(role);
  return (members.find(renders) ?? members[0])?.npi ?? providerNpi;
}

function conditionOf(find: Find, reference: FhirReference | undefined): FhirCode | undefined {
  return reference === undefined ? undefined : find(conditionShape, reference)?.code;
}

function endOf(find: Find, item: FhirItem): string {
  const [encounter] = item.encounter;
  const end = encounter === undefined ? '' : (find(encounterShape, encounter)?.period.end ?? '');
  return end.includes('T') ? end : '';
}

function codeOf(concept: FhirCode | undefined): string {
  return concept?.coding[0]?.code ?? '';
}

function identifierOf(
  identifiers: readonly FhirIdentifier[] = [],
  type: string,
): FhirIdentifier | undefined {
  return identifiers.find((one) => codeOf(one.type) === type) ?? identifiers[0];
}

function nameOf(person: FhirPerson | null | undefined) {
  return person?.name.find(({ use }) => use === 'official') ?? person?.name[0];
}

function memberOf(insurance: Insurance | undefined): string {
  const coverage = insurance?.coverage;
  return coverage?.subscriberId || (identifierOf(coverage?.identifier, 'MB')?.value ?? '');
}

function groupOf(coverage: FhirCoverage | null): string {
  return coverage?.class.find(({ type }) => codeOf(type) === 'group')?.value ?? '';
}

/** An item that names no diagnosis is for those of its claim; a line can point at four (SV107). */
function pointersOf({ item, diagnoses }: FhirCharge): string {
  const places = item.diagnosisSequence.map(
    (sequence) => diagnoses.findIndex((one) => one.sequence === sequence) + 1,
  );
  const pointed = places.length > 0 ? places : diagnoses.slice(0, 4).map((_, index) => index + 1);
  return pointed.join(' ');
}

/** unitPrice times quantity; empty when one of them is missing or has the wrong form. */
function extended({ unitPrice, quantity }: FhirItem): string {
  const price = unitPrice && parseDollars(String(unitPrice.value));
  if (price === undefined || quantity === undefined) return '';
  return /^\d{1,8}(\.\d{1,3})?$/.test(String(quantity.value))
    ? formatDollars(times(price, quantity.value))
    : '';
}

/** A dateTime's day is the day where the service was given: its own, whatever its offset. */
function dayOf(dateTime: string | undefined): string {
  return dateTime?.replace(/T.*$/, '') ?? '';
}

/** FHIR's administrative genders; payers know no others. */
function sexOf(gender: string): string {
  if (gender === '') return '';
  return gender === 'female' ? 'F' : gender === 'male' ? 'M' : 'U';
}

function relationshipOf(code: string): string {
  return ['', 'self', 'spouse', 'child'].includes(code) ? code : 'other';
}
