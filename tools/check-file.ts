/** Says what is wrong with an X12 file, what to do about it, and whether its payments balance. */
import { issueGuide } from '../shared/report/issue-guide.ts';
import type { Issue } from '../shared/values/issue.ts';
import { balanceInWords, ownBalance } from './balance-in-words.ts';
import { componentFindings } from './component-findings.ts';
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
  const content = setsOf(source).flatMap((set) => [
    ...componentFindings(source, set),
    ...contentFindings(source, set),
  ]);
  const among = payments.length > 1;
  const findings = [
    ...own.map(findingIn('')),
    ...payments.flatMap(({ header, summary }) =>
      (summary?.findings ?? []).map(findingIn(among ? ` of payment ${header.ordinal}` : '')),
    ),
    ...content.map(findingIn('')),
  ];
  const unshown = findings.length - mostFindings;
  return {
    lines: [
      ...findings.slice(0, mostFindings).map(({ line }) => line),
      ...(unshown > 0 ? [`and ${counted(unshown, 'more finding')}`] : []),
      ...payments.flatMap(balanceLines),
      counted(findings.length, 'finding'),
    ],
    passes:
      findings.every(({ fatal }) => !fatal) &&
      payments.every(({ summary }) => summary?.balance.outcome !== 'unbalanced'),
  };
}

type Finding = { readonly line: string; readonly fatal: boolean };

/** `whose` tells payments of one file apart: a claim's row counts within its own. */
function findingIn(whose: string): (found: Issue) => Finding {
  return ({ code, place, row, severity }) => {
    const where = [row === null ? '' : `at ${row}`, place === null ? '' : `in ${place}`];
    const head = [severity, code, ...where].filter((part) => part !== '').join(' ');
    return { line: `${head}${whose}: ${issueGuide(code)}`, fatal: severity === 'fatal' };
  };
}

/** One line that it balances, or one for each claim that does not, and for the payment itself. */
function balanceLines({ header, summary, unbalanced, unbalancedCount }: PaymentIn): string[] {
  const head = `payment ${header.ordinal} of ${dollars(header.paidCents)}`;
  if (summary === null) return [head];
  const own = ownBalance(summary);
  const wrong = own.outcome === 'unbalanced' ? [...unbalanced, own] : unbalanced;
  const told = wrong.length === 0 ? [summary.balance] : wrong;
  const unshown = unbalancedCount - unbalanced.length;
  return [
    ...told.map((balance) => `${head}: ${balanceInWords(balance)}`),
    ...(unshown > 0 ? [`${head}: and ${counted(unshown, 'more claim')} unbalanced`] : []),
  ];
}
