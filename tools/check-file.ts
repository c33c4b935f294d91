/** Says what is wrong with an X12 file, what to do about it, and whether its payments balance. */
import { readInstitutionalClaims } from '../shared/claim/read-institutional.ts';
import { readProfessionalClaims } from '../shared/claim/read-professional.ts';
import { issueGuide } from '../shared/report/issue-guide.ts';
import type { Issue } from '../shared/values/issue.ts';
import { elementOf } from '../shared/x12/segment.ts';
import { balanceInWords } from './balance-in-words.ts';
import { outlineOf } from './outline.ts';
import { type PaymentIn, paymentsIn } from './payments-in.ts';
import { counted, dollars } from './words.ts';

type Checked = { readonly lines: string[]; readonly passes: boolean };

const mostFindings = 200;

/** Fails on a fatal finding and on a payment that does not balance. */
export async function checkFile(bytes: Uint8Array): Promise<Checked> {
  const { findings: own, payments } = await paymentsIn(bytes, 0);
  const within = payments.flatMap(({ summary }) => summary?.findings ?? []);
  const findings = [...own, ...within, ...claimFindings(bytes)];
  const unshown = findings.length - mostFindings;
  return {
    lines: [
      ...findings.slice(0, mostFindings).map(findingLine),
      ...(unshown > 0 ? [`and ${counted(unshown, 'more finding')}`] : []),
      ...payments.map(balanceLine),
      counted(findings.length, 'finding'),
    ],
    passes:
      findings.every(({ severity }) => severity !== 'fatal') &&
      payments.every(({ summary }) => summary?.balance.outcome !== 'unbalanced'),
  };
}

/** What the readers of 837s find beyond the envelopes, which are checked for all sets alike. */
function claimFindings(bytes: Uint8Array): Issue[] {
  const sets = outlineOf(bytes).flatMap((interchange) => interchange.sets);
  if (!sets.some(({ st }) => elementOf(st, 1) === '837')) return [];
  const readers = [readProfessionalClaims, readInstitutionalClaims];
  return readers.flatMap((read) =>
    read(bytes).findings.filter(({ code }) => !enveloping.test(code)),
  );
}

const enveloping = /^(transaction|group|interchange)-|^no-interchange$|^segment-too-long$/;

function findingLine({ code, place, row, severity }: Issue): string {
  const where = [row === null ? '' : `at ${row}`, place === null ? '' : `in ${place}`];
  const head = [severity, code, ...where].filter((part) => part !== '').join(' ');
  return `${head}: ${issueGuide(code)}`;
}

function balanceLine({ header, summary }: PaymentIn): string {
  const head = `payment ${header.ordinal} of ${dollars(header.paidCents)}`;
  return summary === null ? head : `${head}: ${balanceInWords(summary.balance)}`;
}
