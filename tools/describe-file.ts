/** Says in words what is in an X12 file, envelope by envelope. */
import { parseCompactDate } from '../shared/values/dates.ts';
import type { Issue } from '../shared/values/issue.ts';
import { elementOf, type Segment } from '../shared/x12/segment.ts';
import { describePayment } from './describe-payment.ts';
import { describeSet } from './describe-set.ts';
import { type Show, showing } from './masked.ts';
import { type OutlineInterchange, type OutlineSet, outlineOf } from './outline.ts';
import { type PaymentIn, paymentsIn } from './payments-in.ts';
import type { Source } from './source.ts';
import { codeInWords, counted, setInWords } from './words.ts';

/** Claims of one payment that are told one by one. */
const mostClaims = 20;

export async function describeFile(source: Source, showPhi: boolean): Promise<string[]> {
  const show = showing(showPhi);
  const interchanges = outlineOf(source);
  const sets = interchanges.flatMap((interchange) => interchange.sets);
  const { findings, payments } = await paymentsIn(source, mostClaims);
  const remittances = sets.filter(({ st }) => elementOf(st, 1) === '835');
  const paymentOf = new Map(remittances.map((set, index) => [set, payments[index]]));
  return [
    `${counted(source.size, 'byte')}, ${counted(interchanges.length, 'interchange')}, ${counted(sets.length, 'set')}`,
    ...interchanges.flatMap((interchange) =>
      interchangeLines(source, interchange, paymentOf, show),
    ),
    ...findingLines(findings, payments),
  ];
}

type Payments = ReadonlyMap<OutlineSet, PaymentIn | undefined>;

function interchangeLines(
  source: Source,
  { acknowledgments, isa, sets }: OutlineInterchange,
  payments: Payments,
  show: Show,
): string[] {
  return [
    headLine(isa, show),
    ...acknowledgments.map(acknowledgmentLine),
    ...sets.flatMap((set) => setLines(source, set, payments.get(set), show)),
  ];
}

function headLine(isa: Segment, show: Show): string {
  const { component, element, segment } = isa.delimiters;
  const signs = [element, component, segment].map(signInWords).join(' ');
  const purpose = elementOf(isa, 15) === 'T' ? 'test' : 'production';
  const way = `from ${show(elementOf(isa, 6))} to ${show(elementOf(isa, 8))}`;
  const number = elementOf(isa, 13);
  const day = dayInWords(elementOf(isa, 9));
  return `Interchange ${number}, ${purpose}, ${day}, ${way}; delimiters ${signs}`;
}

/** A YYMMDD; nobody sent X12 before 1979. */
function dayInWords(text: string): string {
  const day = parseCompactDate(`${text < '79' ? '20' : '19'}${text}`);
  return day ?? 'of an unreadable day';
}

function signInWords(sign: string): string {
  if (sign === '\n') return 'line-end';
  return sign > ' ' && sign <= '~' ? sign : `0x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

const answers: Readonly<Record<string, string>> = {
  A: 'accepted',
  E: 'accepted with errors',
  R: 'rejected',
};

function acknowledgmentLine(ta1: Segment): string {
  const answer = answers[elementOf(ta1, 4)] ?? codeInWords(elementOf(ta1, 4));
  return `  TA1 interchange ${elementOf(ta1, 1)} was ${answer}, note ${codeInWords(elementOf(ta1, 5))}`;
}

function setLines(
  source: Source,
  set: OutlineSet,
  payment: PaymentIn | undefined,
  show: Show,
): string[] {
  const { gs, segments, st } = set;
  const name = elementOf(st, 1);
  const version = elementOf(st, 3) || (gs === null ? '' : elementOf(gs, 8));
  const size = counted(segments + 1, 'segment');
  const head = `  ${name} ${elementOf(st, 2)}, ${setInWords(name)}${version && `, ${version}`}, ${size}`;
  const told =
    payment === undefined ? describeSet(source, set, show) : describePayment(payment, show);
  return [head, ...told.map((line) => `    ${line}`)];
}

function findingLines(findings: readonly Issue[], payments: readonly PaymentIn[]): string[] {
  const own = payments.flatMap(({ summary }) => summary?.findings ?? []);
  const count = findings.length + own.length;
  return count === 0 ? [] : [`${counted(count, 'finding')}; \`check\` tells them`];
}
