/** A claim of frequency 7 at a simulated payer: the earlier answer is taken back in the 835 of the new one. */
import { expect, test } from 'vitest';
import { readPayments } from '../../shared/remittance/read.ts';
import type { ClaimPayment } from '../../shared/remittance/remittance.ts';
import type { Answer } from '../../shared/simulation/answer.ts';
import { clinicDays } from '../../shared/simulation/clinic.ts';
import { openNotebook, remember } from '../../shared/simulation/notebook.ts';
import { type SentFile, simulatedPayers } from '../../shared/simulation/payer.ts';
import type { MemoryRow, PayerMemory } from '../../shared/simulation/payer-memory.ts';
import { givenKey, takeReplaced } from '../../shared/simulation/replacement.ts';
import type { SentClaim } from '../../shared/simulation/sent-claim.ts';
import { addDays, calendarDate, daysFrom } from '../../shared/values/dates.ts';
import { zero } from '../../shared/values/money.ts';
import { clinicSender } from './sent-files.ts';

const start = calendarDate('2026-01-01');
const replacedOn = calendarDate('2026-04-01');

async function claimsIn(files: readonly { readonly bytes: Uint8Array }[]) {
  const claims: ClaimPayment[] = [];
  for (const file of files)
    for await (const event of readPayments([file.bytes]))
      if (event.kind === 'claim') claims.push(event.claim);
  return claims;
}

/** The claims of one 837 again, each as a 7 or 8 of the number under which it was answered. */
function asReplacements(
  file: SentFile,
  numbers: ReadonlyMap<string, string>,
  frequency: string,
): SentFile {
  const text = Buffer.from(file.bytes).toString('latin1');
  const swapped = text.replace(/CLM\*([A-Z0-9]+)\*([^~]*)11:B:1([^~]*)~/g, (_, claim, a, b) => {
    const f8 = `REF*F8*${numbers.get(claim) ?? 'NONE'}~`;
    return `CLM*${claim}*${a}11:B:${frequency}${b}~${text.includes('~\n') ? '\n' : ''}${f8}`;
  });
  return { name: `again-${file.name}`, bytes: Buffer.from(swapped, 'latin1') };
}

type Answers = ReadonlyMap<string, readonly ClaimPayment[]>;

/** The first day's 837, sent once more as replacements when all of it was answered; every answer by day. */
async function play(days: number, frequency = '7'): Promise<readonly (readonly ClaimPayment[])[]> {
  const payers = simulatedPayers();
  const file = firstFile();
  const byDay: (readonly ClaimPayment[])[] = [];
  let memory: PayerMemory = new Map();
  for (const today of daysFrom(start, addDays(start, days))) {
    const again = () => asReplacements(file, numbersIn(byClaim(byDay.flat())), frequency);
    const sent = today === start ? [file] : today === replacedOn ? [again()] : [];
    const { changes, files } = payers.answer(sent, today, memory);
    memory = remember(memory, changes);
    byDay.push(await claimsIn(files.filter((one) => !one.name.startsWith('resent-'))));
  }
  return byDay;
}

function firstFile(): SentFile {
  const sender = clinicSender();
  for (const day of clinicDays()) {
    const [file] = sender.send(day);
    if (file !== undefined) return file;
  }
  throw new Error('the clinic sends nothing');
}

function byClaim(claims: readonly ClaimPayment[]): Answers {
  return Map.groupBy(claims, (claim) => claim.patientControlNumber);
}

function numbersIn(answers: Answers): ReadonlyMap<string, string> {
  return new Map([...answers].map(([id, [row]]) => [id, row?.payerControlNumber ?? '']));
}

const total = (claims: readonly ClaimPayment[]) =>
  claims.reduce((sum, row) => sum + (row.paidCents ?? 0), 0);

