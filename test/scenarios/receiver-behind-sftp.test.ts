/** The whole way on a laptop: claims are taken to a receiver behind SFTP, and its answers are fetched from there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { secretVariable } from '../../shared/pipeline/topology.ts';
import { type SftpServer, sftpServer } from '../receiver/sftp-server.ts';
import { openDesk } from './support/desk.ts';
import { pcnOf } from './support/documents.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const password = 'fake-password';
const variable = secretVariable('receivers', 'clinic', 'clearinghouse');
let server: SftpServer;

beforeAll(async () => {
  server = await sftpServer('fake-clinic', password);
  process.env[variable] = `hosts: ${server.host}\n${password}`;
});
afterAll(async () => {
  delete process.env[variable];
  await server.close();
});

test('A claim goes out once and its remittance comes in, however often it is looked for', async () => {
  const row = [
    'clearinghouse',
    'sftp',
    server.host,
    '/to-them',
    '/from-them',
    'fake-clinic',
    server.hostKey,
  ];
  const desk = await openDesk({
    'clinic/reference/receivers.csv': `receiver,method,host,path,answers,user,host_key\n${row.join(',')}\n`,
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  });
  await desk.work('2026-04-01');
  const sent = () => [...server.files].filter(([path]) => path.startsWith('/to-them/'));
  expect(sent().map(([path]) => path)).toEqual([
    expect.stringMatching(/^\/to-them\/clinic-2026-04-01-\d+\.837$/),
  ]);
  const [[path, file]] = [sent()[0] ?? ['', { bytes: Buffer.alloc(0) }]];
  expect(file.bytes.toString()).toContain(pcnOf('E1'));
  const name = path.split('/').at(-1) ?? '';
  expect(await desk.text(`outbound/clearinghouse/${name}`)).toBe(file.bytes.toString());

  const paid = { pcn: pcnOf('E1'), lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] };
  const era = Buffer.from(remit({ trace: 'T1', claims: [paid] }));
  server.files.set('/from-them/era.835', { bytes: era, modified: 1_770_000_000 });
  await desk.work('2026-04-02');
  const { claims, files, items } = await desk.work('2026-04-03');
  expect(claims.map((claim) => claim.paid_insurance_cents)).toEqual([10000]);
  const fetched = files.filter((one) => one.key.includes('/clearinghouse-'));
  expect(fetched).toMatchObject([
    { kind: '835', status: 'done', arrived: '2026-04-02', rows: 1, posted: 1 },
  ]);
  expect(items.filter((item) => item.category === 'delivery' || item.category === 'poll')).toEqual(
    [],
  );
  expect(sent()).toHaveLength(1);
});
