import { memoryRecords } from '../../../shared/pipeline/memory-records.ts';
import { chanceOf } from '../../support/chance.ts';
import { recordsContract } from './records.contract.ts';

recordsContract('memory', () => {
  const { records, settle } = memoryRecords();
  return { records, settled: settle };
});

recordsContract('memory with short pages and stale indexes', () => {
  const { records, settle } = memoryRecords({ chance: chanceOf(7) });
  return { records, settled: settle };
});
