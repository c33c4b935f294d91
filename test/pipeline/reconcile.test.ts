/** The nightly check tells what is still on its way from what is broken. */
import { expect, test } from 'vitest';
import type { Entry } from '../../shared/ledger/entry.ts';
import { prepaymentPostings } from '../../shared/ledger/patient-payment.ts';
import { step as post } from '../../shared/pipeline/post.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as reconcile } from '../../shared/pipeline/reconcile.ts';
import { step as split } from '../../shared/pipeline/split-remittance.ts';
import { entryAction } from '../../shared/pipeline/stored-entry.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { entryIdOf, practiceId } from '../../shared/values/ids.ts';
import { cents } from '../../shared/values/money.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { testPorts } from '../support/ports.ts';

const key = 'clinic/remittances/2026-04-01/era.835';
const unknown = { pcn: 'C1', lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] };

function world() {
  const { drain, files, onDay, ports, queues } = testPorts({ today: '2026-04-02' });
  files.drop('inbox', key, remit({ claims: [unknown] }));
  const next = async (step: typeof post) => step(ports)(queues.take()?.message ?? {});
  const check = () => reconcile(ports)({ practice: 'clinic' });
  return { check, drain, next, onDay, ports };
}

test('A remittance whose chunks are on their way is no alarm on its first day', async () => {
  const { check, next, ports } = world();
  await receive(ports)({ practice: 'clinic', key });
  expect((await check()).event).toBe('reconciled');
  await next(split);
  expect((await check()).event).toBe('reconciled');
  await next(post);
  expect((await check()).event).toBe('reconciled');
});

test('A file that a day of sweeps did not end is an alarm of its own', async () => {
  const { check, next, onDay, ports } = world();
  await receive(ports)({ practice: 'clinic', key });
  await next(split);
  onDay('2026-04-03');
  await expect(check()).rejects.toMatchObject({ name: 'invariant:files-end' });
  await next(post);
  expect((await check()).event).toBe('reconciled');
});

test('A broken invariant is an alarm though another file is on its way, and all are named', async () => {
  const { check, next, ports } = world();
  await receive(ports)({ practice: 'clinic', key });
  await next(split);
  await next(post);
  const practice = practiceId('clinic');
  const remitRow = (await ports.records.query({ store: 'files', partition: practice })).rows.find(
    (row) => row.key.sort.startsWith('remit#'),
  );
  if (remitRow === undefined) throw new Error('no payment was registered');
  const item = { ...remitRow.item, paidCents: 9999 };
  const wrong = { kind: 'put', store: 'files', key: remitRow.key, item, when: 'any' } as const;
  await ports.records.transact([wrong]);
  await expect(check()).rejects.toMatchObject({ name: 'invariant:cash-equals-bpr02' });
});

test('Money in suspense for which no row waits is an alarm, but not while rows are on their way', async () => {
  const { check, next, ports } = world();
  const lost: Entry = {
    entryId: entryIdOf('lost', 0),
    practice: practiceId('clinic'),
    bookDate: calendarDate('2026-04-02'),
    effectiveDate: calendarDate('2026-04-02'),
    claimId: null,
    event: 'suspense',
    source: 'lost',
    postings: prepaymentPostings(cents(500)),
  };
  await receive(ports)({ practice: 'clinic', key });
  await next(split);
  await ports.records.transact([entryAction(lost)]);
  expect((await check()).event).toBe('reconciled');
  await next(post);
  await expect(check()).rejects.toMatchObject({ name: 'invariant:suspense-equals-waiting' });
});
