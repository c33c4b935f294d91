/** Made-up questions about claims. */
import fc from 'fast-check';
import type { StatusInquiry } from '../../shared/status/status-inquiry.ts';
import {
  anyAmount,
  anyCode,
  anyHeading,
  anyPeriod,
  anyProcedure,
  anyReference,
  anyTrace,
  few,
  maybeCode,
  maybeDecimal,
  partyAs,
} from '../x12/sample-values.ts';

const anyLine = fc.record({
  procedure: fc.option(anyProcedure),
  chargeCents: fc.option(anyAmount),
  revenueCode: maybeCode,
  units: maybeDecimal,
  controlNumber: maybeCode,
  service: fc.option(anyPeriod),
});

/** A claim without a trace is no claim in a 276: it says nothing then. */
export const anyStatusInquiry: fc.Arbitrary<StatusInquiry> = fc.record({
  heading: anyHeading,
  payer: fc.option(partyAs('PR')),
  receiver: fc.option(partyAs('41')),
  provider: fc.option(partyAs('1P')),
  subscriber: partyAs('IL'),
  dependent: fc.option(partyAs('QC')),
  trace: anyTrace,
  payerControlNumber: maybeCode,
  billType: fc.constantFrom('', '131'),
  patientControlNumber: anyCode,
  references: fc.array(anyReference, few),
  chargeCents: fc.option(anyAmount),
  service: fc.option(anyPeriod),
  lines: fc.array(anyLine, { maxLength: 3 }),
});
