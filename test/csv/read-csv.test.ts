import { describe, expect, test } from 'vitest';
import { readCsv } from '../../shared/csv/read-csv.ts';

function read(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const file = readCsv(bytes, ['id'], ['id', 'note']);
  const rows = file.rows.map((row) => [row.cell('id'), row.cell('note')]);
  return { ...file, rows, rowIssues: file.rows.flatMap((row) => row.issues) };
}

describe('a table in any of its spellings', () => {
  test.each([
    ['line feeds', 'id,note\n1,a\n2,b\n'],
    ['carriage returns and line feeds', 'id,note\r\n1,a\r\n2,b'],
    ['both', 'id,note\n1,a\r\n2,b\r\n'],
    ['a byte order mark', '\uFEFFid,note\n1,a\n2,b\n'],
    ['quotes', '"id","note"\n"1","a"\n"2","b"\n'],
    ['spaces around cells', ' id , note \n 1 , a \n2 , b\n'],
    ['empty lines', 'id,note\n\n1,a\n\n2,b\n\n'],
    ['columns the other way', 'note,id\na,1\nb,2\n'],
  ])('reads the same: %s', (_, text) => {
    expect(read(text)).toMatchObject({
      fatal: false,
      issues: [],
      rowIssues: [],
      rows: [
        ['1', 'a'],
        ['2', 'b'],
      ],
    });
  });

  test('keeps commas, quotes and line ends inside quotes', () => {
    expect(read('id,note\n1,"a, ""b""\nc"\n').rows).toEqual([['1', 'a, "b"\nc']]);
  });

  test('gives empty cells for a column that is not there', () => {
    expect(read('id\n1\n').rows).toEqual([['1', '']]);
  });
});

describe('a file of no use', () => {
  test.each([
    ['nothing', '', 'csv-no-header', null, null],
    ['no header', '1,a\n2,b\n', 'csv-no-header', null, null],
    ['a needed column missing', 'note\na\n', 'column-missing', null, 'id'],
    ['a column named twice', 'id,note,id\n1,a,2\n', 'column-twice', null, 'id'],
    ['an open quote', 'id,note\n1,a\n2,"b\n3,c\n', 'csv-quoting', 2, null],
    ['a quote inside a cell', 'id,note\n1,a"b\n', 'csv-quoting', 1, null],
    ['an open quote in the header', 'id,"note\n1,a\n', 'csv-quoting', null, null],
  ])('is told apart: %s', (_, text, code, row, place) => {
    const file = read(text);
    expect(file).toMatchObject({ fatal: true, rows: [] });
    expect(file.issues).toContainEqual({ code, severity: 'fatal', row, place });
  });
});

describe('a bad row', () => {
  test.each([
    ['too few cells', 'id,note\n1\n', 'csv-cells', null],
    ['too many cells', 'id,note\n1,a,b\n', 'csv-cells', null],
    ['a NUL', 'id,note\n1,a\0\n', 'text-nul', 'note'],
    ['a cell over 1,000 characters', `id,note\n1,${'x'.repeat(1001)}\n`, 'text-too-long', 'note'],
    [
      'bytes that are no UTF-8',
      new Uint8Array([...Buffer.from('id,note\n1,a'), 0xff]),
      'text-encoding',
      'note',
    ],
  ])('says where: %s', (_, text, code, place) => {
    const file = read(text);
    expect(file.fatal).toBe(false);
    expect(file.rowIssues).toEqual([{ code, severity: 'error', row: 1, place }]);
  });

  test('may say anything in a column that nobody reads', () => {
    const file = read('id,Zzsecret,more\n1,\0,\n');
    expect(file.rowIssues).toEqual([]);
    expect(file.issues).toEqual([
      { code: 'unknown-column', severity: 'warning', row: null, place: 'column 2' },
    ]);
  });
});
