/**
 * The case study: `npm run case-study` runs the sample clinic's whole year as it is, then without all
 * measures and without each of them, and prints what moves. Some minutes; `-- --visits N --patients N`
 * makes a smaller clinic.
 */
import { allFrom, measureNames } from '../shared/simulation/measures.ts';
import { calendarDate } from '../shared/values/dates.ts';
import { type CaseFigures, playCase } from '../test/simulation/case-study.ts';
import { argumentsFor, wholeNumber } from './usage.ts';

const usage = `npm run case-study [-- --visits N --patients N]
  the sample clinic's year with all measures, with none, and without each; some minutes
  --visits N    visits a day (default 47)
  --patients N  patients of the clinic (default 3000)`;

const { values } = argumentsFor(usage, {
  options: {
    visits: { type: 'string', default: '47' },
    patients: { type: 'string', default: '3000' },
  },
});

const change = calendarDate('2026-07-01');
const size = {
  visitsPerDay: wholeNumber(usage, '--visits', values.visits),
  patients: wholeNumber(usage, '--patients', values.patients),
};
const later = { answered: ['2026-11', '2026-12'], visited: ['2026-07', '2026-08'] };
const earlier = { answered: ['2026-05', '2026-06'], visited: ['2026-01', '2026-02'] };

function tell(name: string, figures: CaseFigures): void {
  const { daysInAr, daysToPay, denialRate, netCollection, pastDue } = figures;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const cells = [percent(denialRate), daysToPay.toFixed(1), percent(netCollection)];
  process.stdout.write(
    `${[name.padEnd(22), ...[...cells, daysInAr.toFixed(1), String(pastDue)].map((cell) => cell.padStart(8))].join('  ')}\n`,
  );
}

process.stdout.write(
  `${['', 'denials', 'days pay', 'net coll', 'days AR', 'past due'].map((word, n) => (n === 0 ? word.padEnd(22) : word.padStart(8))).join('  ')}\n`,
);
const before = { ...size, measures: allFrom(null), to: calendarDate('2026-06-30') };
tell('before, end of June', await playCase(before, earlier));
tell('all measures', await playCase({ ...size, measures: allFrom(change) }, later));
tell('no measure', await playCase({ ...size, measures: allFrom(null) }, later));
for (const measure of measureNames) {
  const measures = { ...allFrom(change), [measure]: null };
  tell(`without ${measure}`, await playCase({ ...size, measures }, later));
}
