/** Segments of an 835 in any order with anything in them: every word is in a field or in `other`. */
import { expect, test } from 'vitest';
import {
  endReading,
  startReading,
  take,
  takeEvents,
} from '../../shared/remittance/payment-reading.ts';
import { claimReader } from '../../shared/remittance/read-claim.ts';
import { endScan, scan } from '../../shared/x12/scan.ts';
import type { SegmentView } from '../../shared/x12/segment-view.ts';
import { expectNothingLost } from '../x12/set-promises.ts';

function read(bytes: Uint8Array) {
  const reading = startReading(claimReader);
  const visit = (view: SegmentView) => take(reading, view);
  scan(reading.scanner, bytes, visit);
  endScan(reading.scanner, visit);
  endReading(reading);
  return takeEvents(reading);
}

const segments = [
  ['BPR'],
  ['TRN'],
  ['TRN', '1'],
  ['CUR'],
  ['DTM', '405'],
  ['DTM'],
  ['N1', 'PR'],
  ['N1', 'PE'],
  ['N1'],
  ['N3'],
  ['N4'],
  ['PER'],
  ['REF', '2U'],
  ['REF', 'TJ'],
  ['REF'],
  ['RDM'],
  ['LX'],
  ['TS3'],
  ['TS2'],
  ['CLP'],
  ['CLP'],
  ['CLP'],
  ['CLP', '?', '1', '100', '50'],
  ['CAS'],
  ['CAS', 'CO', '45', '12.5'],
  ['NM1', 'QC', '1'],
  ['NM1', 'TT', '2'],
  ['NM1'],
  ['MIA'],
  ['MOA'],
  ['DTM', '232'],
  ['DTM', '233'],
  ['DTM', '050'],
  ['AMT'],
  ['AMT', 'I', '1.5'],
  ['QTY'],
  ['SVC'],
  ['SVC', 'HC:?', '100', '50'],
  ['SVC', 'HC:?:?:?:?:?:?:?'],
  ['DTM', '472'],
  ['DTM', '150'],
  ['DTM', '151'],
  ['REF', '6R'],
  ['LQ', 'HE'],
  ['LQ'],
  ['PLB'],
  ['PLB', '?', '20261231', 'WO:?', '5'],
  ['ZAP'],
] as const;

/** LX01 only counts; the names of people are not read. Control numbers and counts are checked instead. */
function toldOf([id = '', ...elements]: readonly string[]): readonly string[] {
  if (id === 'LX') return elements.slice(1);
  if (id !== 'NM1' || elements[1] === '2') return elements;
  return [elements[0] ?? '', elements[7] ?? '', elements[8] ?? ''];
}

test('nothing of an 835 is dropped silently but what only counts and who the people are', () => {
  expectNothingLost({ set: '835', version: '005010X221A1', read, told: toldOf }, segments);
});

test('the quantity of an adjustment is read and kept beside its amount', () => {
  expect(JSON.stringify(read(Buffer.from(units)))).toContain(
    '"group":"CO","carc":"45","amountCents":2000,"quantity":"1.5"',
  );
});

const units = [
  'ISA*00*          *00*          *ZZ*FAKEPAYER      *ZZ*FAKECLINIC     *260302*0930*^*00501*000000042*0*P*:',
  'GS*HP*FAKE*FAKE*20260302*0930*42*X*005010X221A1',
  'ST*835*0001',
  'BPR*I*80*C*ACH************20260302',
  'CLP*C1*1*100*80**12*ICN',
  'SVC*HC:99213*100*80',
  'CAS*CO*45*20*1.5',
  'SE*6*0001',
  '',
].join('~');
