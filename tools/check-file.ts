/** Says what is wrong with an X12 file, what to do about it, and whether its payments balance. */
import { issueGuide } from '../shared/report/issue-guide.ts';
import type { Issue } from '../shared/values/issue.ts';
import { balanceInWords } from './balance-in-words.ts';
import { contentFindings } from './content-findings.ts';
import { setsOf } from './outline.ts';
import { type PaymentIn, paymentsIn } from './payments-in.ts';
import type { Source } from './source.ts';
import { counted, dollars } from './words.ts';

type Checked = { readonly lines: string[]; readonly passes: boolean };

const mostFindings = 200;

/** Fails on a fatal finding and on a payment that does not balance. */
export async function checkFile(source: Source): Promise<Checked> {
  const { findings: own, payments } = await paymentsIn(source, 0);
  const within = payments.flatMap(({ summary }) => summary?.findings ?? []);
  const content = setsOf(source).flatMap((set) => contentFindings(source, set));
  const findings = [...own, ...within, ...content];
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

function findingLine({ code, place, row, severity }: Issue): string {
  const where = [row === null ? '' : `at ${row}`, place === null ? '' : `in ${place}`];
  const head = [severity, code, ...where].filter((part) => part !== '').join(' ');
  return `${head}: ${issueGuide(code)}`;
}

function balanceLine({ header, summary }: PaymentIn): string {
  const head = `payment ${header.ordinal} of ${dollars(header.paidCents)}`;
  return summary === null ? head : `${head}: ${balanceInWords(summary.balance)}`;
}
