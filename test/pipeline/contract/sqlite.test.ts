import { afterEach } from 'vitest';
import { openState, type State } from '../../../infra/local/state.ts';
import { recordsContract } from './records.contract.ts';

const opened: State[] = [];
afterEach(() => {
  for (const state of opened.splice(0)) state.close();
});

recordsContract('sqlite', () => {
  const state = openState(':memory:');
  opened.push(state);
  return { records: state.records, settled: () => undefined };
});

recordsContract('sqlite inside a batch', () => {
  const state = openState(':memory:');
  opened.push(state);
  state.begin();
  return { records: state.records, settled: () => undefined };
});
