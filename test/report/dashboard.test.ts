import { expect, test } from 'vitest';
import { dashboardPage } from '../../shared/report/dashboard.ts';
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
    kpis: [],
    aging: [],
    flows: [],
    workItems: [],
  });
  expect(empty).toContain('Nothing is open.');
  expect(empty).not.toMatch(/NaN|undefined|Infinity/);
});
