/** The clinic's reference files: all on the first day, then new authorizations weekly and a review with the intervention. */
import { addDays } from '../values/dates.ts';
import { formatDollars } from '../values/money.ts';
import { authorizationsKnown } from './authorization-rules.ts';
import { csvText } from './csv-text.ts';
import { sampleContracts } from './fee-schedule.ts';
import { samplePayers } from './sample-payers.ts';
import { sampleOwners, samplePractice, sampleProviders } from './sample-practice.ts';
import type { WrittenVisit } from './written-visit.ts';

export type NamedText = { readonly name: string; readonly text: string };

export function firstReference(): readonly NamedText[] {
  return [
    { name: 'practice.json', text: `${JSON.stringify(samplePractice, null, 2)}\n` },
    { name: 'payers.csv', text: payersText() },
    { name: 'contracts.csv', text: contractsText() },
    {
      name: 'providers.csv',
      text: csvText(['npi', 'last', 'first', 'taxonomy', 'payers'], sampleProviders),
    },
    { name: 'owners.csv', text: csvText(ownerColumns, sampleOwners) },
    authorizationRequirements(false),
  ];
}

/** With the intervention the clinic asked its payers what needs an authorization. */
export function reviewedReference(): readonly NamedText[] {
  return [authorizationRequirements(true)];
}

const ownerColumns = ['queue', 'owner', 'team', 'turnaround_hours', 'escalate_to'];
const authorizationColumns = [
  'payer_id',
  'member_id',
  'number',
  'procedure',
  'valid_from',
  'valid_to',
  'units',
];

/** The authorizations that were given for the coming week; on the first day even if there are none. */
export function authorizationFile(
  planned: readonly WrittenVisit[],
  firstDay: boolean,
): readonly NamedText[] {
  const visits = planned.filter(
    (row) => row.authorization !== '' && !row.kinds.includes('missing-authorization'),
  );
  if (visits.length === 0 && !firstDay) return [];
  return [{ name: 'authorizations.csv', text: authorizationsText(visits) }];
}

export function authorizationsText(visits: readonly WrittenVisit[]): string {
  return csvText(authorizationColumns, visits.map(authorizationRow));
}

function authorizationRow({ visit, authorization }: WrittenVisit) {
  return {
    payer_id: visit.coverage.payerId,
    member_id: visit.coverage.memberId,
    number: authorization,
    procedure: visit.lines[0]?.procedure ?? '',
    valid_from: addDays(visit.date, -14),
    valid_to: addDays(visit.date, 60),
    units: '1',
  };
}

function authorizationRequirements(afterIntervention: boolean): NamedText {
  const rows = authorizationsKnown(afterIntervention).map((row) => ({
    payer_id: row.payerId,
    procedure: row.procedure,
  }));
  return { name: 'auth_required.csv', text: csvText(['payer_id', 'procedure'], rows) };
}

function payersText(): string {
  const rows = samplePayers.map((payer) => ({
    payer_id: payer.payerId,
    name: payer.name,
    claim_filing_code: payer.claimFilingCode,
    filing_limit_days: String(payer.filingLimitDays),
    appeal_limit_days: String(payer.appealLimitDays),
    electronic: 'yes',
    receiver: 'clearinghouse',
  }));
  return csvText(Object.keys(rows[0] ?? {}), rows);
}

function contractsText(): string {
  const rows = sampleContracts().map((rate) => ({
    payer_id: rate.payerId,
    procedure: rate.procedure,
    modifier: rate.modifier,
    place: rate.place,
    allowed: formatDollars(rate.allowedCents),
    effective_from: rate.effectiveFrom,
    effective_to: rate.effectiveTo ?? '',
  }));
  return csvText(Object.keys(rows[0] ?? {}), rows);
}
