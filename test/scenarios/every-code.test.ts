/** Every CARC that we know, under every group, from a file to the books: denied cents stay owed. */
import { expect, test } from 'vitest';
import { type CarcRow, carcRows } from '../../shared/denial/carc-map.ts';
import { openDesk } from './support/desk.ts';
import { pcnOf } from './support/documents.ts';
import { type Answer, remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const groups = ['CO', 'PR', 'PI', 'OA'];
const statuses = ['1', '4', '19'];

type Case = { readonly encounter: string; readonly row: CarcRow; readonly answer: Answer };

/** Wholly under one code, at the line or, now and then, at the claim. */
const cases: readonly Case[] = carcRows().flatMap((row, index) =>
  groups.map((group, n) => {
    const encounter = `${group}-${row.carc}`;
    const cas = `${group}*${row.carc}*145.00`;
    const status = statuses[(index + n) % statuses.length] ?? '1';
    const said =
      index % 7 === 0 ? { charge: 14500, cas: [cas] } : { lines: [svc('99213', 14500, 0, cas)] };
    return { encounter, row, answer: { pcn: pcnOf(encounter), status, paid: 0, ...said } };
  }),
);

test('No code under any group takes a denied cent out of AR', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits(
      ...cases.map(({ encounter }) => ({ encounter_id: encounter })),
    ),
    'clinic/remittances/2026-04-02/era.835': remit({ claims: cases.map(({ answer }) => answer) }),
  });
  const books = await desk.work('2026-04-02');
  const denied = new Map(
    cases.flatMap(({ answer, row }) => (row.class === 'DENIAL' ? [[answer.pcn, row.carc]] : [])),
  );
  expect(denied.size).toBeGreaterThan(480);
  for (const claim of books.claims.filter((one) => denied.has(one.claim_id))) {
    expect({ encounter: claim.encounter_id, ...claim }).toMatchObject({
      encounter: claim.encounter_id,
      state: 'denied',
      insurance_ar_cents: 14500,
      denied_cents: 14500,
      patient_ar_cents: 0,
      adjustments_cents: 0,
    });
  }
  const moved = books.ledger.filter((one) => denied.has(one.claim) && one.event !== 'charge');
  expect(moved).toEqual([]);
  const owned = new Set(books.items.map((item) => item.claim_id));
  expect([...denied.keys()].filter((claim) => !owned.has(claim))).toEqual([]);
});
