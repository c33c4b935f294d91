import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { memoryRecords } from '../../../shared/pipeline/memory-records.ts';
import { recordsContract } from './records.contract.ts';

recordsContract('memory', () => {
  const { records, settle } = memoryRecords();
  return { records, settled: settle };
});

recordsContract('memory with short pages and stale indexes', () => {
  const generator = xoroshiro128plus(7);
  const { records, settle } = memoryRecords({ chance: () => uniformFloat64(generator) });
  return { records, settled: settle };
});
