import { expect, test } from 'vitest';
import { readPayments } from '../../shared/remittance/read.ts';
import type { ClaimPayment, PaymentSummary } from '../../shared/remittance/remittance.ts';
import { clinicDays } from '../../shared/simulation/clinic.ts';
import { remember } from '../../shared/simulation/notebook.ts';
import { simulatedPayers } from '../../shared/simulation/payer.ts';
import type { AnswerFile } from '../../shared/simulation/payer-mail.ts';
import type { PayerMemory } from '../../shared/simulation/payer-memory.ts';
import { type CalendarDate, calendarDate, daysBetween } from '../../shared/values/dates.ts';
import { sha256 } from '../../shared/values/ids.ts';
import { clinicSender } from './sent-files.ts';

const year = await playYear(2026, calendarDate('2026-12-31'));
const answered = year.payments.filter((row) => !row.file.startsWith('resent-'));
const claims = answered.flatMap((row) => row.claims.map((claim) => ({ ...row, claim })));
const codes = (claim: ClaimPayment) =>
  claim.lines.flatMap((line) => line.adjustments).map((row) => `${row.group}-${row.carc}`);

type Payment = {
  readonly file: string;
  readonly on: CalendarDate;
  readonly summary: PaymentSummary;
  readonly claims: readonly ClaimPayment[];
};

async function playYear(seed: number, to: CalendarDate) {
  const sender = clinicSender();
  const payers = simulatedPayers({ seed });
  const payments: Payment[] = [];
  const files: { file: AnswerFile; on: CalendarDate }[] = [];
  let memory: PayerMemory = new Map();
  for (const day of clinicDays({ seed, to }, ({ date }) => date >= '2026-07-01')) {
    const answer = payers.answer(sender.send(day), day.date, memory);
    memory = remember(memory, answer.changes);
    for (const file of answer.files) {
      files.push({ file, on: day.date });
      payments.push(...(await read(file, day.date)));
    }
  }
  return { payments, files, memory, sentOn: sender.sentOn };
}

async function read(file: AnswerFile, on: CalendarDate): Promise<Payment[]> {
  const payments: Payment[] = [];
  let open: ClaimPayment[] = [];
  for await (const event of readPayments([file.bytes])) {
    if (event.kind === 'finding') throw new Error(`${file.name}: ${event.issue.code}`);
    if (event.kind === 'claim') open.push(event.claim);
    if (event.kind !== 'end') continue;
    payments.push({ file: file.name, on, summary: event.summary, claims: open });
    open = [];
  }
  return payments;
}

test('the same seed answers with the same bytes', async () => {
  const short = calendarDate('2026-03-15');
  const hashes = (played: Awaited<ReturnType<typeof playYear>>) =>
    played.files.map(({ file }) => file.name + sha256(file.bytes));
  const once = hashes(await playYear(2026, short));
  expect(once.length).toBeGreaterThan(20);
  expect(hashes(await playYear(2026, short))).toEqual(once);
  expect(hashes(await playYear(3, short))).not.toEqual(once);
});

test('every payment balances at line, claim and transaction level, and none is negative', () => {
  expect(year.payments.length).toBeGreaterThan(300);
  for (const { summary, claims } of year.payments) {
    expect(summary.balance.outcome, summary.header.trace).toBe('balanced');
    expect(summary.header.paidCents).toBeGreaterThanOrEqual(0);
    for (const claim of claims) expect(claim.balance.outcome).toBe('balanced');
  }
});

test('CLP05 states the patient share, and only positive payments move money', () => {
  for (const { claim } of claims) {
    const patient = claim.lines
      .flatMap((line) => line.adjustments)
      .filter((row) => row.group === 'PR')
      .reduce((total, row) => total + row.amountCents, 0);
    expect(claim.patientCents).toBe(claim.status === '22' ? 0 : patient);
  }
  for (const { summary } of year.payments)
    expect(summary.header.method).toBe(summary.header.paidCents === 0 ? 'NON' : 'ACH');
  expect(year.payments.some((row) => row.summary.header.method === 'NON')).toBe(true);
});

