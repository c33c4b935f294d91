/** What is said between us and receivers is full of patients: no trace of one reaches what we keep or tell of it. */
import { expect, test } from 'vitest';
import { metricLine } from '../../functions/runtime/metrics.ts';
import type { JsonObject, Ports, Step } from '../../shared/pipeline/ports.ts';
import { buckets, type QueueName, queueNames, stores } from '../../shared/pipeline/topology.ts';
import { answerWebhook } from '../../shared/pipeline/webhook.ts';
import { httpsRemote } from '../../shared/receiver/https-remote.ts';
import { signatureWith } from '../../shared/receiver/signature.ts';
import { group, statuses, ta1 } from '../acknowledgment/sample-answers.ts';
import { apiRow } from '../receiver/receiver-rows.ts';
import { appointmentFile } from '../support/appointment-file.ts';
import { encounterFile } from '../support/encounter-file.ts';
import { testPorts } from '../support/ports.ts';
import { visitOfTwoServices } from '../support/visit-of-two-services.ts';
import { pcnOf } from './support/documents.ts';
import { referenceFiles } from './support/reference.ts';

const mark = /ZZC|QQ9|1931-07-1|193107/i;
const secret = 'whsec_ZmFrZS1zZWNyZXQtb2YtMjQtYnl0ZXMtb25seQ==';

const isIn = <Names extends object>(
  names: Names,
  name: string | number | symbol,
): name is keyof Names => name in names;
const storeNames = Object.keys(stores).filter((name) => isIn(stores, name));
const bucketNames = Object.keys(buckets).filter((name) => isIn(buckets, name));

/** What claims and visits are made of. */
const mayHold: readonly string[] = ['claims', 'patients', 'reference'];

const person = {
  ...{ patient_id: 'QQ9P', patient_last: 'ZZCLAST', patient_first: 'ZZCFIRST' },
  ...{ patient_dob: '1931-07-12', member_id: 'QQ9MEMBER', group_number: 'QQ9GROUP' },
};

const secretText = 'STC:ZZC said that QQ9MEMBER is gone';

/** The names, ids and free texts of an answer are a patient's. */
function told(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replaceAll('SAMPLE', 'ZZCLAST')
    .replaceAll('PAULA', 'ZZCFIRST')
    .replaceAll('M0001', 'QQ9MEMBER')
    .replaceAll('FAKEICN1', 'QQ9ICN')
    .replaceAll('ANSWER1', 'QQ9ANSWER')
    .replace(/STC\*[^~]*/g, (segment) => {
      const elements = segment.split('*');
      return [...elements, ...Array(12 - elements.length + 1).fill('')]
        .slice(0, 12)
        .concat(secretText)
        .join('*');
    })
    .replace(
      /~\n?(IK5\*)/g,
      '~IK3*NM1*8*2010*8~CTX*SITUATIONAL TRIGGER*NM1*8**3*ZZCTEXT~IK4*3*1035*7*ZZCLAST~$1',
    );
  return Buffer.from(text, 'latin1');
}

function hl7(): string {
  return visitOfTwoServices('hl7')
    .replaceAll('Sample', 'ZZCLAST')
    .replaceAll('Paula', 'ZZCFIRST')
    .replaceAll('M0001', 'QQ9MEMBER')
    .replaceAll('M0002', 'QQ9SECOND')
    .replaceAll('1 Test Street', '9 ZZCSTREET')
    .replaceAll('Knee', 'ZZCKNEE')
    .replaceAll('19800229', '19310712')
    .replaceAll('P-1', 'QQ9P1');
}

function fhir(): string {
  return visitOfTwoServices('fhir.json')
    .replaceAll('Sample', 'ZZCLAST')
    .replaceAll('Paula', 'ZZCFIRST')
    .replaceAll('M0001', 'QQ9MEMBER')
    .replaceAll('M0002', 'QQ9SECOND')
    .replaceAll('1980-02-29', '1931-07-12')
    .replaceAll('SSN-LIKE', 'QQ9SSN');
}

const receivers = `receiver,method,host,path,answers,user,host_key
clearinghouse,https,${apiRow.host},${apiRow.path},${apiRow.answers},,
`;

