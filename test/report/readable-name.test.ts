import { expect, test } from 'vitest';
import { readableName } from '../../shared/report/readable-name.ts';

test('a shouted name is written as people write it, initialisms and mixed names as they are', () => {
  expect(readableName('LAKESIDE FAMILY SAMPLE CLINIC')).toBe('Lakeside Family Sample Clinic');
  expect(readableName('BCBS OF TESTLAND HMO')).toBe('BCBS of Testland HMO');
  expect(readableName('McTest Clinic')).toBe('McTest Clinic');
});
