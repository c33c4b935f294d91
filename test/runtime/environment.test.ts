import { describe, expect, it } from 'vitest';
import { systemClock } from '../../functions/runtime/clock.ts';
import { readEnvironment } from '../../functions/runtime/environment.ts';
import { environmentVariable, workers } from '../../shared/pipeline/topology.ts';
import { systemToday } from '../../shared/values/dates.ts';

function variablesOf(worker: keyof typeof workers): Record<string, string> {
  const { files, on, records, sends } = workers[worker];
  const names = [
    ...Object.keys(files).map((name) => environmentVariable('bucket', name)),
    ...Object.keys(records).map((name) => environmentVariable('store', name)),
    ...sends.map((name) => environmentVariable('queue', name)),
    ...('queue' in on ? [environmentVariable('queue', worker)] : []),
  ];
  return Object.fromEntries(names.map((name) => [name, `place-of-${name}`]));
}

describe('the environment', () => {
  it('knows the places that the row declares, and no others', () => {
    const environment = readEnvironment('post', variablesOf('post'));
    expect(environment.bucketName('inbox')).toBe('place-of-CLAIMLINE_BUCKET_INBOX');
    expect(environment.tableName('ledger')).toBe('place-of-CLAIMLINE_STORE_LEDGER');
    expect(environment.queueUrl('assign')).toBe('place-of-CLAIMLINE_QUEUE_ASSIGN');
    expect(environment.ownQueueUrl).toBe('place-of-CLAIMLINE_QUEUE_POST');
    expect(readEnvironment('webhook', variablesOf('webhook')).ownQueueUrl).toBeNull();
    expect(() => environment.bucketName('reports')).toThrow('declares no bucket reports');
    expect(() => environment.tableName('snapshots')).toThrow('declares no store snapshots');
    expect(() => environment.queueUrl('receive')).toThrow('declares no queue receive');
  });

  it('is whole for every worker of the topology, and refused without any one variable', () => {
    let refused = 0;
    for (const worker of Object.keys(workers).filter(
      (name): name is keyof typeof workers => name in workers,
    )) {
      const variables = variablesOf(worker);
      expect(readEnvironment(worker, variables).stage).toBe('dev');
      for (const name of Object.keys(variables)) {
        expect(() => readEnvironment(worker, { ...variables, [name]: undefined })).toThrow();
        expect(() => readEnvironment(worker, { ...variables, [name]: '' })).toThrow();
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(50);
  });

  it('names the stage and the zone of its business dates', () => {
    const stage = { CLAIMLINE_STAGE: 'prod', CLAIMLINE_TIME_ZONE: 'America/New_York' };
    const environment = readEnvironment('post', { ...variablesOf('post'), ...stage });
    expect([environment.stage, environment.timeZone]).toEqual(['prod', 'America/New_York']);
  });
});

describe('the clock', () => {
  it('shows the date of its zone: the far east is never behind the far west', () => {
    const east = systemClock('Pacific/Kiritimati').today();
    const west = systemClock('Pacific/Niue').today();
    expect(west < east).toBe(true);
    const utc = systemClock('UTC').today();
    expect(west <= utc && utc <= east).toBe(true);
    expect(utc).toBe(systemToday());
  });
});
