/** What the reader of a set finds in it; envelopes are checked for the whole file, and 835s beside their balance. */
import { readAcknowledgments } from '../shared/acknowledgment/read.ts';
import { readAuthorizationDecisions } from '../shared/authorization/read-decision.ts';
import { readAuthorizationRequests } from '../shared/authorization/read-request.ts';
import { readInstitutionalClaims } from '../shared/claim/read-institutional.ts';
import { readProfessionalClaims } from '../shared/claim/read-professional.ts';
import { readEligibilityAnswers } from '../shared/eligibility/read-answer.ts';
import { readEligibilityInquiries } from '../shared/eligibility/read-inquiry.ts';
import { readStatusInquiries } from '../shared/status/read-inquiry.ts';
import { type Issue, issue } from '../shared/values/issue.ts';
import { elementOf, findElement } from '../shared/x12/segment.ts';
import { bodyOf, type OutlineSet } from './outline.ts';
import { interchangeOf, wholeBody } from './set-body.ts';
import type { Source } from './source.ts';

type Reader = (bytes: Uint8Array) => { readonly findings: readonly Issue[] };

/** By ST01; where two guides share a number, both are tried and each passes over the other's. */
const readers: Readonly<Record<string, readonly Reader[]>> = {
  '270': [readEligibilityInquiries],
  '271': [readEligibilityAnswers],
  '276': [readStatusInquiries],
  '277': [readAcknowledgments],
  '837': [readProfessionalClaims, readInstitutionalClaims],
  '999': [readAcknowledgments],
};

export function contentFindings(source: Source, set: OutlineSet): Issue[] {
  const name = elementOf(set.st, 1);
  if (name === '835') return [];
  const known = name === '278' ? [authorizationReader(source, set)] : readers[name];
  if (known === undefined) return [issue('set-unknown', 'warning', set.st.ordinal, 'ST01')];
  const bytes = interchangeOf(source, set, wholeBody(source, set));
  const before = set.gs === null ? 2 : 3;
  return known
    .flatMap((read) => read(bytes).findings)
    .filter(({ code }) => !enveloping.test(code))
    .map((found) => placed(found, set.st.ordinal, before));
}

/** BHT02 13 asks, 11 answers. */
function authorizationReader(source: Source, set: OutlineSet): Reader {
  const asks = findElement(bodyOf(source, set), 2, 'BHT') === '13';
  return asks ? readAuthorizationRequests : readAuthorizationDecisions;
}

/** The segment's place in the file. */
function placed(found: Issue, st: number, before: number): Issue {
  if (found.row === null) return found;
  return { ...found, row: found.place === 'ST01' ? st : found.row + st - before };
}

/** Of envelopes, and of the guide that shares the number. */
const enveloping =
  /^(transaction|group|interchange)-(count|number|unclosed|unopened|unreadable)$|^transaction-not-837/;
