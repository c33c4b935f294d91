/** Counts and control numbers of ISA/GS/ST against IEA/GE/SE. What does not agree is a finding, never a reason to stop. */
import { type Issue, issue } from '../values/issue.ts';
import { amount, isEmpty, type SegmentView, tagOf, text } from './segment-view.ts';

/** `parts`: the groups or transactions so far; for a transaction, the ordinal before its ST. */
type Level = { readonly number: string; parts: number };

export type Envelope = {
  interchange: Level | null;
  group: Level | null;
  transaction: Level | null;
  /** Whether a segment outside any ST was told since the last envelope's segment. */
  strayed: boolean;
};

export function newEnvelope(): Envelope {
  return { interchange: null, group: null, transaction: null, strayed: false };
}

type Handler = (envelope: Envelope, view: SegmentView, findings: Issue[]) => void;

const handlers: ReadonlyMap<number, Handler> = new Map([
  [tagOf('ISA'), openInterchange],
  [tagOf('GS'), openGroup],
  [tagOf('ST'), openTransaction],
  [tagOf('SE'), closeTransaction],
  [tagOf('GE'), closeGroup],
  [tagOf('IEA'), closeInterchange],
]);

/** Takes note of an envelope's segment; false for any other. */
export function trackEnvelope(envelope: Envelope, view: SegmentView, findings: Issue[]): boolean {
  const handler = handlers.get(view.tag);
  if (handler === undefined) return false;
  envelope.strayed = false;
  handler(envelope, view, findings);
  return true;
}

/** A TA1 in a file whose reader takes none: somebody's answer, which would be lost unseen. */
export const strayAcknowledgment = 'acknowledgment-outside';

const ta1 = tagOf('TA1');

/**
 * Takes note of any other segment that stands in no ST, where nobody reads it; what follows an IEA is
 * seldom more than a remark.
 */
export function noteStray(envelope: Envelope, view: SegmentView, findings: Issue[]): void {
  if (envelope.transaction !== null || envelope.strayed) return;
  envelope.strayed = true;
  const severity = envelope.interchange === null ? 'warning' : 'error';
  const code = view.tag === ta1 ? strayAcknowledgment : 'segment-outside';
  findings.push(issue(code, severity, view.ordinal));
}

/** At the end of the file: what is still open. */
export function endEnvelope(envelope: Envelope, findings: Issue[]): void {
  leave(envelope, 'interchange', null, findings);
}

function openInterchange(envelope: Envelope, view: SegmentView, findings: Issue[]): void {
  leave(envelope, 'interchange', view, findings);
  envelope.interchange = { number: text(view, 13), parts: 0 };
}

function openGroup(envelope: Envelope, view: SegmentView, findings: Issue[]): void {
  leave(envelope, 'group', view, findings);
  if (envelope.interchange !== null) envelope.interchange.parts += 1;
  envelope.group = { number: text(view, 6), parts: 0 };
}

function openTransaction(envelope: Envelope, view: SegmentView, findings: Issue[]): void {
  leave(envelope, 'transaction', view, findings);
  if (envelope.group !== null) envelope.group.parts += 1;
  envelope.transaction = { number: text(view, 2), parts: view.ordinal - 1 };
}

function closeTransaction(envelope: Envelope, view: SegmentView, findings: Issue[]): void {
  const open = envelope.transaction;
  const counted = open && { number: open.number, parts: view.ordinal - open.parts };
  compare(counted, view, 'transaction', 'SE', findings);
  envelope.transaction = null;
}

function closeGroup(envelope: Envelope, view: SegmentView, findings: Issue[]): void {
  leave(envelope, 'transaction', view, findings);
  compare(envelope.group, view, 'group', 'GE', findings);
  envelope.group = null;
}

function closeInterchange(envelope: Envelope, view: SegmentView, findings: Issue[]): void {
  leave(envelope, 'group', view, findings);
  compare(envelope.interchange, view, 'interchange', 'IEA', findings);
  envelope.interchange = null;
}

const inner = ['transaction', 'group', 'interchange'] as const;

/** Levels up to `outermost` that end without their trailer. */
function leave(
  envelope: Envelope,
  outermost: (typeof inner)[number],
  view: SegmentView | null,
  findings: Issue[],
): void {
  for (const level of inner.slice(0, inner.indexOf(outermost) + 1)) {
    if (envelope[level] === null) continue;
    findings.push(issue(`${level}-unclosed`, 'warning', view?.ordinal ?? null));
    envelope[level] = null;
  }
}

function compare(
  open: Level | null,
  view: SegmentView,
  level: (typeof inner)[number],
  id: string,
  findings: Issue[],
): void {
  if (open === null) {
    findings.push(issue(`${level}-unopened`, 'warning', view.ordinal, id));
    return;
  }
  const count = amount(view, 1);
  if (count !== open.parts * 100) {
    findings.push(issue(`${level}-count`, 'warning', view.ordinal, `${id}01`));
  }
  const numberEquals = text(view, 2) === open.number && !isEmpty(view, 2);
  if (!numberEquals) findings.push(issue(`${level}-number`, 'warning', view.ordinal, `${id}02`));
}
