import { describe, test } from 'vitest';
import { readAuthorizationDecisions } from '../../shared/authorization/read-decision.ts';
import { readAuthorizationRequests } from '../../shared/authorization/read-request.ts';
import {
  writeAuthorizationDecisions,
  writeAuthorizationRequests,
} from '../../shared/authorization/write.ts';
import { expectIdentity, expectNoCrash, expectNothingLost } from '../x12/set-promises.ts';
import { anyDecision, anyRequest } from './sample-authorization.ts';

const requests = {
  set: '278',
  any: anyRequest,
  write: writeAuthorizationRequests,
  read: readAuthorizationRequests,
};
const decisions = {
  set: '278',
  any: anyDecision,
  write: writeAuthorizationDecisions,
  read: readAuthorizationDecisions,
};

const segments = [
  ['HL', '?', '?', '20'],
  ['HL', '?', '?', '21'],
  ['HL', '?', '?', '22'],
  ['HL', '?', '?', '23'],
  ['HL', '?', '?', 'EV'],
  ['HL', '?', '?', 'SS'],
  ['HL', '?', '?', '99'],
  ['NM1'],
  ['N3'],
  ['N4'],
  ['PER'],
  ['PRV'],
  ['REF'],
  ['DMG', 'D8'],
  ['INS'],
  ['TRN'],
  ['UM'],
  ['HCR'],
  ['AAA'],
  ['HI'],
  ['DTP', '472'],
  ['HSD'],
  ['CL1'],
  ['SV1'],
  ['SV2'],
  ['SV3'],
  ['PWK'],
  ['MSG'],
  ['CRC'],
] as const;

describe('a 278 that asks', () => {
  test('is read as it was written', () => {
    expectIdentity(requests);
  });
  test('with damaged bytes is read to an end', () => {
    expectNoCrash(requests);
  });
  test('keeps what no field tells', () => {
    expectNothingLost(requests, segments);
  });
});

describe('a 278 that decides', () => {
  test('is read as it was written', () => {
    expectIdentity(decisions);
  });
  test('with damaged bytes is read to an end', () => {
    expectNoCrash(decisions);
  });
  test('keeps what no field tells', () => {
    const decided = { set: '278', read: readAuthorizationDecisions, begin: ['BHT', '0007', '11'] };
    expectNothingLost(decided, segments);
  });
});
