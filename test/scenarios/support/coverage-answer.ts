/** A payer's 271 to what lies in outbound: in force unless the test says otherwise. */
import type { Benefit, EligibilityAnswer } from '../../../shared/eligibility/eligibility-answer.ts';
import type { EligibilityInquiry } from '../../../shared/eligibility/eligibility-inquiry.ts';
import { writeEligibilityAnswers } from '../../../shared/eligibility/write-answer.ts';
import { calendarDate } from '../../../shared/values/dates.ts';
import { cents } from '../../../shared/values/money.ts';

export type AnswerChanges = {
  /** EB01, EB04 and what else the test wants, one EB a row. */
  readonly benefits?: readonly Partial<Benefit>[];
  /** AAA03 of the subscriber, and AAA04 of each (C without it). */
  readonly rejected?: readonly string[];
  readonly followUp?: string;
  readonly last?: string;
  readonly first?: string;
  readonly birthDate?: string;
  readonly memberId?: string;
  /** BHT04, and the number that the answer names instead of the question's. */
  readonly madeOn?: string;
  readonly trace?: string;
};

const benefit: Benefit = {
  information: '1',
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
};

export function coverageAnswer(
  ...answers: readonly (readonly [EligibilityInquiry | undefined, AnswerChanges?])[]
): Uint8Array {
  const envelope = {
    sender: 'FAKEPAYER',
    receiver: 'FAKESUBMITTER',
    date: calendarDate('2026-03-04'),
    time: '0900',
    number: 7,
  };
  const told = answers.map(([inquiry, changes]) => answerTo(inquiry, changes ?? {}));
  return writeEligibilityAnswers(envelope, told);
}

function answerTo(
  inquiry: EligibilityInquiry | undefined,
  changes: AnswerChanges,
): EligibilityAnswer {
  if (inquiry?.subscriber == null) throw new Error('nobody was asked about');
  const { dependent, heading, payer, provider, subscriber, traces } = inquiry;
  const madeOn = calendarDate(changes.madeOn ?? '2026-03-04');
  const trace = changes.trace ?? traces[0]?.number ?? '';
  const told = { ...subscriber, rejections: rejections(changes), dates: [] };
  return {
    heading: { ...heading, purpose: '11', reference: trace, madeOn, madeAt: '0900' },
    payer: payer && { ...payer, rejections: [] },
    provider: provider && { ...provider, rejections: [] },
    subscriber: {
      ...told,
      name: changes.last ?? subscriber.name,
      first: changes.first ?? subscriber.first,
      id: changes.memberId ?? subscriber.id,
      birthDate: changes.birthDate ? calendarDate(changes.birthDate) : subscriber.birthDate,
    },
    dependent: dependent && { ...dependent, rejections: [], dates: [] },
    traces: [{ kind: '2', number: trace, origin: '9FAKEPAYER', originDetail: '' }],
    benefits: (changes.benefits ?? (changes.rejected ? [] : [{}])).map((row) => ({
      ...benefit,
      ...row,
    })),
  };
}

function rejections({ followUp = 'C', rejected = [] }: AnswerChanges) {
  return rejected.map((reason) => ({ valid: 'N', reason, followUp }));
}

export function left(information: string, amount: number): Partial<Benefit> {
  const amountCents = cents(amount);
  return { information, timePeriod: '29', amountCents };
}
