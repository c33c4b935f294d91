/** Who answers what was sent hears of it, also of what goes out after the day's answers have come. */
import { expect, test } from 'vitest';
import { newlySent } from '../../../infra/local/outbound-files.ts';
import { registerPractice } from '../../../shared/pipeline/each-practice.ts';
import { addDays, type CalendarDate, calendarDate } from '../../../shared/values/dates.ts';
import { practiceId } from '../../../shared/values/ids.ts';
import { testPorts } from '../../support/ports.ts';

const practice = practiceId('clinic');
const day = calendarDate('2026-04-01');
const { ports } = testPorts();
await registerPractice(ports, practice);

async function send(on: CalendarDate, name: string): Promise<void> {
  const key = `clearinghouse/${practice}-${on}-${name}`;
  await ports.files.write('outbound', key, new TextEncoder().encode(name), 'absent');
}

test('A question that is asked after the answers of its day have come is handed out the next day, once', async () => {
  const handed = new Set<string>();
  const namesOn = async (today: CalendarDate, handed: Set<string>) => {
    const sent = (await newlySent(ports, handed, today)).get(practice) ?? [];
    return sent.map(({ name }) => name.slice(`${practice}-`.length));
  };
  await send(day, '000000001.837');
  expect(await namesOn(day, handed)).toEqual(['2026-04-01-000000001.837']);
  await send(day, '000000002.276');
  expect(await namesOn(day, new Set())).toEqual(['2026-04-01-000000001.837']);
  await send(addDays(day, 1), '000000003.837');
  const tomorrow = await namesOn(addDays(day, 1), handed);
  expect(tomorrow).toEqual(['2026-04-01-000000002.276', '2026-04-02-000000003.837']);
  expect(await namesOn(addDays(day, 2), handed)).toEqual([]);
});
