/** How a day's charges reach the inbox: in two exports, sometimes repeated, misplaced or beside stray files. */
import { addBusinessDays, type CalendarDate } from '../values/dates.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { ClinicOptions } from './clinic-options.ts';
import { csvText } from './csv-text.ts';
import type { Decision } from './decisions.ts';
import { closeOf } from './decisions.ts';
import { type EncounterRow, encounterColumns } from './encounter-rows.ts';

type Encounters = (readonly EncounterRow[])[];
type StrayFile = { readonly kind: string; readonly name: string; readonly text: string };

/** What is still to come, by its day. */
export type Delivery = {
  readonly exports: Map<string, Encounters>;
  readonly decisions: Map<string, Decision[]>;
  readonly repeated: Map<string, StrayFile>;
};

export function newDelivery(): Delivery {
  return { exports: new Map(), decisions: new Map(), repeated: new Map() };
}

/** The day's encounter files, and what comes by mistake. */
export function* encounterFiles(
  options: ClinicOptions,
  date: CalendarDate,
  delivery: Delivery,
): Generator<StrayFile> {
  const chance = chanceOf(options.seed, 'delivery', date);
  const repeated = delivery.repeated.get(date);
  if (repeated) yield repeated;
  const encounters = delivery.exports.get(date) ?? [];
  delivery.exports.delete(date);
  if (encounters.length === 0) return;
  for (const file of exportsOf(chance, encounters)) yield file;
  if (chance.happens(300)) delivery.repeated.set(addBusinessDays(date, 1), again(encounters));
  if (chance.happens(150)) yield strayLetter(options, date, delivery);
}

/** One export at noon and one in the evening; some evenings' export is cumulative, some land in a wrong folder. */
function exportsOf(chance: Chance, encounters: Encounters): readonly StrayFile[] {
  const evening = encounters.slice(noonOf(encounters));
  const cumulative = chance.happens(1000);
  const folder = chance.happens(150) ? 'payments' : 'encounters';
  return [
    noonExport(encounters),
    { kind: folder, name: 'charges-2.csv', text: text(cumulative ? encounters : evening) },
  ];
}

function noonOf(encounters: Encounters): number {
  return Math.ceil(encounters.length / 2);
}

function noonExport(encounters: Encounters): StrayFile {
  const noon = encounters.slice(0, noonOf(encounters));
  return { kind: 'encounters', name: 'charges-1.csv', text: text(noon) };
}

/** The noon export once more under another name. */
function again(encounters: Encounters): StrayFile {
  return { ...noonExport(encounters), name: 'charges-1 (copy).csv' };
}

function text(encounters: Encounters): string {
  return csvText(encounterColumns, encounters.flat());
}

/** A letter in the folder of the remittances; the billing lead closes its item two days later. */
function strayLetter(options: ClinicOptions, date: CalendarDate, delivery: Delivery): StrayFile {
  const name = 'cover-letter.txt';
  const decision = closeOf(`${options.practice}/remittances/${date}/${name}`, date);
  const decisions = delivery.decisions.get(decision.decided_on) ?? [];
  delivery.decisions.set(decision.decided_on, [...decisions, decision]);
  return { kind: 'remittances', name, text: `Sample letter of ${date}. It holds no payment.\n` };
}
