/** A practice's secret is found by its own names only. */
import { afterEach, expect, test, vi } from 'vitest';
import { secretsOf } from '../../../infra/local/secrets.ts';
import { secretVariable } from '../../../shared/pipeline/topology.ts';

afterEach(() => vi.unstubAllEnvs());

test('No practice reads the secret of another whose name and receiver run together alike', async () => {
  vi.stubEnv(secretVariable('webhooks', 'north', 'fake-api'), 'of north');
  const read = secretsOf('webhooks');
  expect(await read('north', 'fake-api')).toBe('of north');
  expect(await read('north-fake', 'api')).toBeNull();
  expect(await read('north', 'api')).toBeNull();
});

test('A name in which the dividing line could lie elsewhere has none', async () => {
  vi.stubEnv(secretVariable('webhooks', 'a', 'b--c'), 'of a');
  const read = secretsOf('webhooks');
  expect(await read('a', 'b--c')).toBe('of a');
  expect(await read('a--b', 'c')).toBeNull();
  vi.stubEnv(secretVariable('webhooks', 'a-', 'c'), 'of nobody');
  expect(await read('a-', 'c')).toBeNull();
});
