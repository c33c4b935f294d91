/** Decides one claim as its payer would, from what the 837 says and what the payer remembers. */
import type { CalendarDate } from '../values/dates.ts';
import { hashOf } from '../values/ids.ts';
import { type Cents, cents, subtract, sumOf } from '../values/money.ts';
import { type Answer, type AnswerLine, answerLine, refusal } from './answer.ts';
import { type Benefit, patientShare } from './benefits.ts';
import type { Chance } from './chance.ts';
import { percentOf } from './fee-schedule.ts';
import { lineRefusal } from './line-edits.ts';
import type { MarketPayer } from './market.ts';
import type { MemberDirectory } from './member-directory.ts';
import type { Refusal } from './payer-manners.ts';
import type { PayerNotebook } from './payer-memory.ts';
import { type Case, screen } from './screening.ts';
import { secondLine } from './second-payer.ts';
import type { SentClaim, SentLine } from './sent-claim.ts';

/** A payer at its desk on one day. */
export type Desk = Omit<MarketPayer, 'memberIdForm'> & {
  readonly seed: number;
  readonly today: CalendarDate;
  readonly members: MemberDirectory;
  readonly notebook: PayerNotebook;
};

export type Decided = {
  readonly answer: Answer;
  readonly row: Case;
  /** How it should have been paid, where the payer paid less than its contract. */
  readonly right: Answer | null;
};

/** `replaced`: an answer that it gave before is taken back, so the claim is no duplicate. */
export function adjudicate(
  desk: Desk,
  chance: Chance,
  claim: SentClaim,
  replaced: Answer | null,
): Decided {
  const row = caseOf(desk, claim, replaced !== null);
  const refused = screen(row) ?? (claim.rank === 'P' ? unprovoked(desk, chance, replaced) : null);
  if (refused !== null) {
    return { row, right: null, answer: answerOf(desk, row, refusal(claim, refused)) };
  }
  desk.notebook.put(visitKey(claim), { kind: 'visit', claimId: claim.claimId });
  if (claim.rank !== 'P') return asSecond(desk, row);
  const short = chance.happens(shortShare(desk, replaced));
  const lower = replaced === null && chance.happens(desk.manners.recoded);
  const percent = short ? desk.manners.underpaidPercent : 100;
  return paid(desk, lower ? recoded(row) : row, row, percent);
}

function caseOf(desk: Desk, claim: SentClaim, replaces: boolean): Case {
  const earlier = desk.notebook.get(visitKey(claim));
  return {
    claim,
    receivedOn: desk.today,
    manners: desk.manners,
    member: desk.members.find(claim.payerId, claim.memberId),
    earlierClaim: earlier?.kind === 'visit' && !replaces ? earlier.claimId : null,
  };
}

/** Asked again it may stay with what it said. */
function unprovoked({ manners }: Desk, chance: Chance, replaced: Answer | null) {
  const said = manners.unprovokedReasons.find(
    ({ carc }) => replaced && isRefusedFor(replaced, carc),
  );
  if (said !== undefined) return chance.happens(said.upheld) ? said : null;
  if (replaced && isRefusedFor(replaced, takenBack.carc))
    return chance.happens(manners.takenBackAgain) ? takenBack : null;
  return chance.happens(manners.unprovoked) ? chance.weighted(manners.unprovokedReasons) : null;
}

/** What it said when it took a payment back, of a member who is insured. */
const takenBack: Refusal = { group: 'CO', carc: '27', remarks: ['N30'] };

function isRefusedFor({ lines }: Answer, carc: string): boolean {
  return lines.some((line) =>
    line.adjustments.some((row) => row.group === 'CO' && row.carc === carc),
  );
}

function shortShare({ manners }: Desk, replaced: Answer | null): number {
  return replaced?.short ? manners.underpaidAgain : manners.underpaid;
}

/** The same member, doctor, day and services: the same visit. */
function visitKey(claim: SentClaim): string {
  const services = claim.lines
    .map((line) => `${line.procedure} ${line.modifiers.join(' ')}`)
    .sort();
  const day = claim.lines[0].serviceDate;
  return `visit/${claim.payerId}/${hashOf(claim.memberId, claim.renderingNpi, day, ...services)}`;
}

