/**
 * The sample's denial desk: it reads the payers' 835s and the receivers' 277CAs. From the intervention on
 * it corrects within days what can be mended, voids what was billed twice and gives up the rest; of what
 * was denied before, it only writes off what nobody will pay.
 */
import { readAcknowledgments } from '../acknowledgment/read.ts';
import { isRejecting } from '../acknowledgment/receipt.ts';
import { rowsOf } from '../acknowledgment/rows.ts';
import { readPayments } from '../remittance/read.ts';
import type { Adjustment, ClaimPayment } from '../remittance/remittance.ts';
import { addBusinessDays, addDays, type CalendarDate, daysBetween } from '../values/dates.ts';
import { formatDollars, sumOf } from '../values/money.ts';
import { type Chance, chanceOf } from './chance.ts';
import { csvText } from './csv-text.ts';
import { type Decision, decision, decisionColumns } from './decisions.ts';
import {
  type DeskMemory,
  type DeskNotebook,
  type DeskRow,
  openDeskNotebook,
} from './desk-memory.ts';
import { mendingOf } from './mending.ts';
import { samplePayer } from './sample-payers.ts';
import { samplePractice } from './sample-practice.ts';
import { weekdayFrom } from './working-days.ts';
import type { WrittenVisit } from './written-visit.ts';

export type DenialDeskOptions = {
  readonly seed: number;
  /** Before this day nobody works denials. */
  readonly interventionOn: CalendarDate;
  /** By the patient control number; null for a claim of no visit of ours. */
  writtenOf(claimId: string): WrittenVisit | null;
};

export type DecisionsFile = {
  readonly kind: 'decisions';
  readonly name: string;
  readonly bytes: Uint8Array;
};

type DeskDay = {
  readonly files: readonly DecisionsFile[];
  /** Rows to store, and null for rows to forget. */
  readonly changes: ReadonlyMap<string, DeskRow | null>;
};

/** What came on one day. */
export type Mail = {
  readonly remittances: readonly Uint8Array[];
  readonly acknowledgments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
};

/** In the morning: what is decided today. The same morning again gives the same bytes. */
export function decideDenials(today: CalendarDate, memory: DeskMemory): DeskDay {
  const notebook = openDeskNotebook(memory);
  const files = filesOf(notebook.takeDue(today));
  return { files, changes: notebook.changes };
}

/** In the evening: reads the mail and plans what to decide about it; the same mail again is no news. */
export async function readMail(
  options: DenialDeskOptions,
  mail: Mail,
  today: CalendarDate,
  memory: DeskMemory,
): Promise<DeskDay> {
  const notebook = openDeskNotebook(memory);
  await open({ ...options, today, notebook }, mail);
  return { files: [], changes: notebook.changes };
}

function filesOf(decisions: readonly Decision[]): readonly DecisionsFile[] {
  if (decisions.length === 0) return [];
  const bytes = Buffer.from(csvText(decisionColumns, decisions));
  return [{ kind: 'decisions', name: 'denials.csv', bytes }];
}

type Desk = DenialDeskOptions & { readonly today: CalendarDate; readonly notebook: DeskNotebook };

async function open(desk: Desk, mail: Mail): Promise<void> {
  for (const file of mail.acknowledgments) {
    if (isNews(desk, file.name)) readRejections(desk, file.bytes);
  }
  for (const bytes of mail.remittances) await readDenials(desk, bytes);
}

function isNews({ notebook }: Desk, name: string): boolean {
  const known = notebook.get(`seen/${name}`) !== undefined;
  notebook.put(`seen/${name}`, { kind: 'seen' });
  return !known;
}

function readRejections(desk: Desk, bytes: Uint8Array): void {
  for (const row of readAcknowledgments(bytes).acknowledgments.flatMap(rowsOf)) {
    const rejects = row.statuses.some((status) => isRejecting(row.kind, status));
    if (row.named.of !== 'claim' || !rejects) continue;
    take(desk, row.named.patientControlNumber, 'rejected', null);
  }
}

/** A payment that was read before, and what a reversal takes back, are no news. */
async function readDenials(desk: Desk, bytes: Uint8Array): Promise<void> {
  let known = false;
  for await (const event of readPayments([bytes])) {
    if (event.kind === 'payment') known = !isNews(desk, event.header.trace);
    if (event.kind !== 'claim' || known || event.claim.status === '22') continue;
    const denials = denialsIn(event.claim);
    const [first] = denials;
    if (first !== undefined) take(desk, event.claim.patientControlNumber, first.carc, event.claim);
  }
}

