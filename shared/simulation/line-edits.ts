/** Why a payer refuses a single line: a diagnosis that does not support it, or a visit that is part of a procedure. */
import type { Refusal } from './payer-manners.ts';
import type { SentClaim, SentLine } from './sent-claim.ts';

/** Beginnings of the diagnoses for which these payers pay a test or procedure. */
const supportedBy: Readonly<Record<string, readonly string[]>> = {
  '83036': ['E1', 'R73'],
  '80061': ['E', 'I', 'Z00', 'Z13'],
  '84443': ['E0', 'R53'],
  '80053': ['E', 'I', 'N', 'R'],
  '85025': ['D', 'R'],
  '93000': ['I', 'R07', 'R00', 'R55'],
  '94010': ['J', 'R05', 'R06'],
  '71046': ['J', 'R05', 'R07', 'R09'],
  '20610': ['M'],
  '73562': ['M', 'S'],
  '73030': ['M', 'S'],
  '17000': ['L57', 'D'],
  '11102': ['D', 'L'],
  '69210': ['H6'],
};

/** Procedures that include the visit unless it is marked as a separate one (modifier 25). */
const includeVisit = ['20610', '17000', '11102', '69210', '96372', '93000', '94010', '90471'];

export function lineRefusal(claim: SentClaim, line: SentLine): Refusal | null {
  const supporting = supportedBy[line.procedure];
  if (
    supporting &&
    !line.diagnoses.some((code) => supporting.some((start) => code.startsWith(start)))
  )
    return { group: 'CO', carc: '11', remarks: ['N657'] };
  if (isVisit(line) && !line.modifiers.includes('25') && hasProcedure(claim))
    return { group: 'CO', carc: '97', remarks: ['N19'] };
  return null;
}

function isVisit(line: SentLine): boolean {
  return /^99(20[2-5]|21[2-5])$/.test(line.procedure);
}

function hasProcedure(claim: SentClaim): boolean {
  return claim.lines.some((line) => includeVisit.includes(line.procedure));
}
