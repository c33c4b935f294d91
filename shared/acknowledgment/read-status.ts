/** Reads a 277CA or a 277: what is said of the batch, of each claim in it and of its lines. */
import { type CalendarDate, parseCompactDate } from '../values/dates.ts';
import {
  componentsOf,
  elementOf,
  findElement,
  idOf,
  type Segment,
  splitBefore,
} from '../x12/segment.ts';
import type { Transaction } from '../x12/transactions.ts';
import type { ClaimStatus, Status, StatusAcknowledgment } from './acknowledgment.ts';

type Kind = StatusAcknowledgment['kind'];

/** One a receiver; an ST without one gives one that names nothing, so that it is not lost. */
export function readStatusAcknowledgments(transaction: Transaction): StatusAcknowledgment[] {
  const [head, ...levels] = splitBefore(transaction.segments, 'HL');
  const madeOn = parseCompactDate(findElement(head, 4, 'BHT')) ?? null;
  const kind = kindOf(transaction, head);
  const receivers = receiversOf(levels);
  return (receivers.length > 0 ? receivers : [[]]).map((receiver) =>
    readReceiver(kind, transaction.complete, receiver, madeOn),
  );
}

function kindOf(transaction: Transaction, head: readonly Segment[]): Kind {
  const told = transaction.version.includes('X214') || findElement(head, 1, 'BHT') === '0085';
  return told ? '277CA' : '277';
}

/** Levels from an HL03 21 to before the next. */
function receiversOf(levels: readonly Segment[][]): Segment[][][] {
  const receivers: Segment[][][] = [];
  for (const level of levels) {
    if (levelCode(level) === '21') receivers.push([level]);
    else receivers.at(-1)?.push(level);
  }
  return receivers;
}

function levelCode(level: readonly Segment[]): string {
  return findElement(level, 3, 'HL');
}

const claimLevels: readonly string[] = ['PT', '22', '23'];

function readReceiver(
  kind: Kind,
  complete: boolean,
  levels: readonly Segment[][],
  madeOn: CalendarDate | null,
): StatusAcknowledgment {
  const above = levels.filter((level) => !claimLevels.includes(levelCode(level)));
  const claims = levels.filter((level) => claimLevels.includes(levelCode(level)));
  const [own = []] = above;
  return {
    kind,
    complete,
    batchReference: findElement(own, 2, 'TRN', '2'),
    statuses: above.flatMap((level) => statusesOf(level, madeOn)),
    claims: claims.flatMap((level) => claimsOf(kind, level, madeOn)),
    acceptedClaims: countOf(findElement(own, 2, 'QTY', '90')),
    rejectedClaims: countOf(findElement(own, 2, 'QTY', 'AA')),
  };
}

function claimsOf(
  kind: Kind,
  level: readonly Segment[],
  madeOn: CalendarDate | null,
): ClaimStatus[] {
  const [, ...loops] = splitBefore(level, 'TRN');
  return loops.map((loop) => {
    const [claim, ...lines] = splitBefore(loop, 'SVC');
    const trace = findElement(claim, 2, 'TRN');
    const named = kind === '277' ? findElement(claim, 2, 'REF', 'EJ') : '';
    return {
      patientControlNumber: named || trace,
      ...(named !== '' && trace !== named && { trace }),
      statuses: statusesOf(claim, madeOn),
      lineStatuses: lines.flatMap((line) => statusesOf(line, madeOn)),
      payerControlNumber: findElement(claim, 2, 'REF', '1K'),
    };
  });
}

/** STC01, STC10 and STC11 of every STC. */
function statusesOf(segments: readonly Segment[], madeOn: CalendarDate | null): Status[] {
  return segments
    .filter((segment) => idOf(segment) === 'STC')
    .flatMap((segment) => [1, 10, 11].flatMap((place) => statusAt(segment, place, madeOn)));
}

function statusAt(segment: Segment, place: number, madeOn: CalendarDate | null): Status[] {
  const [category = '', status = '', entity = ''] = componentsOf(segment, place);
  if (category === '') return [];
  const date = parseCompactDate(elementOf(segment, 2)) ?? madeOn;
  return [{ category, status, entity, date, action: elementOf(segment, 3) }];
}

function countOf(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