test('each 7 brings the reversal of what was answered, and one answer that stands', async () => {
  const byDay = await play(200);
  const answers = byClaim(byDay.flat());
  const answeredBefore = byClaim(
    byDay.slice(0, [...daysFrom(start, replacedOn)].length - 1).flat(),
  );
  expect(answeredBefore.size).toBeGreaterThan(10);
  for (const claim of answeredBefore.keys()) {
    const claims = (answers.get(claim) ?? []).filter((row) => row.status !== '2');
    const reversals = claims.filter((row) => row.status === '22');
    expect(reversals.length).toBeGreaterThan(0);
    expect(claims.length - 2 * reversals.length).toBe(1);
    const last = claims.filter((row) => row.status !== '22').at(-1);
    expect(last?.details?.frequency).toBe('7');
    expect(total(claims)).toBe(last?.paidCents);
  }
  for (const claims of byDay.flatMap((day) => [...byClaim(day).values()]))
    if (claims.some((row) => row.status === '22')) expect(claims.length).toBe(2);
});

const answer = (paid: string): Answer => ({
  claimId: 'C1',
  status: '1',
  payerControlNumber: 'N1',
  claimFilingCode: 'CI',
  patient: { last: '', first: '', memberId: paid },
  place: '11',
  frequency: '1',
  renderingNpi: '',
  correctedMemberId: null,
  interestCents: null,
  lines: [],
});

const seven: SentClaim = {
  payerId: 'P',
  payee: { name: '', npi: '', taxId: '' },
  claimId: 'C1',
  frequency: '7',
  originalControlNumber: 'N1',
  rank: 'P',
  other: null,
  chargeCents: zero,
  memberId: '',
  groupNumber: '',
  patient: { last: '', first: '', birthDate: '' },
  authorization: '',
  renderingNpi: '',
  diagnoses: [],
  lines: [
    {
      controlNumber: null,
      procedure: '99213',
      modifiers: [],
      units: 1,
      chargeCents: zero,
      serviceDate: start,
      place: '11',
      diagnoses: [],
      leftToPatient: [],
    },
  ],
};
const claim = (changes: Partial<SentClaim> = {}): SentClaim => ({ ...seven, ...changes });

test('a correction of the payer’s own that has not gone out is dropped, one that has is replaced', () => {
  const later = { corrected: answer('right'), keys: ['due/2026-05-01/P/C1'] };
  const given = { kind: 'given', answer: answer('wrong'), later } as const;
  const rows: [string, MemoryRow][] = [
    [givenKey('P', 'N1'), given],
    ['due/2026-05-01/P/C1', { kind: 'file' }],
  ];
  const pending = openNotebook(new Map(rows));
  expect(takeReplaced(pending, claim())?.patient.memberId).toBe('wrong');
  expect(pending.get('due/2026-05-01/P/C1')).toBeUndefined();
  const gone = openNotebook(new Map([[givenKey('P', 'N1'), given]]));
  expect(takeReplaced(gone, claim())?.patient.memberId).toBe('right');
  expect(takeReplaced(gone, claim())).toBeNull();
});

test('an 8 takes back what was answered, and brings no answer of its own', async () => {
  const byDay = await play(200, '8');
  const before = byClaim(byDay.slice(0, [...daysFrom(start, replacedOn)].length - 1).flat());
  const answers = byClaim(byDay.flat());
  let voided = 0;
  for (const claim of before.keys()) {
    const claims = (answers.get(claim) ?? []).filter((row) => row.status !== '2');
    const reversals = claims.filter((row) => row.status === '22');
    if (claims.length === 1) continue; // The payer lost it.
    expect(claims.length).toBe(2 * reversals.length);
    expect(total(claims)).toBe(0);
    voided += 1;
  }
  const lost = before.size - voided;
  expect(lost).toBeLessThan(before.size / 10);
  expect(voided).toBeGreaterThan(10);
});

test('a 1, another claim or an unknown number replaces nothing', () => {
  const given = { kind: 'given', answer: answer(''), later: null } as const;
  const notebook = openNotebook(new Map([[givenKey('P', 'N1'), given]]));
  expect(takeReplaced(notebook, claim({ frequency: '1' }))).toBeNull();
  expect(takeReplaced(notebook, claim({ claimId: 'C2' }))).toBeNull();
  expect(takeReplaced(notebook, claim({ originalControlNumber: 'N2' }))).toBeNull();
});
