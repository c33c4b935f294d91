import { describe, expect, test } from 'vitest';
import type { Balance } from '../../shared/remittance/balance.ts';
import { readFile, readStory, stories, storyBytes } from './read-file.ts';

/** Stories that do not simply balance, and why. Every other file must. */
const exceptions: Readonly<Record<string, readonly Balance['outcome'][]>> = {
  'claims-and-payment-unbalanced': ['unbalanced'],
  'cut-inside-a-segment': ['not-evaluable'],
  'eleven-digit-payment': ['not-evaluable'],
  'empty-claim-payment': ['not-evaluable'],
  'empty-line-payment': ['not-evaluable'],
  'exponent-payment': ['not-evaluable'],
  'no-payment-information': ['not-evaluable'],
  'plus-sign-payment': ['not-evaluable'],
  'third-decimal': ['not-evaluable'],
  'unbalanced-claim': ['unbalanced'],
  'unbalanced-line': ['unbalanced'],
  'unbalanced-transaction': ['unbalanced'],
  'unreadable-adjustment': ['not-evaluable'],
  'unreadable-charge': ['not-evaluable'],
  'unreadable-line-payment': ['not-evaluable'],
  'without-trailer': ['not-evaluable'],
  empty: [],
  'no-interchange': [],
  'impossible-terminator': [],
};

describe('every story', () => {
  test.each(stories())('%s comes to its balance', async (story) => {
    const { payments } = await readFile(storyBytes(story));
    const outcomes = payments.map(({ summary }) => summary?.balance.outcome);
    const expected = exceptions[story] ?? payments.map(() => 'balanced');
    expect(outcomes).toEqual(expected);
    expect(exceptions[story] !== undefined || payments.length > 0).toBe(true);
  });
});

