/** The rulebook as a page for docs/rules.md. */
import type { Rule } from './rule.ts';
import { rulebook } from './rulebook.ts';

const intro = `# Scrub rules

Printed from \`shared/scrub/\`; a test keeps this page true. A failed BLOCK or HOLD stops the claim
until it is corrected or a person overrides the rule; a final rule cannot be overridden, since no claim
could be written. The others only tell. A rule without the facts it needs answers \`no_data\`: that
stops nothing and never counts as a pass.
`;

/** The whole page: a table of all rules, then what to do about each. */
export function rulesMarkdown(): string {
  const table = ['| rule | checks | severity | prevents |', '| --- | --- | --- | --- |'];
  const rows = rulebook.map(
    (rule) =>
      `| ${rule.id} | ${rule.title} | ${rule.severity}${rule.final ? ', final' : ''} | ${rule.prevents.join(', ')} |`,
  );
  return [intro, [...table, ...rows].join('\n'), '', ...rulebook.map(section)].join('\n');
}

function section(rule: Rule): string {
  const examples = rule.examples.map(({ says, outcome }) => `- ${says}: \`${outcome}\``);
  const since = rule.effectiveFrom === null ? '' : `, for services from ${rule.effectiveFrom}`;
  return [
    `## ${rule.id}: ${rule.title}`,
    '',
    rule.fixHint,
    '',
    `Version ${rule.version}${since}. Source: ${rule.source}.`,
    '',
    ...examples,
    '',
  ].join('\n');
}

/** shared/scrub/rule-guide.ts: what readers of work need of the rules, without what checks them. */
export function ruleGuideSource(): string {
  const rows = rulebook.map(({ fixHint, id, title }) => {
    const cells = [id, title, fixHint].map((text) => `'${text.replaceAll("'", "\\'")}'`);
    return `  [${cells.join(', ')}],`;
  });
  return `/**
 * What each scrub rule checks and what to do when it fails, printed from the rulebook (\`npm run docs\`): a
 * worker that only tells of rules need not carry what checks them.
 */

export type RuleGuide = { readonly title: string; readonly fixHint: string };

// biome-ignore format: a table, a row a line
const rows: readonly (readonly [id: string, title: string, fixHint: string])[] = [
${rows.join('\n')}
];

export const ruleGuide: ReadonlyMap<string, RuleGuide> = new Map(
  rows.map(([id, title, fixHint]) => [id, { title, fixHint }]),
);
`;
}
