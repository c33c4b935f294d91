/** A payer's answer as what it means for the visit that was asked about. */
import type { Appointment } from '../appointment/appointment.ts';
import type { EligibilityAnswer } from '../eligibility/eligibility-answer.ts';
import type { Payer } from '../reference/reference.ts';
import { benefitsLeft } from './benefits-left.ts';
import { type Coverage, coverageProblems, type FoundProblem } from './coverage.ts';
import { authorizationAsked, usedUpBenefits } from './limits.ts';
import { otherPayers } from './other-payers.ts';
import { rejectedQuestions } from './rejected-questions.ts';
import { type Named, sameBirthDate, sameName } from './same-person.ts';
import { planDates, standingOf } from './standing.ts';

/** `payer` is the one that was asked, as the practice knows it. A question turned down leaves all unknown. */
export function readCoverage(
  answer: EligibilityAnswer,
  asked: Appointment,
  payer: Payer | null,
): Coverage {
  const rejected = rejectedQuestions(answer);
  const refused = { standing: 'unknown', problems: rejected } as const;
  const { problems, standing } = rejected.length > 0 ? refused : standingOf(answer, asked.visitOn);
  const known = patientIn(answer, asked);
  const found = [
    ...problems,
    ...(rejected.length > 0 ? [] : differences(answer, asked, known)),
    ...otherPayers(answer, payer),
    ...usedUpBenefits(answer),
  ];
  return {
    standing,
    problems: inOrder(found),
    known,
    ...planDates(answer),
    ...benefitsLeft(answer),
    authorizationAsked: authorizationAsked(answer),
  };
}

/** An answer about a dependent may stop at the insured, and then it tells nobody's name but theirs. */
function patientIn(answer: EligibilityAnswer, { subscriber }: Appointment): Coverage['known'] {
  const person = answer.dependent ?? answer.subscriber;
  const nobody = { last: '', first: '', birthDate: null };
  if (person === null) return nobody;
  const known = { last: person.name, first: person.first, birthDate: person.birthDate };
  const insured = answer.dependent === null && subscriber !== null && sameName(known, subscriber);
  return insured ? nobody : known;
}

function differences(answer: EligibilityAnswer, asked: Appointment, known: Named): FoundProblem[] {
  const found: FoundProblem[] = [];
  if (!sameName(asked.patient, known)) found.push({ problem: 'name-differs', evidence: 'NM103' });
  if (!sameBirthDate(asked.patient, known))
    found.push({ problem: 'birth-date-differs', evidence: 'DMG02' });
  const member = answer.subscriber?.idQualifier === 'MI' ? answer.subscriber.id : '';
  if (member !== '' && plain(member) !== plain(asked.memberId))
    found.push({ problem: 'member-id-differs', evidence: 'NM109' });
  return found;
}

function plain(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
}

/** The gravest first, each once. */
function inOrder(found: readonly FoundProblem[]): FoundProblem[] {
  return coverageProblems.flatMap((problem) => found.find((row) => row.problem === problem) ?? []);
}