/** Codes that are a denial when the group is CO; all others are prices, shares and sequestration. */
const denialCodes = [
  '11',
  '16',
  '18',
  '26',
  '27',
  '29',
  '31',
  '50',
  '96',
  '97',
  '109',
  '197',
  '252',
];

function denialsIn({ lines }: ClaimPayment): readonly Adjustment[] {
  const adjustments = lines.flatMap((line) => line.adjustments);
  return adjustments.filter((row) => row.group === 'CO' && denialCodes.includes(row.carc));
}

/** A person has one try at a claim, and two where the payer found something else the second time. */
const mostTries = 2;

function take(desk: Desk, claimId: string, code: string, answer: ClaimPayment | null): void {
  const written = desk.writtenOf(claimId);
  if (written === null) return;
  const before = desk.notebook.get(`tries/${claimId}`);
  const tries = before?.kind === 'tries' ? before.count : 0;
  const work = { written, claimId, code, answer, tries };
  const decided = desk.today < desk.interventionOn ? leftOver(desk, work) : worked(desk, work);
  if (decided === null) return;
  desk.notebook.put(`tries/${claimId}`, { kind: 'tries', count: tries + 1 });
  desk.notebook.put(`due/${decided.decided_on}/${decided.decision_id}`, { kind: 'due', decided });
}

type Work = {
  readonly written: WrittenVisit;
  readonly claimId: string;
  /** A CARC, or `rejected`. */
  readonly code: string;
  /** Null of a rejection. */
  readonly answer: ClaimPayment | null;
  readonly tries: number;
};

/** Not insured, or no longer: what piles up before the intervention and is written off after it. */
const hopeless = ['27', '31'];

function leftOver(desk: Desk, work: Work): Decision | null {
  if (!hopeless.includes(work.code)) return null;
  const chance = chanceOf(desk.seed, 'left-over', work.claimId);
  const day = weekdayFrom(addDays(desk.interventionOn, chance.whole(7, 60)));
  return writtenOff(chance, work, day);
}

function worked(desk: Desk, work: Work): Decision | null {
  const { claimId, code, tries } = work;
  const chance = chanceOf(desk.seed, 'denial-desk', claimId, String(tries));
  const due = addBusinessDays(desk.today, chance.whole(1, 4));
  if (isMendable(work, due) && chance.happens(9000)) return correction(work, due);
  if (code !== '18') return writtenOff(chance, work, addBusinessDays(due, chance.whole(5, 20)));
  const cells = { by: 'denial-team', reason: 'billed-twice' };
  return decision(`void-${claimId}`, due, 'void', claimId, cells);
}

/** Refusals that nothing in the claim explains: the same claim again, with the records that were asked for. */
const sentAgain = ['16', '252', 'rejected'];

/** In time by the limit that the clinic has on file; nobody tries a third time. */
function isMendable({ code, tries, written }: Work, due: CalendarDate): boolean {
  const { coverage, date } = written.visit;
  const inTime = daysBetween(date, due) <= samplePayer(coverage.payerId).filingLimitDays;
  const mends = sentAgain.includes(code) || Object.keys(mendingOf(written)).length > 0;
  return tries < mostTries && inTime && mends && code !== '18' && code !== '29';
}

function correction({ claimId, code, tries, written }: Work, due: CalendarDate): Decision {
  return decision(`correct-${claimId}-${tries + 1}`, due, 'correct', claimId, {
    by: 'denial-team',
    reason: code === 'rejected' ? code : `CO-${code}`,
    detail: JSON.stringify(mendingOf(written)),
  });
}

/** Half of what was denied as a whole; now and then somebody forgets the approval. */
function writtenOff(
  chance: Chance,
  { answer, claimId, code }: Work,
  day: CalendarDate,
): Decision | null {
  if (answer === null || answer.paidCents !== 0 || !chance.happens(5000)) return null;
  const amount = sumOf(denialsIn(answer), (row) => row.amountCents);
  const small = amount <= samplePractice.write_off_limit_cents;
  return decision(`give-up-${claimId}`, day, 'write-off', claimId, {
    by: 'denial-team',
    approved_by: small || chance.happens(800) ? '' : 'practice-manager',
    amount: formatDollars(amount),
    reason: code === '29' ? 'timely' : `denied-${code}`,
  });
}
