/** Stands in for the pipeline in tests of the payers: reads the clinic's files and sends every readable new encounter. */
import type { BillableClaim } from '../../shared/claim/claim-batch.ts';
import { writeProfessionalClaims } from '../../shared/claim/write-professional.ts';
import type { Encounter } from '../../shared/encounter/encounter.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { readReference } from '../../shared/reference/read-reference.ts';
import type { Payer, Practice } from '../../shared/reference/reference.ts';
import type { ClinicDay, InboxFile } from '../../shared/simulation/clinic.ts';
import type { SentFile } from '../../shared/simulation/payer.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';
import { type ClaimId, claimIdOf, practiceId } from '../../shared/values/ids.ts';
import { sumOf } from '../../shared/values/money.ts';

export type Sender = {
  /** The 837 of that day; nothing on a day without new claims. */
  send(day: ClinicDay): readonly SentFile[];
  readonly sentOn: ReadonlyMap<string, CalendarDate>;
};

export function clinicSender(): Sender {
  const payers = new Map<string, Payer>();
  const practices: Practice[] = [];
  const sentOn = new Map<ClaimId, CalendarDate>();
  return {
    sentOn,
    send: (day) => {
      for (const file of day.files) learn(file, payers, practices);
      const encounters = day.files.flatMap(encountersOf);
      const claims = encounters.flatMap((encounter) => billable(encounter, payers, sentOn, day));
      const [practice] = practices;
      if (claims.length === 0 || practice === undefined) return [];
      return [{ name: `${day.date}.837`, bytes: bytesOf(practice, day.date, claims) }];
    },
  };
}

function learn(file: InboxFile, payers: Map<string, Payer>, practices: Practice[]): void {
  if (!file.key.includes('/reference/')) return;
  const { rows } = readReference(file.bytes, file.key);
  for (const row of rows) {
    if (row.kind === 'payers') payers.set(row.row.payerId, row.row);
    if (row.kind === 'practice') practices.push(row.row);
  }
}

function encountersOf(file: InboxFile): readonly Encounter[] {
  if (!file.key.includes('charges')) return [];
  return readEncounterCsv(file.bytes).encounters.flatMap((row) =>
    row.kind === 'readable' && isSendable(row.encounter) ? [row.encounter] : [],
  );
}

/** The least that any scrubber holds. */
function isSendable(encounter: Encounter): boolean {
  return encounter.lines.every(
    (line) => line.units > 0 && line.pointers.every((place) => place <= encounter.diagnoses.length),
  );
}

function billable(
  encounter: Encounter,
  payers: ReadonlyMap<string, Payer>,
  sentOn: Map<ClaimId, CalendarDate>,
  day: ClinicDay,
): readonly BillableClaim[] {
  const practice = practiceId('lakeside-family');
  const claimId = claimIdOf(practice, encounter.encounterId);
  const payer = payers.get(encounter.payerId);
  if (payer === undefined || sentOn.has(claimId)) return [];
  sentOn.set(claimId, day.date);
  const claim = {
    practice,
    claimId,
    encounter,
    lines: encounter.lines.map((line) => ({
      line: line.line,
      controlNumber: `${claimId}L${line.line}`,
      expectedCents: null,
    })),
    chargeCents: sumOf(encounter.lines, (line) => line.chargeCents),
    takenOn: day.date,
    arrivalKnown: true,
    duplicateOf: null,
    rowsDisagree: false,
  };
  return [
    {
      claim,
      payer,
      rendering: null,
      secondaryPayer: payers.get(encounter.secondary?.payerId ?? '') ?? null,
      frequency: '1',
      originalControlNumber: null,
      authorizationNumber: encounter.priorAuthorization,
    },
  ];
}

function bytesOf(practice: Practice, date: CalendarDate, claims: readonly BillableClaim[]) {
  const number = Number(date.replaceAll('-', '').slice(2));
  return writeProfessionalClaims({
    practice,
    receiver: 'clearinghouse',
    createdOn: date,
    interchangeNumber: number,
    groupNumber: number,
    firstTransactionNumber: 1,
    claims,
  });
}
