/** Pages that are printed from definitions are printed; what they list is what there is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printedPages } from '../scripts/print-docs.ts';
import { workers } from '../shared/pipeline/topology.ts';
import { guidedCodes } from '../shared/report/issue-guide.ts';
import { crews } from '../shared/simulation/desk-crews.ts';
import { measureNames } from '../shared/simulation/measures.ts';

const root = join(import.meta.dirname, '..');

describe('printed pages', () => {
  test.each([...printedPages()])('%s is not stale (npm run docs)', (name, text) => {
    expect(readFileSync(join(root, name), 'utf8')).toBe(text);
  });
});

describe('the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');

  test('links only to what is there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  test('names what an account must allow: the largest function, and all reserved runs beside the free hundred', () => {
    const rows = Object.values(workers);
    const largest = Math.max(...rows.map((row) => row.memoryMegabytes));
    const reserved = rows.reduce((runs, row) => runs + row.maxConcurrency, 0);
    const figures = `${largest.toLocaleString('en-US')} MB and ${reserved + 100} runs at once`;
    expect(readme).toContain(figures);
  });

  test('stays within 600 words, picture aside', () => {
    const text = readme.replace(/```[\s\S]*?```/g, '').replace(/[#|*`<>()[\]-]/g, ' ');
    expect(text.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(600);
  });
});

describe('docs/sample-clinic.md', () => {
  test('names only files and measures that there are', () => {
    const page = readFileSync(join(root, 'docs/sample-clinic.md'), 'utf8');
    const files = [...page.matchAll(/`([a-z-]+\.ts)`/g)].map(([, name]) => name ?? '');
    expect(files.length).toBeGreaterThan(25);
    const missing = files.filter((name) => !existsSync(join(root, 'shared/simulation', name)));
    expect(missing).toEqual([]);
    for (const measure of measureNames) expect(page).toContain(`| \`${measure}\` |`);
    for (const queue of crews.flatMap((crew) => crew.queues)) expect(page).toContain(queue);
  });
});

describe('the pages', () => {
  const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));

  test('lead only to what is there', () => {
    const broken = pages.flatMap((page) =>
      linksOf(`docs/${page}`).filter((link) => !existsSync(join(root, 'docs', link))),
    );
    expect(broken).toEqual([]);
  });

  test('can each be found from the README', () => {
    const found = new Set(linksOf('README.md').map((link) => link.replace(/^docs\//, '')));
    for (const page of found)
      if (pages.includes(page)) for (const link of linksOf(`docs/${page}`)) found.add(link);
    expect(pages.filter((page) => !found.has(page))).toEqual([]);
  });

  test('that the code cites are there, and it cites nothing that a stranger has not got', () => {
    const sources = ['shared', 'functions', 'infra', 'tools', 'scripts'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(root, folder, name), 'utf8')),
    );
    const cited = sources.flatMap((text) => text.match(/\bdocs\/[a-z-]+\.md\b/g) ?? []);
    expect(cited.length).toBeGreaterThan(10);
    expect(cited.filter((page) => !existsSync(join(root, page)))).toEqual([]);
    expect(sources.filter((text) => /\binterfaces(\.md| §|:)/.test(text))).toEqual([]);
  });
});

function linksOf(page: string): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? '');
  return links.filter((link) => !link.startsWith('http'));
}

describe('docs/formats.md', () => {
  test('explains every code that a reader or a step can report, once', () => {
    const sources = readdirSync(join(root, 'shared'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('issue-guide'))
      .map((name) => readFileSync(join(root, 'shared', name), 'utf8'));
    const reported = sources.flatMap((text) =>
      [...text.matchAll(/\b(?:issue|refused|held|stop)\(\s*(?:scanner, )?'([a-z0-9-]+)'/g)].map(
        ([, code]) => code ?? '',
      ),
    );
    expect(reported.length).toBeGreaterThan(30);
    const guided = guidedCodes();
    expect(guided.length).toBe(new Set(guided).size);
    expect([...new Set(reported)].filter((code) => !guided.includes(code))).toEqual([]);
  });
});
