/**
 * What a claim adjustment reason code (CARC, CAS02) means to us, a row a code, in our own words.
 * Only class DENIAL counts as a denial; `posting` says what may be booked without a person.
 */

type CarcClass =
  | 'PATIENT'
  | 'CONTRACT'
  | 'REDUCTION'
  | 'PLUS'
  | 'PRIOR_PAYER'
  | 'PEND'
  | 'INFO'
  | 'DENIAL';

export type CarcRoute =
  | 'CORRECT'
  | 'RECON'
  | 'CLINICAL'
  | 'COB'
  | 'PATIENT'
  | 'NEXT_PAYER'
  | 'RESEARCH'
  | 'WRITEOFF_ONLY'
  | 'NONE';

/** `none` stays in AR; `person` stays in AR until somebody decides. */
export type CarcPosting =
  | 'contractual'
  | 'sequester'
  | 'capitation'
  | 'qmb'
  | 'withhold'
  | 'interest'
  | 'patient'
  | 'none'
  | 'person';

export type CarcRow = {
  readonly carc: string;
  readonly label: string;
  readonly class: CarcClass;
  readonly category: string;
  /** The step of our own work that could have prevented it; empty when none. */
  readonly stage: string;
  readonly route: CarcRoute;
  readonly posting: CarcPosting;
};

type Row = readonly [string, string, CarcClass, string, string, CarcRoute, CarcPosting];

