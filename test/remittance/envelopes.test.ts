import { expect, test } from 'vitest';
import { readFile, readStory, storyBytes } from './read-file.ts';

test.each([
  'newline-terminator',
  'crlf-terminator',
  'crlf-after-terminator',
  'one-line',
  'eighty-column-wrap',
  'pipe-delimiters',
  'component-is-caret',
  'letter-as-repetition',
  'repetition-equals-component',
  'short-isa',
  'byte-order-mark',
  'leading-blanks',
  'trailing-padding',
  'wrong-segment-count',
  'wrong-control-numbers',
])('%s says the same as the plain file, under the same hash', async (story) => {
  const plain = await readStory('paid-with-copay');
  const told = await readStory(story);
  expect(told.summary.bodyHash).toBe(plain.summary.bodyHash);
  expect({ ...told.claim, range: null }).toEqual({ ...plain.claim, range: null });
});

test('each interchange has its own delimiters', async () => {
  const { findings, payments } = await readFile(storyBytes('several-interchanges'));
  expect(payments.map(({ delimiters }) => delimiters)).toEqual([
    { element: '*', component: ':', repetition: '^', segment: '~' },
    { element: '|', component: '^', repetition: null, segment: '\x1c' },
    { element: '*', component: '>', repetition: '^', segment: '\n' },
  ]);
  expect(payments.map(({ header }) => header.trace)).toEqual([
    'FAKETRACE1',
    'FAKETRACE2',
    'FAKETRACE3',
  ]);
  expect(findings).toEqual([]);
});

test('each ST is a payment of its own', async () => {
  const { payments } = await readFile(storyBytes('several-transactions'));
  expect(payments.map(({ header }) => header.ordinal)).toEqual([1, 2, 3]);
  expect(payments.map(({ header }) => header.details?.groupNumber)).toEqual(['1', '1', '2']);
  expect(payments.map(({ claims }) => claims[0]?.ordinal)).toEqual([1, 1, 1]);
});

test.each(['isa-inside-a-name', 'isa-at-a-wrapped-line-start'])('%s is data', async (story) => {
  const { claim, file } = await readStory(story);
  expect(file.payments).toHaveLength(1);
  expect(file.findings).toEqual([]);
  expect(claim.lines).toHaveLength(1);
});

test('a question mark is plain text', async () => {
  const { claim } = await readStory('question-mark-before-delimiter');
  expect(claim.patientControlNumber).toBe('FAKE?');
  expect(claim.details?.parties[0]?.id).toBe('FAKEMEMBER1?');
  expect(claim.lines[0]?.remarks).toEqual(['N130?']);
});

test.each(['accented-in-utf-8', 'accented-in-latin-1'])('%s is read as meant', async (story) => {
  const { claim } = await readStory(story);
  expect(claim.details?.parties[1]?.id).toBe('CAFÉ');
});

test('counts and numbers that do not agree are findings', async () => {
  const counts = await readStory('wrong-segment-count');
  expect(counts.summary.findings).toMatchObject([{ code: 'transaction-count', place: 'SE01' }]);
  const numbers = await readStory('wrong-control-numbers');
  expect(numbers.summary.findings).toMatchObject([{ code: 'transaction-number' }]);
  expect(numbers.file.findings.map(({ place }) => place)).toEqual(['GE01', 'IEA02']);
});

test('an ST without its SE is not complete', async () => {
  const { file, summary } = await readStory('without-trailer');
  expect(summary).toMatchObject({ complete: false, balance: { outcome: 'not-evaluable' } });
  expect(file.findings.map(({ code }) => code)).toEqual([
    'transaction-unclosed',
    'group-unclosed',
    'interchange-unclosed',
  ]);
});

test('an ST of another kind is passed over', async () => {
  const { file, payment } = await readStory('acknowledgment-between');
  expect(file.findings).toMatchObject([{ code: 'transaction-not-835', place: 'ST01' }]);
  expect(payment.header.ordinal).toBe(2);
});

test('4010 is read like 5010', async () => {
  const { payment } = await readStory('version-4010');
  expect(payment.header.details?.version).toBe('004010X091A1');
  expect(payment.claims.map(({ status }) => status)).toEqual(['5', '22']);
  expect(payment.claims[1]?.lines[0]?.adjustments).toMatchObject([{ group: 'CR' }]);
});

test.each([
  ['empty', 'no-interchange'],
  ['no-interchange', 'no-interchange'],
  ['impossible-terminator', 'interchange-unreadable'],
])('%s is fatal, and no more', async (story, code) => {
  const { findings, payments } = await readFile(storyBytes(story));
  expect(payments).toEqual([]);
  expect(findings).toMatchObject([{ code, severity: 'fatal' }]);
});

test('a file of 156 interchanges, each with other delimiters, is read as its plain twins', async () => {
  const twins = ['paid-with-copay', 'pipe-delimiters', 'newline-terminator', 'eighty-column-wrap'];
  const bytes = Array.from({ length: 156 }, (_, index) => storyBytes(twins[index % 4] ?? ''));
  const { findings, payments } = await readFile(Buffer.concat(bytes));
  const plain = await readStory('paid-with-copay');
  expect(findings).toEqual([]);
  expect(payments).toHaveLength(156);
  for (const { claims, summary } of payments) {
    expect(summary?.bodyHash).toBe(plain.summary.bodyHash);
    expect({ ...claims[0], range: null }).toEqual({ ...plain.claim, range: null });
  }
});
