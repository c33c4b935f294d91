import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AcknowledgmentFile, readAcknowledgments } from '../../shared/acknowledgment/read.ts';

const root = 'test/fixtures/x12';
const folders = ['999', '277ca', '277', 'ta1'];
const stories = folders.flatMap((folder) =>
  readdirSync(`${root}/${folder}`).map((name) => `${folder}/${name}`),
);

function read(story: string): AcknowledgmentFile {
  return readAcknowledgments(readFileSync(`${root}/${story}`));
}

function only(story: string) {
  const [first, ...others] = read(story).acknowledgments;
  expect(others).toEqual([]);
  return first;
}

describe('every story', () => {
  it.each(stories)('%s is read without a finding but for a missing trailer', (story) => {
    const { acknowledgments, findings } = read(story);
    const codes = story.includes('without-trailer') ? ['transaction-unclosed'] : [];
    expect(findings.map((row) => row.code)).toEqual(codes);
    expect(acknowledgments.length).toBeGreaterThan(0);
  });

  it.each(stories)('%s leaves no name and no member behind', (story) => {
    expect(JSON.stringify(read(story))).not.toMatch(/PAULA|SAMPLE|M0001/);
  });

  it.each(stories)('%s cut anywhere is still read without a bug', (story) => {
    const bytes = readFileSync(`${root}/${story}`);
    for (let end = 0; end < bytes.length - 2; end += 13) {
      expect(readAcknowledgments(bytes.subarray(0, end)).findings.length).toBeGreaterThan(0);
    }
  });
});

it('tells a refused transaction from its group', () => {
  expect(only('999/transaction-refused.edi')).toEqual({
    kind: '999',
    complete: true,
    functionalCode: 'HC',
    groupNumber: '1',
    transactions: [
      { transactionNumber: '0001', code: 'R', errors: [{ code: 'IK403-1', place: 'CLM02' }] },
    ],
    code: 'R',
    errors: [],
  });
  expect(only('999/group-refused.edi')).toMatchObject({ transactions: [], code: 'R' });
  expect(only('999/without-trailer.edi')).toMatchObject({ complete: false });
});

it('reads a TA1 alone and one before a group', () => {
  const refused = { kind: 'TA1', interchangeNumber: '000000001', code: 'R', note: '025' };
  expect(only('ta1/refused.edi')).toEqual(refused);
  const both = read('999/behind-a-refused-interchange.edi').acknowledgments;
  expect(both).toMatchObject([{ kind: 'TA1', note: '024' }, { kind: '999' }]);
});

it('reads a claim with all its statuses and what is said of the batch', () => {
  const on = { date: '2026-04-02' };
  expect(only('277ca/one-turned-away.edi')).toEqual({
    kind: '277CA',
    complete: true,
    batchReference: '0000000010001',
    statuses: [{ category: 'A1', status: '19', entity: 'PR', action: 'WQ', ...on }],
    acceptedClaims: 1,
    rejectedClaims: 1,
    claims: [
      {
        patientControlNumber: 'C107MRC7HH4O9KZAN',
        payerControlNumber: 'FAKEICN4',
        lineStatuses: [],
        statuses: [
          { category: 'A7', status: '562', entity: '85', action: 'U', ...on },
          { category: 'A7', status: '21', entity: '', action: 'U', ...on },
        ],
      },
      {
        patientControlNumber: 'C1ENSY6HXPIUW9UOK',
        payerControlNumber: 'FAKEICN5',
        lineStatuses: [],
        statuses: [{ category: 'A2', status: '20', entity: 'PR', action: 'WQ', ...on }],
      },
    ],
  });
});

it('keeps what is said of a line out of what is said of its claim', () => {
  const claim = {
    statuses: [{ category: 'A3', status: '21' }],
    lineStatuses: [{ category: 'A7', status: '454' }],
  };
  expect(only('277ca/a-line-turned-away.edi')).toMatchObject({ claims: [claim] });
});

it('takes the day of the file where a status has none', () => {
  const claim = { statuses: [{ category: 'A2', date: '2026-04-02' }] };
  expect(only('277ca/status-without-date.edi')).toMatchObject({ claims: [claim] });
});

it('names the claim of a 277 by REF*EJ, else by its trace', () => {
  const claim = { patientControlNumber: 'C107MRC7HH4O9KZAN' };
  expect(only('277/pended.edi')).toMatchObject({ kind: '277', claims: [claim] });
  expect(only('277/finalized.edi')).toMatchObject({ kind: '277', claims: [claim] });
});
