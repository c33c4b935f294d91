/** What a payer says of a person's coverage on the day that it is asked for (271). */
import type {
  Benefit,
  EligibilityAnswer,
  InsuredPerson,
  Questioned,
} from '../eligibility/eligibility-answer.ts';
import type { EligibilityInquiry, InquiredPerson } from '../eligibility/eligibility-inquiry.ts';
import type { CalendarDate } from '../values/dates.ts';
import { cents } from '../values/money.ts';
import { namedParty, type Party } from '../x12/party.ts';
import type { Rejection } from '../x12/trace.ts';
import { authorizedProcedures } from './authorization-rules.ts';
import { deductibleLeft } from './benefits.ts';
import type { Counter } from './inquiries.ts';
import type { MarketPayer } from './market.ts';
import type { Member } from './member-directory.ts';

export function answerEligibility(
  counter: Counter,
  inquiry: EligibilityInquiry,
): EligibilityAnswer {
  const { dependent, provider, subscriber } = inquiry;
  const payer = counter.market.payer(inquiry.payer?.id ?? '');
  const member = payer && counter.market.members.find(payer.plan.payerId, subscriber?.id ?? '');
  const refused = payer && rejectionOf(member, dependent ?? subscriber);
  const heading = { ...inquiry.heading, purpose: '11', madeOn: counter.today, kind: '' };
  const about = refused !== null || member === null;
  return {
    heading,
    payer: asQuestioned(inquiry.payer, payer === null ? [cannotAnswer] : []),
    provider: asQuestioned(provider, []),
    subscriber: asInsured(subscriber, dependent === null ? refused : null, member),
    dependent: asInsured(dependent, refused, null),
    traces: inquiry.traces.map((trace) => ({ ...trace, kind: '2' })),
    benefits:
      about || payer === null ? [] : benefitsOf(counter, payer, member, dayOf(counter, inquiry)),
  };
}

const cannotAnswer: Rejection = { valid: 'Y', reason: '42', followUp: 'Y' };

/** 75 not found, 71 another birth date, 73 another name; all to be corrected and asked again. */
function rejectionOf(member: Member | null, asked: InquiredPerson | null): Rejection | null {
  const rejected = (reason: string): Rejection => ({ valid: 'Y', reason, followUp: 'C' });
  if (member === null) return rejected('75');
  if (differs(member.birthDate, asked?.birthDate)) return rejected('71');
  return differs(member.last, asked?.name) ? rejected('73') : null;
}

function differs(known: string | null, told: string | null | undefined): boolean {
  return known !== null && told != null && told !== '' && known !== told.toUpperCase();
}

function asQuestioned(party: Party | null, rejections: readonly Rejection[]): Questioned | null {
  return party && { ...party, rejections };
}

/** A former card is answered with the present number (INS03 001, INS04 25). */
function asInsured(
  person: InquiredPerson | null,
  refused: Rejection | null,
  member: Member | null,
): InsuredPerson | null {
  if (person === null) return null;
  const former = member !== null && refused === null && member.memberId !== person.id;
  const group = (refused === null && member?.groupNumber) || '';
  const references = [
    ...person.references,
    ...(group === '' ? [] : [{ qualifier: '6P', id: group, description: '' }]),
  ];
  const corrected = former && {
    id: member.memberId,
    membership: {
      subscriber: 'Y',
      relationship: '18',
      change: '001',
      changeReason: '25',
      birthSequence: '',
    },
  };
  return { ...person, ...corrected, references, rejections: refused === null ? [] : [refused] };
}

/** The day of the visit, else the day of the question. */
function dayOf({ today }: Counter, { dependent, questions, subscriber }: EligibilityInquiry) {
  const dates = [dependent, subscriber, ...questions].flatMap((row) => row?.dates ?? []);
  return dates.find((row) => row.qualifier === '291')?.from ?? today;
}

function benefitsOf(
  counter: Counter,
  { manners, plan }: MarketPayer,
  member: Member,
  on: CalendarDate,
): readonly Benefit[] {
  const planName = plan.name;
  const inForce = member.from <= on && (member.to === null || on <= member.to);
  if (!inForce) return [benefit('6', { planName, dates: endOf(member) }), ...elsewhere(member, on)];
  const left = deductibleLeft({ ...counter, plan, memberId: member.memberId }, on);
  const year = { coverageLevel: 'IND', timePeriod: '23' };
  return [
    benefit('1', {
      planName,
      coverageLevel: 'IND',
      dates: [{ ...spanOf(member), qualifier: '346' }],
    }),
    benefit('C', { ...year, amountCents: cents(plan.deductibleCents) }),
    benefit('C', { ...year, timePeriod: '29', amountCents: left }),
    benefit('A', { ...year, percent: (plan.coinsurancePercent / 100).toFixed(2) }),
    benefit('B', {
      coverageLevel: 'IND',
      serviceTypes: ['98'],
      timePeriod: '27',
      amountCents: cents(plan.copayCents),
    }),
    ...(manners.asksAuthorization ? authorizedProcedures.map(authorized) : []),
    ...elsewhere(member, on),
  ];
}

function spanOf({ from }: Member) {
  return { from, to: from };
}

function endOf({ to }: Member) {
  return to === null ? [] : [{ qualifier: '347', from: to, to }];
}

function authorized(code: string): Benefit {
  const procedure = { qualifier: 'HC', code, modifiers: [], description: '', rangeEnd: '' };
  return benefit('1', { serviceTypes: [], procedure, authorizationRequired: 'Y' });
}

/** Who covers the person instead (PRP) or besides (SEP), where this payer has heard of it (EB*R). */
function elsewhere({ others }: Member, on: CalendarDate): readonly Benefit[] {
  return others
    .filter(({ from, to }) => from <= on && (to === null || on <= to))
    .map(({ memberId, name, payerId: id, role }) =>
      benefit('R', {
        coverageLevel: 'IND',
        references: [{ qualifier: '1W', id: memberId, description: '' }],
        related: [namedParty({ role, kind: '2', name, idQualifier: 'PI', id })],
      }),
    );
}

function benefit(information: string, told: Partial<Benefit>): Benefit {
  return {
    information,
    coverageLevel: '',
    serviceTypes: ['30'],
    insuranceType: '',
    planName: '',
    timePeriod: '',
    amountCents: null,
    percent: null,
    quantityUnit: '',
    quantity: null,
    authorizationRequired: '',
    inNetwork: '',
    procedure: null,
    diagnosisPointers: [],
    deliveries: [],
    references: [],
    dates: [],
    rejections: [],
    messages: [],
    circumstances: [],
    related: [],
    ...told,
  };
}