test('the payee is the billing provider that the 837 names', () => {
  for (const { summary } of year.payments)
    expect(summary.header.payeeIds).toEqual(['1234567893', '990000001']);
});

test('a claim is answered once, unless a reversal takes the answer back', () => {
  const answers = new Map<string, string[]>();
  for (const { claim } of claims) {
    const sofar = answers.get(claim.patientControlNumber) ?? [];
    answers.set(claim.patientControlNumber, [...sofar, claim.status]);
  }
  expect(answers.size).toBeGreaterThan(10_000);
  for (const statuses of answers.values())
    expect([['1'], ['4'], ['19'], ['19', '2'], ['1', '22', '1']]).toContainEqual(statuses);
  const shapes = new Set([...answers.values()].map((statuses) => statuses.join(' ')));
  expect(shapes.size).toBe(5);
  for (const id of answers.keys()) expect(year.sentOn.has(id)).toBe(true);
});

test('a payer that forwards a claim names the next one, which pays what the first left but the deductible', () => {
  const byClaim = Map.groupBy(claims, ({ claim }) => claim.patientControlNumber);
  const pairs = [...byClaim.values()].filter((rows) => rows[0]?.claim.status === '19');
  expect(pairs.length).toBeGreaterThan(300);
  for (const [first, second] of pairs) {
    if (second === undefined) continue;
    expect(first?.claim.details?.parties.some((party) => party.role === 'TT')).toBe(true);
    const left = sharesOf(first?.claim);
    const deductible = left
      .filter(([carc]) => carc === '1')
      .reduce((sum, [, cents]) => sum + cents, 0);
    expect((second.claim.paidCents ?? 0) + deductible).toBe(
      left.reduce((sum, [, c]) => sum + c, 0),
    );
  }
});

function sharesOf(claim: ClaimPayment | undefined): readonly (readonly [string, number])[] {
  const rows = claim?.lines.flatMap((line) => line.adjustments) ?? [];
  return rows
    .filter((row) => row.group === 'PR')
    .map((row) => [row.carc, row.amountCents] as const);
}

test('a visit that is paid one level lower tells what was billed, and a day may come as two checks', () => {
  const lines = claims.flatMap(({ claim }) => claim.lines);
  const lower = lines.filter((line) => line.submittedProcedure !== null);
  expect(lower.length).toBeGreaterThan(5);
  for (const line of lower) expect(line.submittedProcedure?.code).not.toBe(line.procedure.code);
  const traces = answered.map(({ summary }) => summary.header.trace);
  expect(traces.filter((trace) => trace.endsWith('S')).length).toBeGreaterThan(3);
});

test('what is answered leaves the memory, and all that was sent long ago is answered but for what was lost', () => {
  const known = new Set(claims.map(({ claim }) => claim.patientControlNumber));
  const old = [...year.sentOn].filter(([, on]) => on < '2026-08-15');
  const lost = old.filter(([id]) => !known.has(id)).length;
  expect(lost).toBeGreaterThan(0);
  expect(lost / old.length).toBeLessThan(0.015);
  const due = [...year.memory.keys()].filter((key) => key.startsWith('due/'));
  expect(due.length).toBeGreaterThan(0);
  expect(due.every((key) => key > 'due/2026-12-31~')).toBe(true);
});

test('a file that the payers know is not read again', () => {
  const sender = clinicSender();
  const payers = simulatedPayers();
  const [, , ...days] = [...clinicDays({ to: calendarDate('2026-01-09') })].map((day) => ({
    day,
    sent: sender.send(day),
  }));
  const monday = days.find((row) => row.sent.length > 0);
  if (monday === undefined) throw new Error('nothing was sent');
  const { changes } = payers.answer(monday.sent, monday.day.date, new Map());
  expect(changes.size).toBeGreaterThan(10);
  const again = payers.answer(monday.sent, monday.day.date, remember(new Map(), changes));
  expect(again.changes.size).toBe(0);
  expect(again.files).toEqual([]);
});

