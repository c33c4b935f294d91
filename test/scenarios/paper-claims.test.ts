import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Contents, openDesk } from './support/desk.ts';
import { claimOf, itemsOf, pcnOf } from './support/documents.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const payers =
  'payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic,receiver\n';
const reference: Contents = {
  'clinic/reference/2026-03-31/payers.csv': `${payers}PAPER2,Fake Second Paper,CI,365,120,no,\nPAPER1,Fake Paper (Mutual),CI,180,90,no,\n`,
};

/** A page's text by line and column, read back from the PDF's text operators. */
function gridsOf(pdf: string): readonly (readonly string[])[] {
  const streams = [...pdf.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = '']) => body);
  return streams.map((body) => {
    const grid = Array.from({ length: 67 }, () => ' '.repeat(85));
    for (const [, x = '', y = '', text = ''] of body.matchAll(
      /1 0 0 1 (\S+) (\S+) Tm \((.*)\) Tj/g,
    )) {
      const column = Math.round((Number(x) - 18) / 7.2);
      const line = Math.round((792 + 3 - Number(y)) / 12);
      const plain = text.replace(/\\(.)/g, '$1');
      const row = grid[line] ?? '';
      expect(row.slice(column, column + plain.length).trim()).toBe('');
      grid[line] = row.slice(0, column) + plain + row.slice(column + plain.length);
    }
    return grid.map((row) => row.trimEnd());
  });
}

test('A payer that takes no files gets its claims on paper, and none as a file', async () => {
  const desk = await openDesk({
    ...reference,
    'clinic/encounters/2026-04-01/day.csv': visits(
      { encounter_id: 'E1', payer_id: 'PAPER1' },
      { encounter_id: 'E2' },
    ),
  });
  const books = await desk.work('2026-04-01');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'sent', submitted_on: '2026-04-01' });
  const [name = '', ...others] = await readdir(join(desk.out, 'paper/clinic'));
  expect(others).toEqual([]);
  expect(name).toMatch(/^clinic-2026-04-01-\d{9}\.pdf$/);
  const sent = await readdir(join(desk.out, 'outbound/clearinghouse'));
  expect(sent).toHaveLength(1);
  expect(await desk.text(`outbound/clearinghouse/${sent[0]}`)).not.toContain(pcnOf('E1'));
  const pdf = await desk.text(`paper/clinic/${name}`);
  expect(pdf.startsWith('%PDF-1.4\n')).toBe(true);
  const places = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
  places.forEach((at, index) => {
    expect(pdf.slice(at)).toMatch(new RegExp(`^${index + 1} 0 obj`));
  });
  const [page = [], ...more] = gridsOf(pdf);
  expect(more).toEqual([]);
  expect(page[3]).toBe(`${' '.repeat(40)}FAKE PAPER (MUTUAL)`);
  expect(page[44]?.slice(0, 60)).toMatch(/^03 02 26 03 02 26 11 {4}99213 +A {7}145 00/);
  expect(page[44]?.slice(68)).toBe('1999999984');
  expect(page[56]).toContain(pcnOf('E1'));
  expect(page[56]?.slice(50, 59)).toBe('   145 00');
  await desk.work('2026-04-01');
  expect(await readdir(join(desk.out, 'paper/clinic'))).toEqual([name]);
  expect(await desk.text(`paper/clinic/${name}`)).toBe(pdf);
});

test('Seven lines are two forms, the total on the last', async () => {
  const lines = Array.from({ length: 7 }, () => ({ encounter_id: 'E1', payer_id: 'PAPER1' }));
  const rows = lines.map((row, index) => ({ ...row, service_date: `2026-03-0${index + 1}` }));
  const desk = await openDesk({
    ...reference,
    'clinic/encounters/2026-04-01/day.csv': visits(...rows),
  });
  await desk.work('2026-04-01');
  const [name] = await readdir(join(desk.out, 'paper/clinic')).catch(() => []);
  const pages = gridsOf(await desk.text(`paper/clinic/${name}`));
  expect(pages).toHaveLength(2);
  expect(pages[0]?.[54]).toContain('99213');
  expect(pages[0]?.[56]).toContain('CONTINUED');
  expect(pages[1]?.[56]?.slice(50, 59)).toBe('  1015 00');
});

test('A silent paper payer alarms and is not asked by file; a second payer on paper sees what was paid', async () => {
  const second = { secondary_payer_id: 'PAPER2', secondary_member_id: 'S0001' };
  const desk = await openDesk({
    ...reference,
    'clinic/encounters/2026-04-01/day.csv': visits(
      { encounter_id: 'E1', payer_id: 'PAPER1' },
      { encounter_id: 'E2', ...second },
    ),
    'clinic/remittances/2026-04-10/era.835': remit({
      date: '2026-04-10',
      claims: [
        { pcn: pcnOf('E2'), lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*20.00')] },
      ],
    }),
  });
  const books = await desk.work('2026-05-02');
  expect(itemsOf(books, 'E1')).toMatchObject([{ queue: 'follow-up', category: 'no-decision' }]);
  const sent = await readdir(join(desk.out, 'outbound'), { recursive: true });
  expect(sent.filter((name) => name.endsWith('.276'))).toEqual([]);
  expect(claimOf(books, 'E2')).toMatchObject({ versions: 2 });
  const papers = (await readdir(join(desk.out, 'paper/clinic'))).sort();
  expect(papers).toHaveLength(2);
  const [page = [], told = []] = gridsOf(await desk.text(`paper/clinic/${papers[1]}`));
  expect(told.join('\n')).toContain('PAID 80.00');
  expect(told.join('\n')).toMatch(/ADJUSTED CO-45 +45\.00/);
  expect(page[8]?.slice(49)).toBe('S0001');
  expect(page[56]?.slice(61, 70)).toBe('    80 00');
});