const first = {
  'clinic/encounters/a.csv': encounterFile([
    { ...person, encounter_id: 'E1' },
    { ...person, encounter_id: 'E2', service_date: '2026-03-03' },
    { ...person, encounter_id: 'E3', service_date: '2026-03-04' },
  ]),
  'clinic/encounters/b.hl7': hl7(),
  'clinic/encounters/c.json': fhir(),
  'clinic/encounters/d.hl7': hl7().replaceAll('E-1', 'E-2').replaceAll('20260302|', 'ZZCDATE|'),
  'clinic/encounters/e.json': fhir()
    .replaceAll('"E-1"', '"E-3"')
    .replaceAll('1931-07-12', 'ZZCDATE'),
  'clinic/encounters/f.json': '{"resourceType":"ZZCKIND","QQ9MEMBER":"ZZCLAST"}',
  'clinic/encounters/g.hl7': 'MSH|^~\\&|ZZC|QQ9|||||DFT^P03|ZZC1|P|2.5.1\rPID|ZZCLAST\rFT1|QQ9\r',
  'clinic/appointments/h.csv': appointmentFile([
    { ...person, appointment_id: 'A1', visit_on: '2026-04-03' },
  ]),
};

/** A list whose ids and addresses name patients; one has no address, one is no answer. */
function receiver(held: Uint8Array) {
  const host = `https://${new URL(`https://${apiRow.answers}`).host}`;
  const item = (transactionId: string, url: string) => ({
    transactionId,
    direction: 'INBOUND',
    artifacts: [{ artifactType: 'application/edi-x12', url }],
  });
  const items = [
    item('QQ9MEMBER.ZZCLAST', `${host}/files/ZZCLAST-QQ9MEMBER`),
    item('ZZCGONE', 'https://elsewhere.example/ZZCLAST'),
    item('QQ9NONE', `${host}/none/ZZCLAST`),
  ];
  return async (url: string, init: RequestInit): Promise<Response> => {
    if (init.method === 'POST') return Response.json({ meta: { traceId: 'trace-1' } });
    if (url.includes('/files/')) return new Response(Buffer.from(held));
    if (url.includes('/none/')) return new Response('decision_id,ZZCLAST\n1,QQ9MEMBER\n');
    return Response.json({
      items: url.includes('pageToken') ? [] : items,
      nextPageToken: 'page-2',
    });
  };
}

async function world() {
  const said: string[] = [];
  const polled = told(statuses('277', [{ pcn: pcnOf('E1'), codes: ['R4:294'] }]));
  const fetch = receiver(polled);
  const plain = testPorts({
    today: '2026-04-01',
    remotes: {
      open: async (_, row) => httpsRemote(fetch, row, 'fake-key'),
      wait: async () => undefined,
    },
  });
  const send: Ports['queues']['send'] = async (queue, messages) => {
    for (const message of messages) if (!('key' in message)) said.push(JSON.stringify(message));
    await plain.ports.queues.send(queue, messages);
  };
  const ports = { ...plain.ports, queues: { send } };
  const steps: Partial<Record<QueueName, Step>> = {};
  for (const name of queueNames) {
    const module: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
    steps[name] = () => heard(name, module.step(ports), said);
  }
  const work = async (day: string, contents: Readonly<Record<string, string | Uint8Array>>) => {
    plain.onDay(day);
    for (const [key, content] of Object.entries(contents)) {
      plain.files.drop('inbox', key, content);
      await send('receive', [{ practice: 'clinic', key }]);
      await plain.drain(steps);
    }
    for (const name of [
      'sweep',
      'poll',
      'verify',
      'submit',
      'follow-up',
      'escalate',
      'measure',
      'report',
      'reconcile',
    ] as const) {
      await send(name, [{}]);
      await plain.drain(steps);
    }
  };
  const call = (id: string, body: Uint8Array, by = secret) => {
    const timestamp = '0';
    const signature = signatureWith(by, { id, timestamp, body });
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
      'x-zzc': 'QQ9',
    };
    const own = { ...ports, secrets: async () => [secret] };
    return answerWebhook(own, { practice: 'clinic', receiver: 'clearinghouse', headers, body });
  };
  return { plain, said, work, call, steps };
}

/** What a worker's log and metrics are made of; an error is told whole here, though the log keeps its name alone. */
function heard(service: string, work: ReturnType<Step>, said: string[]): ReturnType<Step> {
  return async (message: JsonObject) => {
    try {
      const outcome = await work(message);
      said.push(JSON.stringify(outcome), metricLine(outcome, { service, stage: 'test' }, 0) ?? '');
      return outcome;
    } catch (error) {
      said.push(error instanceof Error ? `${error.name} ${error.message} ${error.stack}` : 'error');
      return { event: 'failed', counts: {} };
    }
  };
}