test('every reason for a refusal occurs, and every kind of adjustment', () => {
  const found = new Set(claims.flatMap(({ claim }) => codes(claim)));
  const refusals = ['31', '27', '29', '18', '197', '11', '97', '16', '50', '96', '252', '109'];
  for (const carc of refusals) expect(found, carc).toContain(`CO-${carc}`);
  for (const code of ['CO-45', 'CO-253', 'PR-1', 'PR-2', 'PR-3']) expect(found).toContain(code);
});

test('the bad habits occur: reversals, recoupment, interest, files sent twice', () => {
  const plb = year.payments.flatMap((row) => row.summary.providerAdjustments);
  expect(plb.some((row) => row.code === 'WO' && row.amountCents < 0)).toBe(true);
  expect(plb.some((row) => row.code === 'WO' && row.amountCents > 0)).toBe(true);
  expect(plb.some((row) => row.code === 'L6' && row.amountCents < 0)).toBe(true);
  expect(claims.filter(({ claim }) => claim.status === '22').length).toBeGreaterThan(10);
  const resent = year.files.filter(({ file }) => file.name.startsWith('resent-'));
  expect(resent.length).toBeGreaterThan(0);
  for (const { file } of resent) {
    const first = year.files.find((row) => `resent-${row.file.name}` === file.name);
    expect(sha256(file.bytes)).toBe(sha256(first?.file.bytes ?? ''));
  }
});

test('a former card is answered with the present number, and interest is told on its claim', () => {
  const files = year.files.filter(({ file }) => !file.name.startsWith('resent-'));
  const texts = files.map(({ file }) => Buffer.from(file.bytes).toString());
  const count = (pattern: RegExp) => texts.flatMap((one) => [...one.matchAll(pattern)]).length;
  const adjustments = answered.flatMap((row) => row.summary.providerAdjustments);
  const interest = adjustments.filter((row) => row.code === 'L6').length;
  expect(count(/^NM1\*74\*/gm)).toBeGreaterThan(100);
  expect(interest).toBeGreaterThan(0);
  expect(count(/^AMT\*I\*/gm)).toBe(interest);
});

test('only the Medicare-like payer sequesters, always 2 percent of what is left to pay', () => {
  const lines = claims.flatMap(({ claim, file }) => claim.lines.map((line) => ({ line, file })));
  const withSequester = lines.filter(({ line }) =>
    line.adjustments.some((row) => row.carc === '253'),
  );
  expect(withSequester.length).toBeGreaterThan(1_000);
  for (const { line, file } of withSequester) {
    expect(file.startsWith('60001')).toBe(true);
    const sequester = line.adjustments.find((row) => row.carc === '253')?.amountCents ?? 0;
    const due = Math.abs((line.paidCents ?? 0) + sequester);
    expect(Math.abs(sequester)).toBe(Math.floor((due * 2 + 50) / 100));
  }
});

test('after the intervention payers refuse less and pay sooner, because of what the claims say', () => {
  const firsts = [...Map.groupBy(claims, (row) => row.claim.patientControlNumber).values()].flatMap(
    ([first]) => (first === undefined ? [] : [first]),
  );
  const half = (from: string, to: string) => firsts.filter((row) => from <= row.on && row.on < to);
  const before = measure(half('2026-04-01', '2026-07-01'), year.sentOn);
  const after = measure(half('2026-10-01', '2027-01-01'), year.sentOn);
  expect(before.denialRate).toBeGreaterThan(0.08);
  expect(after.denialRate).toBeLessThan(0.065);
  expect(before.daysToPay).toBeGreaterThan(46);
  expect(after.daysToPay).toBeLessThan(42);
});

function measure(rows: typeof claims, sentOn: ReadonlyMap<string, CalendarDate>) {
  const denied = rows.filter(({ claim }) => claim.paidCents === 0 && claim.patientCents === 0);
  const paid = rows.filter(({ claim }) => (claim.paidCents ?? 0) > 0);
  const days = paid.reduce((total, { claim, on }) => {
    return total + daysBetween(sentOn.get(claim.patientControlNumber) ?? on, on);
  }, 0);
  expect(rows.length).toBeGreaterThan(1_000);
  return { denialRate: denied.length / rows.length, daysToPay: days / paid.length };
}
