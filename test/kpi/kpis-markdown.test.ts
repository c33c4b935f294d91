import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kpis } from '../../shared/kpi/definitions.ts';
import { kpisMarkdown } from '../../shared/kpi/kpis-markdown.ts';

const page = new URL('../../docs/kpis.md', import.meta.url);

test('docs/kpis.md says what the definitions say (UPDATE_DOCS=1 prints it again)', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, kpisMarkdown());
  expect(readFileSync(page, 'utf8')).toBe(kpisMarkdown());
});

test('ids are unique and every question asks', () => {
  expect(new Set(kpis.map((kpi) => kpi.id)).size).toBe(kpis.length);
  expect(kpis.filter((kpi) => !kpi.question.endsWith('?'))).toEqual([]);
});

test('the targets are those that the articles name', () => {
  const targets = kpis
    .filter((kpi) => kpi.target !== null)
    .map((kpi) => `${kpi.id} ${kpi.target?.op} ${kpi.target?.value}`);
  expect(targets).toEqual([
    'clean-claim-rate > 0.95',
    'denial-rate < 0.05',
    'first-pass-paid-rate >= 0.7',
    'net-collection-rate > 0.96',
    'days-in-ar < 40',
    'charge-lag-24h-rate >= 1',
    'same-day-submission-rate >= 1',
    'same-day-posting-rate >= 1',
    'unowned-items <= 0',
  ]);
});
