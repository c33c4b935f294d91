import { expect, test } from 'vitest';
import { chanceOf } from '../support/chance.ts';
import { openDesk } from './support/desk.ts';
import { pcnOf } from './support/documents.ts';
import { type Answer, remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const encounters = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6'];

/** Swaps, drops, doubles and overwrites bytes and pieces, a few of them. */
function damaged(text: string, chance: () => number): Uint8Array {
  const at = (length: number) => Math.floor(chance() * length);
  let parts = text.split(/(?<=[~\n*,])/);
  const blows = 1 + at(4);
  for (let blow = 0; blow < blows; blow += 1) {
    const place = at(parts.length);
    const part = parts[place] ?? '';
    const changes = [
      () => parts.toSpliced(place, 1),
      () => parts.toSpliced(place, 0, part),
      () => parts.toSpliced(place, 1, parts[at(parts.length)] ?? ''),
      () => parts.toSpliced(place, 1, String.fromCodePoint(at(0x2000)) + part.slice(1)),
      () => parts.slice(0, place),
      () =>
        parts.toSpliced(
          place,
          1,
          part.replace(/\d/, () => String(at(10))),
        ),
      () => parts.toSpliced(place, 1, part.replace(/\d+/, '-99999999999999999')),
    ];
    parts = changes[at(changes.length)]?.() ?? parts;
  }
  return new TextEncoder().encode(parts.join(''));
}

function answers(trace: number): string {
  const said = (pcn: string, status: string, sign: number): Answer => ({
    pcn,
    status,
    lines: [svc('99213', sign * 14500, sign * 7000, `CO*45*${sign * 45}`, `PR*1*${sign * 30}`)],
  });
  return remit(
    { trace: `A${trace}`, claims: encounters.map((one) => said(pcnOf(one), '1', 1)) },
    {
      trace: `B${trace}`,
      claims: [said(pcnOf('E1'), '22', -1), said('NOBODY', '1', 1)],
      plb: ['WO:X*1.00', 'FB:Y*-1.00'],
      paid: '0.00',
    },
  );
}

test.each([1, 2])(
  'Damage of any kind stops nothing and breaks no invariant (seed %d)',
  async (seed) => {
    const chance = chanceOf(seed);
    const rows = encounters.map((one) => ({ encounter_id: one }));
    const contents: Record<string, Uint8Array> = {
      'clinic/encounters/2026-04-01/day.csv': visits(...rows),
    };
    const csv = new TextDecoder().decode(visits(...rows));
    for (let index = 0; index < 40; index += 1) {
      const day = `2026-04-0${1 + (index % 2)}`;
      contents[`clinic/remittances/${day}/r${index}.835`] = damaged(answers(index), chance);
      contents[`clinic/encounters/${day}/e${index}.csv`] = damaged(csv, chance);
    }
    const books = await (await openDesk(contents)).work('2026-04-03');
    const damagedOnes = books.files.filter((row) => row.kind !== 'reference');
    expect(damagedOnes).toHaveLength(81);
    for (const file of damagedOnes) {
      expect(file.rows, file.key).toBe(file.posted + file.held + file.rejected);
    }
    expect(damagedOnes.filter((row) => row.status === 'quarantined').length).toBeGreaterThan(5);
    expect(damagedOnes.filter((row) => row.posted > 0).length).toBeGreaterThan(5);
  },
);
