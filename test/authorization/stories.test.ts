import { describe, expect, test } from 'vitest';
import { readAuthorizationDecisions } from '../../shared/authorization/read-decision.ts';
import { readAuthorizationRequests } from '../../shared/authorization/read-request.ts';
import {
  writeAuthorizationDecisions,
  writeAuthorizationRequests,
} from '../../shared/authorization/write.ts';
import { fixtureBytes, fixturesOf } from '../x12/fixture.ts';
import { envelope } from '../x12/sample-values.ts';

const requestStories = fixturesOf('278').filter((name) => name.startsWith('request'));
const decisionStories = fixturesOf('278').filter((name) => !name.startsWith('request'));

function requestIn(name: string) {
  const { findings, received } = readAuthorizationRequests(fixtureBytes(`278/${name}`));
  const [request, ...others] = received;
  if (request === undefined) throw new Error('no request');
  expect([findings, others]).toEqual([[], []]);
  return request;
}

function decisionIn(name: string) {
  const { findings, received } = readAuthorizationDecisions(fixtureBytes(`278/${name}`));
  const [decision, ...others] = received;
  if (decision === undefined) throw new Error('no decision');
  expect([findings, others]).toEqual([[], []]);
  return decision;
}

describe('every story', () => {
  test.each(requestStories)('%s reads the same when written again', (name) => {
    const request = requestIn(name);
    expect(request.other).toEqual([]);
    const written = writeAuthorizationRequests(envelope, [request]);
    expect(readAuthorizationRequests(written).received).toEqual([request]);
  });

  test.each(decisionStories)('%s reads the same when written again', (name) => {
    const decision = decisionIn(name);
    const written = writeAuthorizationDecisions(envelope, [decision]);
    expect(readAuthorizationDecisions(written).received).toEqual([{ ...decision, other: [] }]);
  });

  test('is of one direction', () => {
    expect([requestStories.length, decisionStories.length]).toEqual([2, 5]);
    const request = fixtureBytes('278/request-for-therapy');
    const decision = fixtureBytes('278/pended');
    expect(readAuthorizationDecisions(request)).toMatchObject({
      received: [],
      findings: [{ code: 'transaction-not-decision', place: 'BHT02' }],
    });
    expect(readAuthorizationRequests(decision)).toMatchObject({
      received: [],
      findings: [{ code: 'transaction-not-request', place: 'BHT02' }],
    });
  });
});

test('therapy is asked for as visits and as two services', () => {
  expect(requestIn('request-for-therapy')).toMatchObject({
    heading: { purpose: '13', reference: 'FAKEQ1' },
    payer: { role: 'X3', id: 'FP01' },
    requester: { contacts: [{ name: 'FRONT DESK' }], specialty: { code: '207Q00000X' } },
    subscriber: { id: 'FAKEMEMBER1', birthDate: '1980-02-29' },
    dependent: null,
    event: {
      traces: [{ number: 'FAKETRACE1' }],
      review: { category: 'HS', certification: 'I', serviceType: 'PT', facility: '11', level: 'E' },
      dates: [{ qualifier: 'AAH', from: '2026-03-10', to: '2026-04-10' }],
      diagnoses: [{ code: 'M1711' }, { code: 'M25561' }],
      deliveries: [{ unit: 'VS', quantity: '12', frequencyUnit: 'WK', frequency: '2' }],
      messages: ['AFTER SURGERY OF THE KNEE'],
      providers: [{ role: 'SJ', name: 'THERAPIST', specialty: { code: '225100000X' } }],
      service: null,
    },
    services: [
      {
        service: {
          kind: 'professional',
          procedure: { code: '97110' },
          chargeCents: 150_000,
          quantity: '24',
          diagnosisPointers: ['1', '2'],
        },
      },
      { service: { procedure: { code: '97161', modifiers: ['GP'] } } },
    ],
  });
});

test('a child is admitted under the number of a parent', () => {
  expect(requestIn('request-for-admission-of-child')).toMatchObject({
    subscriber: { name: 'PARENT' },
    dependent: { first: 'CHILD', membership: { relationship: '19' } },
    event: {
      review: { category: 'AR', facility: '11', facilityQualifier: 'A', level: 'U' },
      references: [{ qualifier: 'BB', id: 'FAKEOLDAUTH' }],
      dates: [{ qualifier: '435', from: '2026-03-12' }],
      admission: { type: '1', source: '7', patientStatus: '' },
      providers: [{ role: 'FA' }, { role: '71' }],
    },
    services: [{ service: { kind: 'institutional', revenueCode: '0120', unit: 'DA' } }],
  });
});

test('a payer grants less than was asked for', () => {
  expect(decisionIn('certified-and-modified')).toMatchObject({
    heading: { purpose: '11', reference: 'FAKEQ1', kind: '18' },
    event: { decision: { action: 'A6', number: 'FAKEAUTH1', reasons: [] } },
    services: [
      {
        traces: [{ kind: '2', number: 'FAKETRACE2' }],
        decision: { action: 'A6', number: 'FAKEAUTH1', reasons: ['35', '0M'] },
        service: { quantity: '12' },
      },
      { decision: { action: 'A1', number: 'FAKEAUTH2' }, service: { quantity: '1' } },
    ],
    other: [],
  });
});

test('a payer refuses, and says why', () => {
  expect(decisionIn('not-certified').event).toMatchObject({
    traces: [{ number: 'FAKETRACE1' }, { number: 'FAKEREVIEW1' }],
    decision: { action: 'A3', number: '', reasons: ['0M'], secondOpinion: 'Y' },
    messages: ['CLINICAL NOTES DO NOT SUPPORT THE SERVICE'],
  });
});

test('a payer waits', () => {
  expect(decisionIn('pended').event).toMatchObject({
    decision: { action: 'A4' },
    references: [{ qualifier: 'NT', id: 'FAKEPENDED1' }],
  });
});

test('what is wrong with the request stands with whom it is about', () => {
  expect(decisionIn('member-not-found')).toMatchObject({
    subscriber: { rejections: [{ valid: 'N', reason: '75', followUp: 'C' }] },
    event: null,
    services: [],
  });
  const { event, other } = decisionIn('provider-not-in-network');
  expect(event).toMatchObject({
    rejections: [{ reason: '33' }],
    decision: null,
    providers: [{ rejections: [{ reason: '35' }] }],
  });
  expect(other.map(({ elements }) => elements[0])).toEqual(['PWK']);
});
