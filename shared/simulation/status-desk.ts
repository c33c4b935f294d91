/** What a payer says of a claim that it is asked about (277), from what it has of it on that day. */
import type { Status } from '../acknowledgment/acknowledgment.ts';
import type { OutgoingClaimStatus, OutgoingStatus } from '../acknowledgment/acknowledgment-file.ts';
import type { StatusInquiry } from '../status/status-inquiry.ts';
import type { CalendarDate } from '../values/dates.ts';
import { zero } from '../values/money.ts';
import type { Counter } from './inquiries.ts';
import { type ClaimStanding, standingKey } from './payer-memory.ts';

export function answerStatus(counter: Counter, inquiry: StatusInquiry): OutgoingStatus {
  const { heading, payer, provider } = inquiry;
  return {
    source: { name: payer?.name ?? '', id: payer?.id ?? '' },
    reference: heading.reference,
    batchReference: heading.reference || '0',
    provider: { name: provider?.name ?? '', npi: provider?.id ?? '' },
    statuses: [],
    acceptedClaims: null,
    rejectedClaims: null,
    claims: [claimOf(counter, inquiry)],
  };
}

function claimOf(counter: Counter, inquiry: StatusInquiry): OutgoingClaimStatus {
  const { chargeCents, patientControlNumber, service, trace } = inquiry;
  const standing = standingOf(counter, inquiry);
  return {
    patientControlNumber,
    ...(trace !== null && { trace: trace.number }),
    payerControlNumber: standing?.controlNumber ?? '',
    statuses: [statusOf(standing, counter.today)],
    patient: patientOf(inquiry),
    chargeCents: chargeCents ?? zero,
    serviceDate: service?.from ?? counter.today,
  };
}

function patientOf({ dependent, subscriber }: StatusInquiry): OutgoingClaimStatus['patient'] {
  const person = dependent ?? subscriber;
  return { last: person?.name ?? '', first: person?.first ?? '', memberId: subscriber?.id ?? '' };
}

function standingOf({ notebook }: Counter, inquiry: StatusInquiry): ClaimStanding | null {
  const row = notebook.get(standingKey(inquiry.payer?.id ?? '', inquiry.patientControlNumber));
  return row?.kind === 'claim' ? row : null;
}

/** Not found, in process, under review, or decided: what is lost is as unknown as what was never sent. */
function statusOf(standing: ClaimStanding | null, today: CalendarDate): Status {
  const said = (category: string, status: string): Status => ({
    category,
    status,
    entity: '',
    date: today,
    action: '',
  });
  if (standing === null) return said('A4', '35');
  if (today < standing.decidedOn) return standing.reviewed ? said('P2', '46') : said('P1', '20');
  return { ...(standing.pays ? said('F1', '65') : said('F2', '585')), date: standing.decidedOn };
}
