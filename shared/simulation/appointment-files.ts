/** The visits that are coming, as the practice system exports them. */

import { authorizationsAsked, isAsked } from './authorization-rules.ts';
import { chanceOf } from './chance.ts';
import type { ClinicOptions } from './clinic-options.ts';
import { csvText } from './csv-text.ts';
import { isOn } from './measures.ts';
import { registeredRow } from './registration.ts';
import type { WrittenVisit } from './written-visit.ts';

const columns = [
  'appointment_id',
  'patient_id',
  'patient_last',
  'patient_first',
  'patient_dob',
  'patient_sex',
  'payer_id',
  'member_id',
  'group_number',
  'relationship',
  'subscriber_last',
  'subscriber_first',
  'subscriber_dob',
  'secondary_payer_id',
  'secondary_member_id',
  'prior_authorization',
  'rendering_npi',
  'visit_on',
  'procedures',
] as const;

/** In 10,000 visits: who comes without having called. */
const walkIns = 1000;

/** Sent out only where coverage is verified; where just authorizations are seen to, those that need one. */
export function isScheduled({ measures, seed }: ClinicOptions, { visit }: WrittenVisit): boolean {
  const calls = !chanceOf(seed, 'walk-in', visit.encounterId).happens(walkIns);
  const procedures = visit.lines.map((line) => line.procedure);
  const needed = isAsked(authorizationsAsked, visit.coverage.payerId, procedures);
  const authorizes = isOn(measures, 'authorization', visit.date) && needed;
  return calls && (authorizes || isOn(measures, 'eligibility', visit.date));
}

export function appointmentText(visits: readonly WrittenVisit[]): string {
  return csvText(columns, visits.map(appointmentCells));
}

function appointmentCells(written: WrittenVisit): Readonly<Record<string, string>> {
  const { visit } = written;
  return {
    ...registeredRow(written),
    appointment_id: visit.encounterId,
    visit_on: visit.date,
    procedures: visit.lines.map((line) => line.procedure).join(' '),
  };
}
