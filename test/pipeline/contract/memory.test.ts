import { memoryFiles } from '../../../shared/pipeline/memory-files.ts';
import { memoryQueues } from '../../../shared/pipeline/memory-queues.ts';
import { memoryRecords } from '../../../shared/pipeline/memory-records.ts';
import { chanceOf } from '../../support/chance.ts';
import { filesContract } from './files.contract.ts';
import { queuesContract } from './queues.contract.ts';
import { recordsContract } from './records.contract.ts';

recordsContract('memory', () => {
  const { records, settle } = memoryRecords();
  return { records, settled: settle };
});

recordsContract('memory with short pages and stale indexes', () => {
  const { records, settle } = memoryRecords({ chance: chanceOf(7) });
  return { records, settled: settle };
});

filesContract('memory', async () => {
  const { files, drop } = memoryFiles();
  return { files, drop: async (key, bytes) => drop('inbox', key, bytes) };
});

queuesContract('memory', () => {
  const { queues, waiting } = memoryQueues();
  return { queues, arrived: (queue) => waiting(queue).map(({ message }) => message) };
});
