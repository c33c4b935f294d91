import { describe, test } from 'vitest';
import { readEligibilityAnswers } from '../../shared/eligibility/read-answer.ts';
import { readEligibilityInquiries } from '../../shared/eligibility/read-inquiry.ts';
import { writeEligibilityAnswers } from '../../shared/eligibility/write-answer.ts';
import { writeEligibilityInquiries } from '../../shared/eligibility/write-inquiry.ts';
import { expectIdentity, expectNoCrash, expectNothingLost } from '../x12/set-promises.ts';
import { anyAnswer, anyInquiry } from './sample-eligibility.ts';

const inquiries = {
  set: '270',
  any: anyInquiry,
  write: writeEligibilityInquiries,
  read: readEligibilityInquiries,
};
const answers = {
  set: '271',
  any: anyAnswer,
  write: writeEligibilityAnswers,
  read: readEligibilityAnswers,
};

const people = [
  ['BHT', '0022'],
  ['BHT'],
  ['HL', '?', '?', '20'],
  ['HL', '?', '?', '21'],
  ['HL', '?', '?', '22'],
  ['HL', '?', '?', '23'],
  ['HL', '?', '?', '99'],
  ['NM1'],
  ['N3'],
  ['N4'],
  ['PER'],
  ['PRV'],
  ['REF'],
  ['DMG', 'D8'],
  ['DMG'],
  ['INS'],
  ['HI'],
  ['TRN'],
  ['DTP', '291'],
  ['DTP'],
  ['III'],
  ['MPI'],
] as const;

describe('a 270', () => {
  test('that is written is what is read', () => {
    expectIdentity(inquiries);
  });
  test('with damaged bytes is read to an end', () => {
    expectNoCrash(inquiries);
  });
  test('keeps what no field tells', () => {
    expectNothingLost(inquiries, [...people, ['EQ'], ['AMT', 'R']]);
  });
});

describe('a 271', () => {
  test('that is written is what is read', () => {
    expectIdentity(answers);
  });
  test('with damaged bytes is read to an end', () => {
    expectNoCrash(answers);
  });
  test('keeps what no field tells', () => {
    expectNothingLost(answers, [
      ...people,
      ['EB'],
      ['EB', '1'],
      ['AAA'],
      ['HSD'],
      ['MSG'],
      ['LS', '2120'],
      ['LS'],
      ['LE', '2120'],
    ]);
  });
});
