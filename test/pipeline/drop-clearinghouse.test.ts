import { expect, it } from 'vitest';
import { dropClearinghouse } from '../../shared/pipeline/drop-clearinghouse.ts';
import { memoryFiles } from '../../shared/pipeline/memory-files.ts';

const batch = Buffer.from('ISA*00*');

it('drops the exact bytes under the receiver and the name', async () => {
  const { files, text } = memoryFiles();
  const delivery = await dropClearinghouse(files).send('clearinghouse', 'batch-1.837', batch);
  expect(delivery).toEqual({ outcome: 'accepted', trace: 'clearinghouse/batch-1.837' });
  expect(text('outbound', 'clearinghouse/batch-1.837')).toBe('ISA*00*');
});

it('takes the same name and bytes again as the same delivery', async () => {
  const { files, keys } = memoryFiles();
  const clearinghouse = dropClearinghouse(files);
  const first = await clearinghouse.send('clearinghouse', 'batch-1.837', batch);
  expect(await clearinghouse.send('clearinghouse', 'batch-1.837', batch)).toEqual(first);
  expect(keys('outbound')).toHaveLength(1);
});

it('refuses other bytes under a name that is taken, and keeps the first', async () => {
  const { files, text } = memoryFiles();
  const clearinghouse = dropClearinghouse(files);
  await clearinghouse.send('clearinghouse', 'batch-1.837', batch);
  const other = await clearinghouse.send('clearinghouse', 'batch-1.837', Buffer.from('ISA*01*'));
  expect(other).toEqual({ outcome: 'refused', code: 'name-taken' });
  expect(text('outbound', 'clearinghouse/batch-1.837')).toBe('ISA*00*');
});
