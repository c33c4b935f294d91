/** Prints what can be printed from definitions: `npm run docs`. A test says when a page is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rejectionsMarkdown } from '../shared/acknowledgment/rejections-markdown.ts';
import { fieldsMarkdown } from '../shared/encounter/fields-markdown.ts';
import { kpisMarkdown } from '../shared/kpi/kpis-markdown.ts';
import { retentionMarkdown } from '../shared/pipeline/retention-markdown.ts';
import { topologyPicture } from '../shared/pipeline/topology-picture.ts';
import { issueGuideMarkdown } from '../shared/report/issue-guide.ts';
import { ruleGuideSource, rulesMarkdown } from '../shared/scrub/rules-markdown.ts';
import { workersMarkdown } from './workers-page.ts';

const root = join(import.meta.dirname, '..');

/** A part of a page between its two marks. */
function printed(page: string, mark: string, text: string): string {
  const pattern = new RegExp(`(<!-- ${mark} -->\n)[^]*?(<!-- /${mark} -->)`);
  return page.replace(pattern, (_, open: string, close: string) => `${open}${text}\n${close}`);
}

function pageOf(name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

/** Every page with printed parts, as it should be. */
export function printedPages(): ReadonlyMap<string, string> {
  const formats = printed(pageOf('docs/formats.md'), 'encounter-fields', fieldsMarkdown());
  return new Map([
    ['README.md', printed(pageOf('README.md'), 'topology', topologyPicture())],
    ['docs/formats.md', printed(formats, 'issues', issueGuideMarkdown())],
    ['docs/kpis.md', kpisMarkdown()],
    ['docs/retention.md', retentionMarkdown()],
    ['docs/rejections.md', rejectionsMarkdown()],
    ['docs/rules.md', rulesMarkdown()],
    ['docs/workers.md', workersMarkdown()],
    ['shared/scrub/rule-guide.ts', ruleGuideSource()],
  ]);
}

if (import.meta.main) {
  for (const [name, text] of printedPages()) writeFileSync(join(root, name), text);
}