// biome-ignore format: a table, a row a line
const rows: readonly Row[] = [
  ['1', 'deductible', 'PATIENT', 'patient-responsibility', 'front-end', 'PATIENT', 'patient'],
  ['2', 'coinsurance', 'PATIENT', 'patient-responsibility', 'front-end', 'PATIENT', 'patient'],
  ['3', 'copay', 'PATIENT', 'patient-responsibility', 'front-end', 'PATIENT', 'patient'],
  ['66', 'blood deductible', 'PATIENT', 'patient-responsibility', '', 'PATIENT', 'patient'],
  ['142', "patient's Medicaid share", 'PATIENT', 'patient-responsibility', 'front-end', 'PATIENT', 'patient'],
  ['178', 'spend-down open', 'PATIENT', 'patient-responsibility', 'front-end-eligibility', 'PATIENT', 'patient'],
  ['241', 'low-income copay', 'PATIENT', 'patient-responsibility', '', 'PATIENT', 'patient'],
  ['247', 'professional deductible billed by a facility', 'PATIENT', 'patient-responsibility', '', 'PATIENT', 'patient'],
  ['248', 'professional coinsurance billed by a facility', 'PATIENT', 'patient-responsibility', '', 'PATIENT', 'patient'],
  ['45', 'above the contracted fee', 'CONTRACT', 'contractual', '', 'NONE', 'contractual'],
  ['253', 'federal sequestration', 'CONTRACT', 'contractual', '', 'NONE', 'sequester'],
  ['131', 'negotiated discount', 'CONTRACT', 'contractual', 'contract', 'RECON', 'contractual'],
  ['24', 'paid by capitation', 'CONTRACT', 'capitated', 'front-end-plan-id', 'RESEARCH', 'capitation'],
  ['59', 'several procedures at once', 'REDUCTION', 'contractual-reduction', '', 'RECON', 'contractual'],
  ['44', 'discount for quick payment', 'REDUCTION', 'contractual-reduction', 'contract', 'RECON', 'contractual'],
  ['94', 'allowed above the charge', 'REDUCTION', 'contractual-increase', 'charge-master', 'NONE', 'person'],
  ['104', 'withheld under managed care', 'REDUCTION', 'withhold', 'contract', 'NONE', 'withhold'],
  ['105', 'tax withheld', 'REDUCTION', 'withhold', 'W-9-on-file', 'NONE', 'withhold'],
  ['144', 'incentive payment', 'REDUCTION', 'incentive', '', 'NONE', 'person'],
  ['161', 'bonus for performance', 'PLUS', 'incentive', '', 'NONE', 'person'],
  ['225', 'interest from the payer', 'PLUS', 'interest', '', 'NONE', 'interest'],
  ['237', 'penalty by law', 'REDUCTION', 'penalty', 'quality-program', 'NONE', 'contractual'],
  ['245', 'withheld for a quality program', 'REDUCTION', 'withhold', 'contract', 'NONE', 'withhold'],
  ['223', 'adjustment by law', 'CONTRACT', 'contractual', '', 'NONE', 'contractual'],
  ['137', 'surcharge by law', 'CONTRACT', 'contractual', '', 'NONE', 'contractual'],
  ['235', 'sales tax', 'INFO', 'tax', '', 'NONE', 'person'],
  ['246', 'counts, is not paid', 'INFO', 'informational-line', '', 'NONE', 'none'],
  ['23', 'what earlier payers did', 'PRIOR_PAYER', 'cob-arithmetic', '', 'NONE', 'none'],
  ['100', 'paid to the patient', 'REDUCTION', 'payment-to-patient', 'assignment-of-benefits', 'PATIENT', 'person'],
  ['187', 'paid from a health account', 'PLUS', 'patient-funds', '', 'NONE', 'person'],
  ['209', 'patient may not be billed', 'CONTRACT', 'regulatory', '', 'NEXT_PAYER', 'none'],
  ['303', 'QMB patient may not be billed', 'CONTRACT', 'regulatory', 'eligibility-flag', 'NONE', 'qmb'],
  ['275', 'patient share of an earlier payer', 'PATIENT', 'cob', '', 'PATIENT', 'patient'],
  ['133', 'still being decided', 'PEND', 'pend', '', 'NONE', 'none'],
  ['101', 'estimate only', 'INFO', 'predetermination', '', 'NONE', 'none'],
  ['257', 'premium grace period', 'PEND', 'eligibility-pend', 'front-end-eligibility', 'NONE', 'none'],
  ['26', 'served before coverage', 'DENIAL', 'eligibility', 'front-end-verification', 'COB', 'none'],
  ['27', 'served after coverage', 'DENIAL', 'eligibility', 'front-end-verification', 'COB', 'none'],
  ['31', 'member not found', 'DENIAL', 'eligibility', 'registration', 'CORRECT', 'none'],
  ['32', 'dependent not eligible', 'DENIAL', 'eligibility', 'registration', 'CORRECT', 'none'],
  ['33', 'no coverage for dependents', 'DENIAL', 'eligibility', 'front-end-verification', 'COB', 'none'],
  ['140', 'id and name differ', 'DENIAL', 'registration', 'registration', 'CORRECT', 'none'],
  ['177', 'not eligible', 'DENIAL', 'eligibility', 'front-end-verification', 'RESEARCH', 'none'],
  ['200', 'coverage lapsed', 'DENIAL', 'eligibility', 'front-end-verification', 'COB', 'none'],
  ['238', 'partly covered days', 'DENIAL', 'eligibility', 'front-end-verification', 'CORRECT', 'none'],
  ['239', 'several coverage periods', 'DENIAL', 'eligibility', 'claim-build', 'CORRECT', 'none'],
  ['258', 'in custody', 'DENIAL', 'eligibility', 'front-end-verification', 'RECON', 'none'],
  ['B9', 'in hospice care', 'DENIAL', 'eligibility', 'front-end-verification', 'CORRECT', 'none'],
  ['166', 'plan ended before filing', 'DENIAL', 'eligibility', 'payer-id', 'COB', 'none'],
  ['15', 'authorization number wrong or missing', 'DENIAL', 'authorization', 'prior-auth', 'CORRECT', 'none'],
  ['197', 'no authorization', 'DENIAL', 'authorization', 'prior-auth', 'RECON', 'none'],
  ['198', 'authorization used up', 'DENIAL', 'authorization', 'prior-auth', 'RECON', 'none'],
  ['39', 'refused at authorization', 'DENIAL', 'authorization', 'prior-auth', 'CLINICAL', 'none'],
  ['210', 'authorization too late', 'DENIAL', 'authorization', 'prior-auth', 'RECON', 'none'],
  ['284', 'authorized for another service', 'DENIAL', 'authorization', 'prior-auth', 'CORRECT', 'none'],
  ['302', 'authorization expired', 'DENIAL', 'authorization', 'prior-auth', 'RECON', 'none'],
  ['243', 'network did not authorize', 'DENIAL', 'authorization', 'prior-auth', 'RECON', 'none'],
  ['287', 'referral used up', 'DENIAL', 'referral', 'referral', 'CORRECT', 'none'],
  ['288', 'no referral', 'DENIAL', 'referral', 'referral', 'CORRECT', 'none'],
  ['165', 'referral missing or used up', 'DENIAL', 'referral', 'referral', 'CORRECT', 'none'],
  ['16', 'information missing', 'DENIAL', 'missing-information', 'scrubbing', 'CORRECT', 'none'],
  ['A1', 'denied without detail', 'DENIAL', 'unspecified', '', 'RESEARCH', 'none'],
  ['129', "earlier payer's data wrong", 'DENIAL', 'cob', 'secondary-claim-build', 'CORRECT', 'none'],
  ['163', 'attachment missing', 'DENIAL', 'documentation', 'submission', 'CORRECT', 'none'],
  ['164', 'attachment late', 'DENIAL', 'documentation', 'submission', 'RECON', 'none'],
  ['148', "other provider's facts missing", 'DENIAL', 'documentation', 'documentation', 'RECON', 'none'],
  ['226', 'provider did not answer a request', 'DENIAL', 'documentation', 'correspondence-handling', 'RECON', 'none'],
  ['227', 'patient did not answer a request', 'DENIAL', 'patient-info', 'front-end', 'RESEARCH', 'none'],
  ['228', 'earlier payer lacked facts', 'DENIAL', 'documentation', 'follow-up', 'RESEARCH', 'none'],
  ['250', 'other attachment needed', 'DENIAL', 'documentation', 'submission', 'CORRECT', 'none'],
  ['251', 'attachment incomplete', 'DENIAL', 'documentation', 'submission', 'CORRECT', 'none'],
  ['252', 'attachment needed', 'DENIAL', 'documentation', 'submission', 'CORRECT', 'none'],
  ['267', 'report needed', 'DENIAL', 'documentation', 'documentation', 'RECON', 'none'],
  ['206', 'NPI missing', 'DENIAL', 'missing-information', 'scrubbing', 'CORRECT', 'none'],
  ['207', 'NPI malformed', 'DENIAL', 'missing-information', 'scrubbing', 'CORRECT', 'none'],
  ['208', 'NPI unknown to the payer', 'DENIAL', 'enrolment', 'enrolment', 'CORRECT', 'none'],
  ['110', 'billed before it was done', 'DENIAL', 'billing-error', 'scrubbing', 'CORRECT', 'none'],
  ['13', 'served after death', 'DENIAL', 'registration', 'scrubbing', 'CORRECT', 'none'],
  ['14', 'served before birth', 'DENIAL', 'registration', 'scrubbing', 'CORRECT', 'none'],
  ['268', 'two calendar years on one claim', 'DENIAL', 'billing-error', 'claim-build', 'CORRECT', 'none'],
  ['4', 'modifier wrong or missing', 'DENIAL', 'coding', 'coding', 'CORRECT', 'none'],
  ['5', 'place does not fit the procedure', 'DENIAL', 'coding', 'scrubbing', 'CORRECT', 'none'],
  ['6', 'age does not fit the procedure', 'DENIAL', 'coding', 'scrubbing', 'CORRECT', 'none'],
  ['7', 'sex does not fit the procedure', 'DENIAL', 'coding', 'scrubbing', 'CORRECT', 'none'],
  ['8', 'specialty does not fit the procedure', 'DENIAL', 'credentialing', 'enrolment', 'CORRECT', 'none'],
  ['9', 'age does not fit the diagnosis', 'DENIAL', 'coding', 'scrubbing', 'CORRECT', 'none'],
  ['10', 'sex does not fit the diagnosis', 'DENIAL', 'coding', 'scrubbing', 'CORRECT', 'none'],
  ['11', 'diagnosis does not support the procedure', 'DENIAL', 'coding', 'coding', 'CORRECT', 'none'],
  ['12', 'specialty does not fit the diagnosis', 'DENIAL', 'coding', 'coding', 'CORRECT', 'none'],
  ['146', 'diagnosis not valid that day', 'DENIAL', 'coding', 'scrubbing', 'CORRECT', 'none'],
  ['181', 'procedure not valid that day', 'DENIAL', 'coding', 'scrubbing', 'CORRECT', 'none'],
  ['182', 'modifier not valid that day', 'DENIAL', 'coding', 'scrubbing', 'CORRECT', 'none'],
  ['189', 'a specific code exists', 'DENIAL', 'coding', 'coding', 'CORRECT', 'none'],
  ['199', 'revenue code does not fit the procedure', 'DENIAL', 'coding', 'scrubbing', 'CORRECT', 'none'],
  ['97', 'part of another service', 'DENIAL', 'bundling', 'coding', 'CORRECT', 'none'],
  ['236', 'pair excluded by NCCI', 'DENIAL', 'bundling', 'scrubbing', 'CORRECT', 'none'],
  ['231', 'excluded the same day', 'DENIAL', 'bundling', 'scrubbing', 'CORRECT', 'none'],
  ['234', 'never paid on its own', 'DENIAL', 'bundling', 'coding', 'CORRECT', 'none'],
  ['B10', 'component already paid', 'REDUCTION', 'bundling', 'coding', 'RECON', 'contractual'],
  ['B15', 'main service missing', 'DENIAL', 'bundling', 'scrubbing', 'CORRECT', 'none'],
  ['107', 'related claim missing', 'DENIAL', 'bundling', 'scrubbing', 'CORRECT', 'none'],
  ['B14', 'one visit a day', 'DENIAL', 'frequency', 'scrubbing', 'CORRECT', 'none'],
  ['B16', 'patient is not new', 'DENIAL', 'coding', 'scrubbing', 'CORRECT', 'none'],
  ['B22', 'changed for the diagnosis', 'REDUCTION', 'coding', 'coding', 'RECON', 'person'],
  ['150', 'level not supported', 'DENIAL', 'coding-level', 'coding-vs-documentation', 'CLINICAL', 'none'],
  ['151', 'too many units', 'DENIAL', 'frequency', 'scrubbing', 'CLINICAL', 'none'],
  ['152', 'too long a service', 'DENIAL', 'documentation', 'documentation', 'CLINICAL', 'none'],
  ['154', "too many days' supply", 'DENIAL', 'documentation', 'documentation', 'CLINICAL', 'none'],
  ['222', 'above contracted units', 'DENIAL', 'frequency', 'scrubbing', 'RECON', 'none'],
  ['261', 'does not fit the history', 'DENIAL', 'coding', 'coding', 'CORRECT', 'none'],
  ['112', 'not shown to be done', 'DENIAL', 'documentation', 'documentation', 'CLINICAL', 'none'],
  ['B12', 'not in the record', 'DENIAL', 'documentation', 'documentation', 'CLINICAL', 'none'],
  ['186', 'level of care changed', 'REDUCTION', 'level-of-care', 'utilization', 'CLINICAL', 'person'],
  ['50', 'not medically necessary', 'DENIAL', 'medical-necessity', 'coding', 'CLINICAL', 'none'],
  ['55', 'experimental', 'DENIAL', 'medical-necessity', 'prior-auth', 'CLINICAL', 'none'],
  ['56', 'not proven', 'DENIAL', 'medical-necessity', 'prior-auth', 'CLINICAL', 'none'],
  ['58', 'wrong place for the care', 'DENIAL', 'medical-necessity', 'scheduling', 'CLINICAL', 'none'],
  ['40', 'not an emergency', 'DENIAL', 'medical-necessity', 'documentation', 'CLINICAL', 'none'],
  ['167', 'diagnosis not covered', 'DENIAL', 'non-covered', 'front-end-benefits', 'CLINICAL', 'none'],
  ['49', 'routine care not covered', 'DENIAL', 'non-covered', 'front-end-benefits', 'CORRECT', 'none'],
  ['96', 'not covered', 'DENIAL', 'non-covered', 'front-end-benefits', 'RESEARCH', 'none'],
  ['204', 'not in the plan', 'DENIAL', 'non-covered', 'front-end-benefits', 'PATIENT', 'none'],
  ['272', "outside the program's rules", 'DENIAL', 'non-covered', 'policy-maintenance', 'CLINICAL', 'none'],
  ['273', "above the program's limit", 'DENIAL', 'frequency', 'scrubbing', 'CLINICAL', 'none'],
  ['256', 'excluded by the contract', 'DENIAL', 'contract-exclusion', 'contract-load', 'RECON', 'none'],
  ['202', 'comfort item', 'DENIAL', 'non-covered', 'front-end-benefits', 'PATIENT', 'none'],
  ['188', 'approved use only', 'DENIAL', 'non-covered', 'coding', 'CLINICAL', 'none'],
  ['114', 'drug or device not approved', 'DENIAL', 'non-covered', 'coding', 'CLINICAL', 'none'],
  ['B1', 'visits not covered', 'DENIAL', 'non-covered', 'front-end-benefits', 'PATIENT', 'none'],
  ['B8', 'another treatment available', 'DENIAL', 'medical-necessity', 'utilization', 'CLINICAL', 'none'],
  ['119', 'yearly maximum reached', 'DENIAL', 'benefit-maximum', 'front-end-benefits', 'PATIENT', 'none'],
  ['149', 'lifetime maximum for this care', 'DENIAL', 'benefit-maximum', 'front-end-benefits', 'PATIENT', 'none'],
  ['35', 'lifetime maximum reached', 'DENIAL', 'benefit-maximum', 'front-end-benefits', 'PATIENT', 'none'],
  ['51', 'condition older than the policy', 'DENIAL', 'non-covered', 'front-end', 'RECON', 'none'],
  ['22', 'another payer comes first', 'DENIAL', 'cob', 'front-end-COB', 'COB', 'none'],
  ['19', 'injury at work', 'DENIAL', 'cob', 'front-end', 'COB', 'none'],
  ['20', 'liability insurer pays', 'DENIAL', 'cob', 'front-end', 'COB', 'none'],
  ['21', 'auto insurer pays', 'DENIAL', 'cob', 'front-end', 'COB', 'none'],
  ['109', 'wrong payer', 'DENIAL', 'incorrect-payer', 'registration', 'COB', 'none'],
  ['136', 'rules of the earlier payer not met', 'DENIAL', 'cob', 'prior-auth', 'RECON', 'none'],
  ['276', 'earlier payer denied', 'DENIAL', 'cob', 'primary-denial', 'RESEARCH', 'none'],
  ['B11', 'sent on to the right payer', 'INFO', 'cob', '', 'NEXT_PAYER', 'none'],
  ['201', 'set-aside pays', 'PATIENT', 'cob', '', 'PATIENT', 'patient'],
  ['215', 'settlement with a third party', 'REDUCTION', 'cob', '', 'RECON', 'person'],
  ['29', 'filed too late', 'DENIAL', 'timely-filing', 'submission', 'RECON', 'none'],
  ['B4', 'penalty for late filing', 'REDUCTION', 'timely-filing', 'submission', 'RECON', 'contractual'],
  ['138', 'appeal out of time or form', 'DENIAL', 'appeal-timeliness', 'denial-queue-SLA', 'WRITEOFF_ONLY', 'none'],
  ['285', 'appeal out of form', 'DENIAL', 'appeal-process', 'denial-queue', 'RECON', 'none'],
  ['286', 'appeal out of time', 'DENIAL', 'appeal-timeliness', 'denial-queue-SLA', 'WRITEOFF_ONLY', 'none'],
  ['193', 'first decision stands', 'DENIAL', 'appeal-outcome', '', 'RECON', 'none'],
  ['18', 'duplicate', 'DENIAL', 'duplicate', 'submission-idempotency', 'CORRECT', 'none'],
  ['B13', 'paid before', 'DENIAL', 'duplicate', 'submission-idempotency', 'RESEARCH', 'none'],
  ['B20', 'done by another provider', 'DENIAL', 'duplicate', 'coding', 'CORRECT', 'none'],
  ['B7', 'provider not certified that day', 'DENIAL', 'credentialing', 'enrolment', 'RECON', 'none'],
  ['B23', 'lab not certified for the test', 'DENIAL', 'credentialing', 'enrolment', 'CORRECT', 'none'],
  ['185', 'rendering provider not eligible', 'DENIAL', 'credentialing', 'enrolment', 'RECON', 'none'],
  ['183', 'referring provider not eligible', 'DENIAL', 'credentialing', 'scrubbing', 'CORRECT', 'none'],
  ['184', 'ordering provider not eligible', 'DENIAL', 'credentialing', 'scrubbing', 'CORRECT', 'none'],
  ['283', 'attending provider not eligible', 'DENIAL', 'credentialing', 'scrubbing', 'CORRECT', 'none'],
  ['299', 'billing provider not eligible', 'DENIAL', 'credentialing', 'enrolment', 'RECON', 'none'],
  ['170', 'provider type not paid', 'DENIAL', 'credentialing', 'enrolment', 'RECON', 'none'],
  ['171', 'provider type not paid in this facility', 'DENIAL', 'credentialing', 'enrolment', 'RECON', 'none'],
  ['172', 'changed for the specialty', 'REDUCTION', 'credentialing', 'enrolment', 'RECON', 'contractual'],
  ['147', 'no contracted rate on file', 'DENIAL', 'contract', 'contract-load', 'RECON', 'none'],
  ['242', 'outside the network', 'DENIAL', 'network', 'front-end', 'RECON', 'none'],
  ['279', 'outside the preferred network', 'DENIAL', 'network', 'front-end', 'RECON', 'none'],
  ['111', 'assignment not accepted', 'DENIAL', 'billing-error', 'claim-build', 'CORRECT', 'none'],
  ['213', 'self-referral', 'DENIAL', 'compliance', 'compliance', 'RESEARCH', 'none'],
  ['216', 'found in a review', 'DENIAL', 'audit', 'compliance', 'CLINICAL', 'none'],
  ['211', 'drug code not eligible', 'DENIAL', 'drug', 'scrubbing', 'CORRECT', 'none'],
  ['54', 'assistant not paid', 'DENIAL', 'surgery-assist', 'scrubbing', 'CLINICAL', 'none'],
  ['194', 'anesthesia by the surgeon', 'DENIAL', 'bundling', 'scrubbing', 'CORRECT', 'none'],
  ['173', 'no prescription', 'DENIAL', 'order', 'documentation', 'CORRECT', 'none'],
  ['174', 'prescribed after delivery', 'DENIAL', 'order', 'documentation', 'RECON', 'none'],
  ['P12', "workers' compensation fee", 'CONTRACT', 'contractual', '', 'RECON', 'contractual'],
  ['A0', 'patient refund', 'INFO', 'refund', '', 'NONE', 'person'],
];

const byCode: ReadonlyMap<string, CarcRow> = new Map(
  rows.map(([carc, label, carcClass, category, stage, route, posting]) => [
    carc,
    { carc, label, class: carcClass, category, stage, route, posting },
  ]),
);

/** The row of a code; null for one that we do not know, which is a person's to decide. */
export function carcRow(carc: string): CarcRow | null {
  return byCode.get(carc) ?? null;
}

export function carcRows(): readonly CarcRow[] {
  return [...byCode.values()];
}
