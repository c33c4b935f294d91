/** The claims of an 837 of either kind, as far as a receiver looks at them: a facility's in the fields of a professional's. */
import type {
  InstitutionalLine,
  SubmittedInstitutionalClaim,
} from '../claim/institutional-claim.ts';
import { readInstitutionalClaims } from '../claim/read-institutional.ts';
import { readProfessionalClaims } from '../claim/read-professional.ts';
import type { SubmittedClaim, SubmittedLine } from '../claim/submitted-claim.ts';

export function readAnyClaims(bytes: Uint8Array): readonly SubmittedClaim[] {
  const professional = readProfessionalClaims(bytes).claims;
  return [...professional, ...readInstitutionalClaims(bytes).claims.map(asProfessional)];
}

function asProfessional(claim: SubmittedInstitutionalClaim): SubmittedClaim {
  const { attending, otherDiagnoses, principalDiagnosis, referring, rendering } = claim;
  const diagnoses = [principalDiagnosis, ...otherDiagnoses].flatMap((row) => row?.code ?? []);
  const [first] = claim.coverages;
  return {
    ...claim,
    placeOfService: claim.facilityType,
    diagnoses,
    referringNpi: referring?.id ?? '',
    renderingNpi: rendering?.id || attending?.id || claim.billing.npi,
    secondary:
      first === undefined
        ? null
        : { payerId: first.payer?.id ?? '', memberId: first.insured?.id ?? '' },
    lines: claim.lines.map((line) => asLine(claim, line, diagnoses.length)),
  };
}

/** Diagnoses of a facility stand for the whole claim; a line without a procedure is billed by its revenue code. */
function asLine(
  { statement }: SubmittedInstitutionalClaim,
  line: InstitutionalLine,
  diagnoses: number,
): SubmittedLine {
  return {
    line: line.line,
    procedure: line.procedure?.code ?? line.revenueCode,
    modifiers: line.procedure?.modifiers ?? [],
    chargeCents: line.chargeCents,
    units: line.quantity === null ? null : Number(line.quantity),
    serviceDate: line.serviceDate ?? statement?.from ?? null,
    serviceDateTo: line.serviceDateTo ?? statement?.to ?? null,
    pointers: Array.from({ length: diagnoses }, (_, index) => index + 1),
    controlNumber: line.controlNumber,
    adjudications: line.adjudications,
    other: [],
  };
}
