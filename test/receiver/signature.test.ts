import { describe, expect, test } from 'vitest';
import { isSigned, signatureWith } from '../../shared/receiver/signature.ts';

/** The vector that the Standard Webhooks libraries are tested with. */
const published = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  signatures: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  body: Buffer.from('{"test": 2432232314}'),
};
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const then = 1_614_265_330_000;

describe('a signature', () => {
  test('is the one that the standard publishes', () => {
    expect(isSigned(published, [secret], then)).toBe(true);
    expect(signatureWith(secret, published)).toBe(published.signatures);
  });

  test('counts for five minutes either way', () => {
    expect(isSigned(published, [secret], then + 300_000)).toBe(true);
    expect(isSigned(published, [secret], then - 300_000)).toBe(true);
    expect(isSigned(published, [secret], then + 300_001)).toBe(false);
    expect(isSigned(published, [secret], then - 300_001)).toBe(false);
  });

  test('may be by either of two secrets, and be one of several', () => {
    const several = { ...published, signatures: `v1,AAAA v2,x ${published.signatures}` };
    expect(isSigned(several, [other, secret], then)).toBe(true);
    expect(isSigned(several, [other], then)).toBe(false);
    expect(isSigned(published, [], then)).toBe(false);
  });

  test.each([
    ['another id', { id: 'msg_other' }],
    ['another time', { timestamp: '1614265331' }],
    ['no time', { timestamp: '' }],
    ['a time that is none', { timestamp: '1614265330.0' }],
    ['another body', { body: Buffer.from('{"test": 2432232315}') }],
    ['another version', { signatures: published.signatures.replace('v1', 'v1a') }],
    ['no version', { signatures: published.signatures.slice(3) }],
    ['half a signature', { signatures: published.signatures.slice(0, 20) }],
    ['nothing', { signatures: '' }],
  ])('is none over %s', (_, change) => {
    expect(isSigned({ ...published, ...change }, [secret], then)).toBe(false);
  });

  test('by a key that is too short to be one never counts', () => {
    const short = 'whsec_AAAA';
    expect(signatureWith(short, published)).toBe('');
    expect(isSigned({ ...published, signatures: 'v1,' }, [short, '', 'whsec_'], then)).toBe(false);
  });
});
