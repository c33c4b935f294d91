import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workers } from '../../shared/pipeline/topology.ts';
import { resources, synthesized } from './synthesized.ts';

const runbook = readFileSync('docs/runbook.md', 'utf8');
const { pipeline } = synthesized('dev');
const alarms = Object.values(resources(pipeline, 'AWS::CloudWatch::Alarm'));

describe('the runbook', () => {
  const sections = new Map(
    runbook
      .split(/^#+ /m)
      .slice(1)
      .map((section) => [section.split('\n')[0] ?? '', section]),
  );
  const anchors = new Map([...sections.keys()].map((heading) => [anchor(heading), heading]));

  it('has a heading for every alarm that says what it means, where to look and what to do', () => {
    expect(alarms.length).toBeGreaterThan(Object.keys(workers).length);
    for (const alarm of alarms) {
      const link = /docs\/runbook\.md#([\w-]+)$/.exec(alarm.Properties.AlarmDescription)?.[1] ?? '';
      const section = sections.get(anchors.get(link) ?? '');
      expect(section, `the heading of ${link}`).toBeDefined();
      expect(section).toMatch(/^- Means: .+\n- Look: .+\n- Do: .+/m);
    }
  });

  it('has no heading for an alarm that is gone', () => {
    const links = alarms.map((it) => it.Properties.AlarmDescription.split('#')[1]);
    const described = [...sections].filter(([, text]) => text.includes('\n- Means: '));
    expect(described.map(([heading]) => anchor(heading)).sort()).toEqual(links.sort());
  });
});

/** As GitHub makes a link from a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
