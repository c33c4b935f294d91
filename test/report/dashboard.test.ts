import { expect, test } from 'vitest';
import { dashboardPage } from '../../shared/report/dashboard.ts';
import { pageStyle } from '../../shared/report/page-style.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { practiceId } from '../../shared/values/ids.ts';
import { syntheticDashboard } from './synthetic-dashboard.ts';

const input = syntheticDashboard(1_500);
const page = dashboardPage(input);

test('the page holds everything itself: no script, nothing from elsewhere', () => {
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:|\son\w+=/i);
});

test('it has each section, and every chart says in words what it shows', () => {
  for (const title of [
    'What moved, and why',
    'Money in and out',
    'Who owes us',
    'Denials',
    'Payers side by side',
    'Work',
  ])
    expect(page).toContain(`<h2>${title}</h2>`);
  const charts = page.split('<svg').slice(1);
  expect(charts.length).toBeGreaterThan(10);
  expect(
    charts.filter((chart) => !/^[^>]*role="img"><title>[^<]+<\/title>\s*<desc>[^<]+/.test(chart)),
  ).toEqual([]);
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test('targets are told by sign and word, not by colour alone', () => {
  expect(page).toMatch(/✓ on target|✗ off target/);
  expect(page).toContain('target under 40');
});

test('a figure leads to its claims, and what is off target is named above', () => {
  const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, to]) => to);
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((to) => !/^(drill|worklists)\/[^:]+\.(json|csv)$/.test(to ?? ''))).toEqual(
    [],
  );
  expect(page).toMatch(/targets met<small>missed: [A-Z]/);
});

test('every text reads against what it stands on: 4.5 to 1, by day and by night', () => {
  const [day = '', night = ''] = pageStyle.split('@media (prefers-color-scheme: dark)');
  for (const palette of [day, `${day}${night}`]) {
    const color = (name: string) =>
      palette.match(new RegExp(`^[^]*--${name}: (#\\w{6})`))?.[1] ?? '';
    for (const ink of ['ink', 'soft', 'faint', 'accent', 'good', 'bad'])
      for (const ground of ['page', 'card'])
        expect(contrast(color(ink), color(ground)), `${ink} on ${ground}`).toBeGreaterThan(4.5);
    expect(contrast(color('good'), color('good-wash'))).toBeGreaterThan(4.5);
    expect(contrast(color('bad'), color('bad-wash'))).toBeGreaterThan(4.5);
  }
});

/** WCAG 2: of relative luminances. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test('names from files can not become markup', () => {
  const hostile = '<script>alert("x")</script>';
  const shown = dashboardPage({
    ...input,
    practices: [{ id: practiceId('test-clinic'), name: hostile }],
    payerNames: new Map([['60003', `"><img src=x onerror=alert(1)>`]]),
  });
  expect(shown).not.toMatch(/<script|<img/);
  expect(shown).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
});

test('several practices stand side by side', () => {
  const practices = [...input.practices, { id: practiceId('other'), name: 'Second Test Clinic' }];
  const shown = dashboardPage({ ...input, practices });
  expect(shown).toContain('<h2>Practices side by side</h2>');
  expect(shown).toContain('2 practices');
});

test('a practice without any data still has a page', () => {
  const empty = dashboardPage({
    asOf: calendarDate('2026-01-01'),
    practices: input.practices,
    payerNames: new Map(),
    rules: new Map(),
    kpis: [],
    aging: [],
    flows: [],
    workItems: [],
  });
  expect(empty).toContain('Nothing is open.');
  expect(empty).not.toMatch(/NaN|undefined|Infinity/);
});