/** Of a second payer: what the first one left as coinsurance and copay is paid, the deductible is not. */
function asSecond(desk: Desk, row: Case): Decided {
  const lines = row.claim.lines.map((line) => secondLine(line, line.leftToPatient));
  return { row, right: null, answer: { ...answerOf(desk, row, lines), status: '2' } };
}

/** Visits one level lower; what was billed is told besides. */
function recoded(row: Case): Case {
  const lower = (line: SentLine): SentLine => ({
    ...line,
    procedure: lowerVisits[line.procedure] ?? line.procedure,
  });
  const [first, ...rest] = row.claim.lines;
  return { ...row, claim: { ...row.claim, lines: [lower(first), ...rest.map(lower)] } };
}

const lowerVisits: Readonly<Record<string, string>> = {
  '99215': '99214',
  '99214': '99213',
  '99204': '99203',
  '99203': '99202',
};

function paid(desk: Desk, row: Case, billed: Case, percent: number): Decided {
  const { claim } = row;
  const benefit = { ...desk, memberId: row.member?.memberId ?? claim.memberId };
  const priced = claim.lines.map((line) => priceLine(desk, benefit, claim, line));
  const answer = (share: number) =>
    answerOf(
      desk,
      row,
      priced.map((line, index) => asBilled(lineAt(desk, line, share), billed.claim.lines[index])),
    );
  const full = answer(100);
  const lower = row !== billed && full.lines.some((line) => line.billed !== undefined);
  if (lower) return { row: billed, answer: { ...full, short: true }, right: null };
  if (percent === 100) return { row, answer: full, right: null };
  return { row, answer: { ...answer(percent), short: true }, right: full };
}

function asBilled(line: AnswerLine, billed: SentLine | undefined): AnswerLine {
  const changed = billed !== undefined && billed.procedure !== line.procedure;
  return changed ? { ...line, billed: billed.procedure } : line;
}

type PricedLine = {
  readonly line: SentLine;
  readonly allowed: Cents;
  readonly share: ReturnType<typeof patientShare>;
  readonly refused: ReturnType<typeof lineRefusal>;
};

function priceLine(desk: Desk, benefit: Benefit, claim: SentClaim, line: SentLine): PricedLine {
  const refused = lineRefusal(claim, line);
  const allowed = desk.allowed(line);
  return { line, refused, allowed, share: refused ? [] : patientShare(benefit, line, allowed) };
}

/** What a line is paid when the payer pays so many percent of what the patient's share leaves. */
function lineAt(desk: Desk, priced: PricedLine, percent: number): AnswerLine {
  const { line, allowed, share, refused } = priced;
  if (refused)
    return answerLine(line, [{ ...refused, amountCents: line.chargeCents }], refused.remarks);
  const owed = subtract(
    allowed,
    sumOf(share, (row) => row.amountCents),
  );
  const due = cents(percentOf(owed, percent));
  const sequester = cents(desk.manners.sequesters ? percentOf(due, 2) : 0);
  const contractual = subtract(subtract(line.chargeCents, allowed), subtract(due, owed));
  return answerLine(
    line,
    [
      { group: 'CO', carc: '45', amountCents: contractual },
      { group: 'CO', carc: '253', amountCents: sequester },
      ...share,
    ],
    [],
  );
}

/** Status 4 is only for a patient whom the payer does not know. */
function answerOf(desk: Desk, { claim, member }: Case, lines: readonly AnswerLine[]): Answer {
  const { last, first } = claim.patient;
  const shownFormer = member !== null && member.memberId !== claim.memberId;
  return {
    claimId: claim.claimId,
    status: member === null ? '4' : '1',
    payerControlNumber: controlNumberOf(desk, claim),
    claimFilingCode: desk.plan.claimFilingCode,
    patient: { last, first, memberId: claim.memberId },
    place: claim.lines[0].place,
    frequency: claim.frequency,
    renderingNpi: claim.renderingNpi,
    correctedMemberId: shownFormer ? member.memberId : null,
    interestCents: null,
    lines,
  };
}

/** The payer's own number of a claim, by the day of receipt. */
function controlNumberOf(desk: Desk, claim: SentClaim): string {
  const day = desk.today.replaceAll('-', '').slice(2);
  return `${desk.plan.payerId}${day}${hashOf(claim.claimId, desk.today).slice(0, 7).toUpperCase()}`;
}