test('No trace of a patient leaves what receivers are told and say', async () => {
  const { plain, said, work, call, steps } = await world();
  await work('2026-04-01', {
    ...referenceFiles('clinic'),
    'clinic/reference/receivers.csv': receivers,
    ...first,
  });
  const claim = pcnOf('E1');
  const batch = (n: number) => `${String(n).padStart(9, '0')}0001`;
  await work('2026-04-02', {
    'clinic/acknowledgments/a.edi': told(group('R', ['R'], '1')),
    'clinic/acknowledgments/b.edi': told(ta1('R', '000000002', '018')),
    'clinic/acknowledgments/c.edi': told(
      statuses(
        '277CA',
        [1, 2, 3].map((n) => ({ pcn: pcnOf(`E${n}`), codes: ['A7:562:85', 'ZZC:QQ9'] })),
        batch(3),
      ),
    ),
    'clinic/acknowledgments/d.edi': told(
      statuses('277CA', [{ pcn: 'ZZCLAST QQ9MEMBER', codes: ['A3:21'] }], batch(1)),
    ),
    'clinic/acknowledgments/e.edi': told(
      statuses('277', [{ pcn: 'QQ9UNKNOWN', codes: ['A4:35'] }]),
    ),
    'clinic/acknowledgments/f.edi': told(
      statuses('277CA', [{ pcn: claim, codes: ['A2:20'] }], 'QQ9BATCH'),
    ),
    'clinic/acknowledgments/g.edi': told(group('ZZC', ['ZZC'], 'QQ9')),
    'clinic/decisions/d.csv': `decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\nD1,2026-04-02,ann,,resubmit,${claim},,ZZCWHY,QQ9DETAIL\nD2,2026-04-02,ann,,resubmit,ZZCLAST,,ZZCWHY,QQ9DETAIL\n`,
  });
  const hint = Buffer.from('{"type":"ZZC","patient":"ZZCLAST","member":"QQ9MEMBER"}');
  const called = told(statuses('277CA', [{ pcn: pcnOf('E2'), codes: ['A1:20'] }], batch(1)));
  expect(await call('QQ9ZZCLAST', called)).toBe(204);
  expect(await call('ZZC-hint', hint)).toBe(204);
  expect(await call('QQ9ZZCLAST', hint)).toBe(400);
  expect(await call('QQ9wrong', hint, secret.replace('ZmFr', 'AAAA'))).toBe(401);
  await plain.drain(steps);
  await work('2026-05-06', {});
  await work('2026-05-22', {});

  const sent = plain.files.keys('outbound');
  for (const kind of ['.837', '.270', '.276'])
    expect(
      sent.some((key) => key.endsWith(kind)),
      kind,
    ).toBe(true);
  const outbound = sent.map((key) => plain.files.text('outbound', key) ?? '');
  expect(outbound.filter((text) => mark.test(text)).length).toBeGreaterThan(3);
  const kept = storeNames.flatMap((store) =>
    plain.records.rows(store).map((row) => ({ store, ...row })),
  );
  const keys = kept.map(({ store, key }) => `${store} ${key.partition} ${key.sort}`);
  const items = kept
    .filter(({ store }) => !mayHold.includes(store))
    .map(({ store, key, item }) => `${store} ${key.sort} ${JSON.stringify(item)}`);
  const names = bucketNames.flatMap((bucket) =>
    plain.files.keys(bucket).map((key) => `${bucket} ${key}`),
  );
  const documents = plain.files
    .keys('reports')
    .map((key) => plain.files.text('reports', key) ?? '');
  const places = { keys, items, names, documents, said };
  for (const [place, texts] of Object.entries(places)) {
    expect(texts.length, place).toBeGreaterThan(20);
    expect(
      texts.filter((text) => mark.test(text)),
      place,
    ).toEqual([]);
  }
  const open = kept
    .filter(({ store }) => store === 'work')
    .map(({ item }) => String(item['reason']));
  for (const reason of ['batch-unknown', 'claim-unknown', 'answer-missing', 'answer-is-none'])
    expect(
      open.some((text) => text.includes(reason)),
      reason,
    ).toBe(true);
});