describe('money', () => {
  test('a copay is the patient share of the payment', async () => {
    const { claim, payment, summary } = await readStory('paid-with-copay');
    expect(payment.header).toMatchObject({
      ordinal: 1,
      handling: 'I',
      paidCents: 16000,
      method: 'ACH',
      checkDate: '2026-03-02',
      trace: 'FAKETRACE1',
      originator: '1999999999',
      payerIds: ['FHP01', 'FHP'],
      payeeIds: ['1999999984', '999999999'],
    });
    expect(claim).toMatchObject({
      ordinal: 1,
      patientControlNumber: 'FAKECLAIM1',
      status: '1',
      chargeCents: 20000,
      paidCents: 16000,
      patientCents: 2000,
      payerControlNumber: 'FAKEICN1',
      adjustments: [],
    });
    expect(claim.lines).toMatchObject([
      {
        procedure: { qualifier: 'HC', code: '99213', modifiers: ['25'] },
        submittedProcedure: null,
        chargeCents: 20000,
        paidCents: 16000,
        paidUnits: '1',
        serviceDate: '2026-01-15',
        adjustments: [
          { group: 'CO', carc: '45', amountCents: 2000 },
          { group: 'PR', carc: '3', amountCents: 2000 },
        ],
        lineControlNumber: 'FAKELINE1',
      },
    ]);
    expect(summary).toMatchObject({ claimCount: 1, claimsPaidCents: 16000, complete: true });
  });

  test('a denial under CLP02 1 pays nothing and says why', async () => {
    const { claim } = await readStory('denied-without-payment');
    const [line] = claim.lines;
    expect(claim).toMatchObject({ status: '1', paidCents: 0, patientCents: 0 });
    expect(line?.adjustments).toEqual([{ group: 'CO', carc: '197', amountCents: 20000 }]);
    expect(line?.remarks).toEqual(['N54']);
  });

  test('six triplets of one CAS are six adjustments', async () => {
    const { claim } = await readStory('six-triplets-in-one-cas');
    const carcs = claim.lines[0]?.adjustments.map(({ group, carc }) => group + carc);
    expect(carcs).toEqual(['CO45', 'CO253', 'CO59', 'CO97', 'CO204', 'CO50', 'PR1', 'PR2', 'PR3']);
  });

  test('a negative adjustment raises the payment', async () => {
    const { claim } = await readStory('paid-above-charge');
    expect(claim.lines[0]?.adjustments[0]?.amountCents).toBe(-3050);
    expect(claim.paidCents).toBe(23050);
  });

  test('a bundle moves money by OA-94 and CO-97', async () => {
    const { claim } = await readStory('bundled-lines');
    const moved = claim.lines.map(({ adjustments }) => adjustments[0]);
    expect(moved.map((adjustment) => adjustment?.carc)).toEqual(['94', '97', '97']);
    expect(moved.map((adjustment) => adjustment?.amountCents)).toEqual([-20000, 12000, 8000]);
    const submitted = claim.lines.map(({ submittedProcedure }) => submittedProcedure?.code);
    expect(submitted).toEqual(['80048', '84443', '85025']);
  });

  test('a changed procedure keeps the submitted one, and its units', async () => {
    const { claim } = await readStory('procedure-and-units-changed');
    expect(claim.lines[0]).toMatchObject({
      procedure: { code: '97110', modifiers: ['GP'] },
      submittedProcedure: { qualifier: 'HC', code: '97112', modifiers: ['GP', '59'] },
      paidUnits: '2',
      details: { originalUnits: '4' },
    });
  });

  test('a claim without lines balances by its own CAS', async () => {
    const { claim } = await readStory('claim-without-lines');
    expect(claim.lines).toEqual([]);
    expect(claim.adjustments).toHaveLength(2);
    expect(claim.details).toMatchObject({ drg: '470', serviceFrom: '2026-01-10' });
  });

  test('a reversal negates, and its correction follows', async () => {
    const { payment, summary } = await readStory('reversal-and-correction');
    const [reversal, correction] = payment.claims;
    expect(reversal).toMatchObject({ status: '22', chargeCents: -20000, paidCents: -16000 });
    expect(reversal?.lines[0]?.adjustments[0]?.amountCents).toBe(-2000);
    expect(correction).toMatchObject({ ordinal: 2, status: '1', paidCents: 17500 });
    expect(summary.claimsPaidCents).toBe(1500);
  });

  test('interest is paid by a negative L6, not by the claim', async () => {
    const { claim, summary } = await readStory('interest');
    expect(claim.details?.amounts).toEqual([{ qualifier: 'I', amountCents: 6781 }]);
    expect(claim.paidCents).toBe(16000);
    expect(summary.providerAdjustments).toEqual([
      {
        code: 'L6',
        reference: 'FAKEICN1',
        amountCents: -6781,
        providerId: '1999999984',
        fiscalYearEnd: '2026-12-31',
      },
    ]);
  });

  test('a payment may move provider money alone', async () => {
    const { payments } = await readFile(storyBytes('provider-adjustments-only'));
    expect(payments[0]?.claims).toEqual([]);
    expect(payments[0]?.summary).toMatchObject({ claimCount: 0, claimsPaidCents: 0 });
    const amounts = payments[0]?.summary?.providerAdjustments.map((pair) => pair.amountCents);
    expect(amounts).toEqual([-100000, -20000]);
  });

  test('a remainder below zero is moved forward by FB', async () => {
    const { summary } = await readStory('remainder-moves-forward');
    const pairs = summary.providerAdjustments.map(({ code, amountCents }) => [code, amountCents]);
    expect(pairs).toEqual([
      ['WO', 40000],
      ['FB', -24000],
    ]);
    expect(summary.header.paidCents).toBe(0);
  });

  test('six pairs a PLB, and a PLB without a reference', async () => {
    const { summary } = await readStory('six-pairs-and-more');
    expect(summary.providerAdjustments).toHaveLength(8);
    expect(summary.providerAdjustments[6]).toEqual({
      code: 'B2',
      reference: '',
      amountCents: -100,
      providerId: '1999999976',
      fiscalYearEnd: '2026-12-31',
    });
  });
});

