import { describe, expect, test } from 'vitest';
import { rulebook } from '../../shared/scrub/rulebook.ts';
import { rulesMarkdown } from '../../shared/scrub/rules-markdown.ts';
import { sampleVisit } from '../../shared/scrub/sample-visit.ts';
import { isHeld, scrub } from '../../shared/scrub/scrub.ts';

const examples = rulebook.flatMap((rule) =>
  rule.examples.map((example) => ({ rule, example, name: `${rule.id}: ${example.says}` })),
);

describe('each rule answers its examples', () => {
  test.each(examples)('$name', ({ rule, example }) => {
    expect(rule.check(example.visit).outcome).toBe(example.outcome);
  });
});

describe('the rulebook', () => {
  test('has an example of a pass and of a failure for every rule', () => {
    for (const { id, examples: own } of rulebook) {
      const outcomes = own.map((example) => example.outcome);
      expect([id, outcomes]).toEqual([id, expect.arrayContaining(['pass', 'fail'])]);
    }
  });

  test('has each id once, in order', () => {
    const ids = rulebook.map((rule) => rule.id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  test('lets the sample visit pass with nothing to say', () => {
    const outcomes = scrub(sampleVisit);
    expect(outcomes.map((one) => one.outcome)).toEqual(rulebook.map(() => 'pass'));
    expect(isHeld(outcomes)).toBe(false);
  });

  test('says where it failed and never what stood there', () => {
    const secret = 'Zzsecretzz';
    const { encounter } = sampleVisit.claim;
    const spoiled = {
      ...sampleVisit,
      claim: {
        ...sampleVisit.claim,
        encounter: { ...encounter, renderingNpi: secret, placeOfService: secret },
      },
    };
    const outcomes = scrub(spoiled);
    expect(outcomes.filter((one) => one.outcome === 'fail').length).toBeGreaterThan(1);
    expect(JSON.stringify(outcomes)).not.toContain(secret);
  });

  test('is printed with every rule', () => {
    const page = rulesMarkdown();
    for (const rule of rulebook) expect(page).toContain(`## ${rule.id}: `);
  });
});
