/**
 * Who changes what a reader or a table answers raises its version in shared/ledger/rule-versions.ts and
 * takes the new `content` from the failing test; entries of before keep telling the old version.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expectedLine } from '../../shared/contract/price.ts';
import { priceModifiers } from '../../shared/contract/reductions.ts';
import { carcRows } from '../../shared/denial/carc-map.ts';
import { classify } from '../../shared/denial/classify.ts';
import { arPatient, writeOffReasons } from '../../shared/ledger/accounts.ts';
import { measureClaim } from '../../shared/ledger/measure-claim.ts';
import { providerAdjustmentPostings } from '../../shared/ledger/provider-adjustment.ts';
import { rulesUsed, ruleVersions } from '../../shared/ledger/rule-versions.ts';
import { denialReasons, writeOffPostings } from '../../shared/ledger/write-off.ts';
import { readPaperRemittances } from '../../shared/remittance/read-paper.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { entryIdOf, hashOf, payerId, practiceId } from '../../shared/values/ids.ts';
import { cents } from '../../shared/values/money.ts';
import { priceBook, service } from '../contract/price-book.ts';
import { everyRow, levels, posted, visit } from './sample-rows.ts';

/** Enough to tell two contents apart, and short enough to read. */
function contentOf(...answers: readonly unknown[]): string {
  return hashOf(JSON.stringify(answers)).slice(0, 16);
}

/** What lies beside each story of an 835 is all that is read of it (golden.test.ts); and a paper EOB. */
function reading(): string {
  const folder = new URL('../fixtures/x12/835/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const stories = names.sort().map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const paper = [
    'payer_id,check_number,check_date,check_amount,patient_control_number,claim_status,line,charge,paid,group,carc,amount',
    'FAKE1,C1,2026-04-01,60.00,CX,1,1,145.00,60.00,CO,45,45.00',
    'FAKE1,C1,2026-04-01,60.00,CX,1,1,145.00,60.00,PR,3,40.00',
    'FAKE1,C2,2026-04-01,-5.00,CY,22,,-5.00,-5.00,,,',
  ].join('\n');
  const read = readPaperRemittances(
    new TextEncoder().encode(paper),
    (pcn, line) => `${pcn}${line}`,
  );
  return contentOf(stories, read);
}

function carcMap(): string {
  const groups = ['CO', 'PR', 'PI', 'OA', 'XX'];
  const effects = carcRows().map(({ carc }) => groups.map((group) => classify(group, carc)));
  return contentOf(carcRows(), effects);
}

/** Each modifier's rule on a line of its own and beside another surgery. */
function pricing(): string {
  const book = priceBook({
    contracts: ['FAKE1,29881,,,500.00,2026-01-01,', 'FAKE1,20610,,,60.00,2026-01-01,'],
    reductions: priceModifiers
      .filter(({ rule }) => rule !== 'component')
      .map(({ modifier }) => `FAKE1,${modifier},50,2026-01-01,`),
  });
  const prices = priceModifiers.flatMap(({ modifier }) => {
    const line = service('20610', { modifiers: [modifier], units: 2 });
    const alone = { payerId: payerId('FAKE1'), lines: [line] };
    const beside = { ...alone, lines: [service('29881'), line] };
    return [alone, beside].map((visited) => expectedLine(book, visited, line, false));
  });
  return contentOf(priceModifiers, prices);
}

function posting(): string {
  const claims = ['', 'FAKE2'].map(visit);
  const rows = everyRow.flatMap((row) =>
    levels.flatMap((level) => claims.map((claim) => posted(claim, { ...row, level }).postings)),
  );
  const plbs = ['WO', '72', 'FB', 'L6', 'CT', 'CS', '??'].map((code) =>
    providerAdjustmentPostings({ code, reference: '', amountCents: cents(100) }, payerId('FAKE1')),
  );
  const contras = [...writeOffReasons, ...denialReasons, 'CO-50', '', 'in her own words'].map(
    (reason) => writeOffPostings(arPatient, reason, 0, cents(100)),
  );
  const measured = claims.map((claim) => {
    const entry = {
      ...measuring,
      claimId: claim.claimId,
      postings: posted(claim, overpaid).postings,
    };
    return measureClaim(claim, [entry, entry], cents(100), false);
  });
  return contentOf(rows, plbs, contras, measured);
}

const overpaid = { carc: '45', group: 'CO', status: '1', paidCents: 9900 };
const measuring = {
  entryId: entryIdOf('x', 0),
  practice: practiceId('clinic'),
  bookDate: calendarDate('2026-04-02'),
  effectiveDate: calendarDate('2026-04-01'),
  event: 'remittance',
  source: 'x',
} as const;

test.each([
  ['reader', reading],
  ['carc-map', carcMap],
  ['pricing', pricing],
  ['posting', posting],
] as const)('the content of `%s` is that of its version', (rule, content) => {
  expect(content()).toBe(ruleVersions[rule].content);
});

test('an entry tells the versions of all that it depends on', () => {
  const priced = { contracts: 7, toleranceCents: cents(100) };
  expect(Object.keys(rulesUsed('remittance', priced))).toEqual([
    ...['reader', 'carc-map', 'pricing', 'posting', 'contracts', 'tolerance'],
  ]);
  expect(Object.keys(rulesUsed('deposit', {}))).toEqual(['posting']);
});