describe('what is said beside the money', () => {
  test.each([
    ['forwarded-to-secondary', '19', { role: 'TT', qualifier: 'PI', id: 'FSP02' }],
    ['not-ours-but-forwarded', '23', { role: 'TT', qualifier: 'PI', id: 'FOP04' }],
    ['corrected-member-id', '1', { role: '74', qualifier: 'C', id: 'FAKEMEMBER9' }],
  ])('%s names a party by its id', async (story, status, party) => {
    const { claim } = await readStory(story);
    expect(claim.status).toBe(status);
    expect(claim.details?.parties).toContainEqual(party);
  });

  test('no name of a patient is kept', async () => {
    const { payment } = await readStory('corrected-member-id');
    expect(JSON.stringify(payment)).not.toContain('TESTER');
    expect(JSON.stringify(payment)).toContain('FAKEMEMBER9');
  });

  test.each([
    ['outpatient-remarks', ['MA01', 'MA07', 'N432']],
    ['inpatient-remarks', ['MA02', 'MA15', 'N4']],
  ])('%s are remarks of the claim', async (story, remarks) => {
    const { claim } = await readStory(story);
    expect(claim.remarks).toEqual(remarks);
  });

  test('LQ*HE is a remark of its line, LQ*RX is not', async () => {
    const { claim } = await readStory('line-remarks');
    expect(claim.lines[0]?.remarks).toEqual(['N130', 'M15']);
    expect(claim.lines[0]?.details?.other[0]?.elements).toEqual(['LQ', 'RX', 'R5']);
  });

  test('claim dates hold for lines that have none of their own', async () => {
    const { claim } = await readStory('claim-dates-for-lines');
    const dates = claim.lines.map((line) => [line.serviceDate, line.details?.serviceDateTo]);
    expect(dates).toEqual([
      ['2026-01-10', '2026-01-12'],
      ['2026-01-11', '2026-01-12'],
    ]);
  });

  test('amounts, quantities and numbers that no equation counts are kept', async () => {
    const { claim } = await readStory('amounts-and-quantities');
    expect(claim.details).toMatchObject({
      received: '2026-01-20',
      references: [
        { qualifier: 'EA', value: 'FAKERECORD1' },
        { qualifier: '1W', value: 'FAKEMEMBER1' },
      ],
      amounts: [{ qualifier: 'AU', amountCents: 18000 }],
      quantities: [{ qualifier: 'CA', quantity: '1' }],
    });
    expect(claim.lines[0]?.details).toMatchObject({
      amounts: [{ qualifier: 'B6', amountCents: 18000 }],
      quantities: [{ qualifier: 'ZK', quantity: '3' }],
    });
  });

  test('unknown segments stay where they stood', async () => {
    const { claim } = await readStory('unknown-segments');
    expect(claim.details?.other.map(({ elements }) => elements[0])).toEqual(['ZZZ', 'K3']);
    expect(claim.lines[0]?.details?.other[0]?.elements).toEqual(['ZZY', '3']);
  });

  test('provider summaries stand between claims', async () => {
    const { payment, summary } = await readStory('provider-summaries');
    expect(payment.claims.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
    expect(summary.other?.map(({ elements }) => elements[0])).toEqual(['TS3', 'TS2', 'TS3']);
  });

  test('RDM belongs to the head', async () => {
    const { payment } = await readStory('remittance-delivery');
    expect(payment.header.details?.other.map(({ elements }) => elements[0])).toContain('RDM');
  });
});

describe('amounts that can not be read', () => {
  test.each([
    ['exponent-payment', 'BPR02'],
    ['plus-sign-payment', 'BPR02'],
    ['eleven-digit-payment', 'BPR02'],
    ['empty-claim-payment', 'CLP04'],
    ['empty-line-payment', 'SVC03'],
    ['unreadable-line-payment', 'SVC03'],
    ['unreadable-adjustment', null],
    ['third-decimal', null],
    ['unreadable-charge', null],
  ])('%s: %s', async (story, place) => {
    const { summary } = await readStory(story);
    expect(summary.unreadable).toBe(place);
    expect(summary.findings.map(({ code }) => code)).toEqual(['amount-unreadable']);
  });

  test('an unreadable adjustment is left out', async () => {
    const { claim, summary } = await readStory('unreadable-adjustment');
    expect(claim.lines[0]?.adjustments.map(({ carc }) => carc)).toEqual(['45']);
    expect(summary.findings).toMatchObject([{ row: 1, place: 'CAS03', severity: 'warning' }]);
  });

  test('a payment without a BPR is a finding like one whose BPR can not be read', async () => {
    const { payment, summary } = await readStory('no-payment-information');
    expect(payment.header).toMatchObject({ paidCents: null, checkDate: null });
    expect(summary.findings).toMatchObject([
      { code: 'amount-unreadable', place: 'BPR02', severity: 'error' },
      { code: 'date-unreadable', place: 'BPR16', severity: 'error' },
    ]);
  });

  test.each([
    ['unbalanced-line', { level: 'line', differenceCents: -100, ordinal: 1 }],
    ['unbalanced-claim', { level: 'claim', differenceCents: -100, ordinal: 1 }],
    ['unbalanced-transaction', { level: 'transaction', differenceCents: 100, ordinal: null }],
  ])('%s is found at its level', async (story, imbalance) => {
    const { summary } = await readStory(story);
    expect(summary.balance).toEqual({ outcome: 'unbalanced', ...imbalance });
  });
});
