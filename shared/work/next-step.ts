/**
 * What its owner does next about a work item, in plain words: a row a queue and category. A row without a
 * category speaks for the rest of its queue. What is decided goes back as a row of a decisions file.
 */
import type { WorkItem, WorkQueue } from './item.ts';

type Row = readonly [queue: WorkQueue, category: string, step: string];

// biome-ignore format: a table, a row a line
const rows: readonly Row[] = [
  ['eligibility', 'not-in-force', 'Ask the patient for the coverage of that day; register it, or tell the patient before the visit.'],
  ['eligibility', 'member-not-found', 'Compare member id, name and date of birth with the card; correct the registration.'],
  ['eligibility', 'birth-date-differs', 'Compare the date of birth with the card and correct the registration.'],
  ['eligibility', 'name-differs', 'Write the name as the payer knows it.'],
  ['eligibility', 'member-id-differs', 'Take over the member id that the payer answered with.'],
  ['eligibility', 'payer-changed', 'Register the plan that took the payer’s place (Medicare Advantage, managed Medicaid).'],
  ['eligibility', 'other-payer-first', 'Register the other payer as primary and this one as secondary.'],
  ['eligibility', 'other-coverage', 'Ask the patient about the other coverage and register the order of payers.'],
  ['eligibility', 'benefit-used-up', 'Tell the patient before the visit that the plan pays no more of these visits.'],
  ['eligibility', 'medicaid-not-registered', 'Medicaid pays this patient’s share: register it as secondary, and collect nothing.'],
  ['eligibility', 'answer-promised', 'The payer will answer by itself; verify by telephone if it has not by the day before the visit.'],
  ['eligibility', 'payer-unknown', 'Add the payer to payers.csv, or correct the payer of the visit.'],
  ['eligibility', 'verify-by-hand', 'This payer takes no 270: verify by telephone or in its portal.'],
  ['eligibility', 'answer', 'Find out which question the answer belongs to, or ask its sender.'],
  ['eligibility', '', 'Verify by telephone or in the payer’s portal before the visit.'],
  ['authorization', 'used-up', 'Ask the payer for more units before the visit.'],
  ['authorization', 'expired', 'Ask the payer to extend the authorization before the visit.'],
  ['authorization', '', 'Get the authorization before the visit and add it to authorizations.csv; after the visit ask for a retroactive one.'],
  ['charge-entry', 'encounter-differs', 'Decide which version is right; send it as a correct decision.'],
  ['charge-entry', 'encounter-without-charge', 'Enter the charge of the visit.'],
  ['charge-entry', '', 'Enter the visit’s encounter, or mark the appointment as not kept.'],
  ['coding-review', '', 'Compare the codes with the note; correct them, or override the rule.'],
  ['scrub', '', 'Correct what the rule names (docs/rules.md), or override the rule.'],
  ['rejection', '', 'Look up the status code, correct the claim; it goes out again as a new one.'],
  ['unmatched-remittance', '', 'Find the visit that this payment is for and send its encounter; money that is not ours goes back.'],
  ['posting', 'deposit', 'Compare the bank’s credit with the check of the 835; ask the bank or the payer for the difference.'],
  ['posting', 'decision', 'Mend the decision and send it under a new id.'],
  ['posting', 'payment', 'Find out which content is right and send it under a new payment id.'],
  ['posting', 'provider-adjustment', 'Ask the payer what the adjustment is for and book it in your general ledger.'],
  ['posting', '', 'Decide what the adjustment is: accept it, write it off, or dispute it with the payer.'],
  ['denial', 'eligibility', 'Find the coverage of that day: correct member id or payer, bill the other payer, or the patient.'],
  ['denial', 'registration', 'Correct name, date of birth or member id as the payer knows them.'],
  ['denial', 'incorrect-payer', 'Find the payer of that day and correct the claim to it.'],
  ['denial', 'cob', 'Clear up the order of payers; correct the claim, with the first payer’s decision.'],
  ['denial', 'authorization', 'Look for an authorization on file and correct the claim with its number; else ask for a retroactive one and appeal.'],
  ['denial', 'referral', 'Get the referral and correct the claim with its number.'],
  ['denial', 'missing-information', 'The remark code says what is missing; add it and correct the claim.'],
  ['denial', 'documentation', 'Send what the remark code asks for, in time; appeal if it was sent.'],
  ['denial', 'patient-info', 'Ask the patient to answer the payer’s letter.'],
  ['denial', 'coding', 'A coder compares codes, modifiers and diagnoses with the note; correct the claim.'],
  ['denial', 'coding-level', 'A coder checks the level against the note; appeal with the note, or correct it.'],
  ['denial', 'bundling', 'Check the NCCI pair: correct with the modifier if the note supports it, else write off.'],
  ['denial', 'duplicate', 'Look for the first claim’s answer; accept this one if that was paid.'],
  ['denial', 'medical-necessity', 'Appeal with the note and the payer’s policy; have a clinician look.'],
  ['denial', 'non-covered', 'Check benefits and a signed notice; bill the patient where allowed, else appeal or write off.'],
  ['denial', 'benefit-maximum', 'Check the benefit used; bill the next payer or the patient where allowed.'],
  ['denial', 'frequency', 'Check dates and units against the payer’s limit; correct them, or appeal with the note.'],
  ['denial', 'timely-filing', 'Appeal with the 999 or 277CA as proof of filing; without one write off as TIMELY.'],
  ['denial', 'credentialing', 'Ask enrolment whether the provider was enrolled that day; correct the provider, or appeal.'],
  ['denial', 'enrolment', 'Correct the NPI, or enrol the provider with the payer.'],
  ['denial', 'contract', 'Compare with the contract and dispute it.'],
  ['denial', 'contract-exclusion', 'Compare with the contract and dispute it.'],
  ['denial', 'billing-error', 'Correct the claim.'],
  ['denial', '', 'Ask the payer what it needs; correct the claim, appeal, or write it off.'],
  ['appeal', '', 'Ask the payer how the appeal stands; record what it decides (appeal-decided).'],
  ['underpayment', '', 'Dispute the difference with the payer, naming the contract’s row; accept it if the contract is wrong here.'],
  ['credit-balance', '', 'Check whose the credit is and refund it in time (a refund row of a payments file).'],
  ['follow-up', 'no-receipt', 'Ask the clearinghouse whether it has the file; nothing is sent again without a decision.'],
  ['follow-up', 'no-acceptance', 'Ask the clearinghouse for the 277CA of the file.'],
  ['follow-up', 'not-found', 'The payer has no such claim: check the payer id and decide resubmit.'],
  ['follow-up', 'information-requested', 'Send the payer what it asks for.'],
  ['follow-up', 'delivery', 'Ask the receiver what became of the file; decide resubmit only if it never came.'],
  ['follow-up', 'batch', 'Ask the receiver what became of the file; decide resubmit only if it never came.'],
  ['follow-up', 'poll', 'Check the receiver’s address, user and secret; nothing can be fetched until then.'],
  ['follow-up', 'second-payer', 'Decide whether the second payer must hear of it: resubmit bills it, a write-off ends it; closing the item does neither.'],
  ['follow-up', 'filing-within-30-days', 'Get the claim out or accepted before the deadline.'],
  ['follow-up', 'filing-within-15-days', 'Get the claim out or accepted before the deadline; mail what was printed with a receipt, and keep the proof of filing.'],
  ['follow-up', 'left-over-by-the-first-payer', 'Ask the payer about the rest: it told of less than was charged. Then correct the claim, accept it, or write it off.'],
  ['follow-up', 'taken-back-and-not-answered-again', 'Ask the payer why it took its answer back, and for the new one; correct the claim if it wants that.'],
  ['follow-up', 'acknowledgment', 'Ask the sender whose answer it is.'],
  ['follow-up', '', 'Call the payer or look in its portal; nothing is sent again without a decision.'],
  ['patient-balance', 'qmb', 'Do not bill the patient: bill Medicaid for the share, or write it off.'],
  ['patient-balance', '', 'Find the visit that the payment is for, or refund it.'],
  ['quarantine', 'payment', 'Ask the payer about the difference; the payment posts when a whole one comes.'],
  ['quarantine', '', 'See in files.json what is wrong with the file; ask its sender for a good one, then close the item.'],
  ['quality-review', '', 'Compare the sampled claim with its note.'],
  ['rule-review', '', 'Decide whether the rule changes.'],
];

const byPlace = new Map(rows.map(([queue, category, step]) => [`${queue} ${category}`, step]));

export function nextStep(item: Pick<WorkItem, 'queue' | 'category' | 'reason'>): string {
  const { category, queue, reason } = item;
  const rejected = queue === 'rejection' ? rejectionOf(reason) : null;
  if (rejected !== null)
    return `Who mends it: ${rejected.fixes}. Corrected it goes out as a new claim.`;
  return byPlace.get(`${queue} ${category}`) ?? byPlace.get(`${queue} `) ?? '';
}

/**
 * What the reason of a rejected claim says of its first code (`A7:562:85 not valid: NPI of the billing provider
 * (provider enrollment)`); null for the acknowledgment of somebody else's file.
 */
export function rejectionOf(reason: string): { says: string; fixes: string } | null {
  const [, says, fixes] = reason.match(/^(?:A\d|999|TA1)\S* (.+?) \(([^()]+)\)(?:,|$)/) ?? [];
  return says === undefined || fixes === undefined ? null : { says, fixes };
}
