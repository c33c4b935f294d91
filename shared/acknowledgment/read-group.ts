/** Reads a 999: which transaction sets of a group were taken, and where the others could not be read. */
import {
  componentsOf,
  elementOf,
  findElement,
  findSegment,
  idOf,
  type Segment,
  splitBefore,
} from '../x12/segment.ts';
import type { Transaction } from '../x12/transactions.ts';
import type { FileError, GroupAcknowledgment } from './acknowledgment.ts';

export function readGroupAcknowledgment({ complete, segments }: Transaction): GroupAcknowledgment {
  const [head, ...loops] = splitBefore(segments, 'AK2', 'AK9');
  const end = loops.flat();
  return {
    kind: '999',
    complete,
    functionalCode: findElement(head, 1, 'AK1'),
    groupNumber: findElement(head, 2, 'AK1'),
    transactions: loops
      .filter((loop) => findElement(loop, 0, 'AK2') !== '')
      .map((loop) => ({
        transactionNumber: findElement(loop, 2, 'AK2'),
        code: findElement(loop, 1, 'IK5') || findElement(loop, 1, 'AK5'),
        errors: errorsOf(loop),
      })),
    code: findElement(end, 1, 'AK9'),
    errors: codesAt(findSegment(end, 'AK9'), [5, 6, 7, 8, 9]),
  };
}

/** Of elements where they are told, else of segments, else of the transaction as a whole. */
function errorsOf(loop: readonly Segment[]): readonly FileError[] {
  const [, ...segments] = splitBefore(loop, 'IK3');
  const found = segments.flatMap(segmentErrors);
  return found.length > 0 ? found : codesAt(findSegment(loop, 'IK5'), [2, 3, 4, 5, 6]);
}

function segmentErrors([first, ...rest]: readonly Segment[]): readonly FileError[] {
  if (first === undefined) return [];
  const place = nameOf(elementOf(first, 1));
  const elements = rest.filter((segment) => idOf(segment) === 'IK4');
  const own = elements.flatMap((segment) => errorAt(segment, 3, `${place}${elementIn(segment)}`));
  return own.length > 0 ? own : errorAt(first, 4, place);
}

/** IK401: the element, and the component where there is one. */
function elementIn(segment: Segment): string {
  const [element = '', component = ''] = componentsOf(segment, 1);
  const number = /^\d{1,2}$/.test(element) ? element.padStart(2, '0') : '';
  return /^\d{1,2}$/.test(component) ? `${number}-${component}` : number;
}

function nameOf(text: string): string {
  return /^[A-Z][A-Z0-9]{1,2}$/.test(text) ? text : '';
}

function errorAt(segment: Segment, element: number, place: string): readonly FileError[] {
  return codesAt(segment, [element]).map((row) => ({ ...row, place }));
}

function codesAt(segment: Segment | undefined, elements: readonly number[]): FileError[] {
  if (segment === undefined) return [];
  return elements.flatMap((element) => {
    const code = elementOf(segment, element);
    const name = `${idOf(segment)}${String(element).padStart(2, '0')}`;
    return /^[A-Z0-9]{1,3}$/.test(code) ? [{ code: `${name}-${code}`, place: '' }] : [];
  });
}
