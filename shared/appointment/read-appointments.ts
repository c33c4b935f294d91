/** An appointments file: a row a visit. Exports are cumulative, so that a later row of an id replaces. */
import { type Cells, cellsOf } from '../csv/cells.ts';
import { readCsv } from '../csv/read-csv.ts';
import { readInsured, readPerson } from '../encounter/read-insured.ts';
import {
  type CalendarDate,
  calendarDate,
  dayIn,
  parseDate,
  parseInstant,
} from '../values/dates.ts';
import type { Issue } from '../values/issue.ts';
import { type Appointment, type AppointmentStatus, appointmentStatuses } from './appointment.ts';

const needed = [
  'appointment_id',
  'patient_id',
  'patient_last',
  'patient_first',
  'patient_dob',
  'payer_id',
  'member_id',
  'relationship',
  'rendering_npi',
] as const;

export const appointmentColumns = [
  ...needed,
  'visit_on',
  'visit_at',
  'procedures',
  'status',
  'made_on',
  'patient_sex',
  'group_number',
  'subscriber_last',
  'subscriber_first',
  'subscriber_dob',
  'secondary_payer_id',
  'secondary_member_id',
  'prior_authorization',
] as const;

export type AppointmentColumn = (typeof appointmentColumns)[number];

export type AppointmentsFile = {
  readonly fatal: boolean;
  readonly issues: readonly Issue[];
  readonly rows: number;
  readonly appointments: readonly { readonly row: number; readonly appointment: Appointment }[];
};

/** A bad row has issues and is left out. `timeZone` is the practice's, for `visit_at`. */
export function readAppointments(bytes: Uint8Array, timeZone: string | null): AppointmentsFile {
  const file = readCsv(bytes, needed, appointmentColumns);
  const read = file.rows.map((row) => {
    const cells = cellsOf(row);
    return { row: row.row, appointment: readAppointment(cells, timeZone), issues: cells.issues };
  });
  return {
    fatal: file.fatal,
    issues: [...file.issues, ...read.flatMap(({ issues }) => issues)],
    rows: read.length,
    appointments: read.filter(({ issues }) => issues.length === 0),
  };
}

type Row = Cells<AppointmentColumn>;

function readAppointment(row: Row, timeZone: string | null): Appointment {
  const patient = readPerson(row);
  const insured = readInsured(row, patient);
  return {
    appointmentId: row.needed('appointment_id'),
    patient,
    ...insured,
    renderingNpi: row.needed('rendering_npi'),
    visitOn: readDay(row, timeZone),
    procedures: row.codes('procedures'),
    status: row.text('status') === '' ? 'scheduled' : row.read('status', statusNamed, 'scheduled'),
    madeOn: row.optionalDate('made_on'),
  };
}

/** The day, or the time at which it begins as the practice's clock shows it. */
function readDay(row: Row, timeZone: string | null): CalendarDate {
  const day = (date: CalendarDate | undefined) => (isInOurTime(date) ? date : undefined);
  if (row.text('visit_at') === '') {
    return row.read('visit_on', (cell) => day(parseDate(cell)), noDay);
  }
  return row.read('visit_at', (cell) => day(dayOf(cell, timeZone)), noDay);
}

function dayOf(cell: string, timeZone: string | null): CalendarDate | undefined {
  const time = parseInstant(cell);
  if (time === undefined) return undefined;
  return timeZone === null ? parseDate(cell.slice(0, 10)) : dayIn(timeZone, time);
}

const noDay = calendarDate('2000-01-01');

/** A year that somebody mistyped would wait in every list for ever. */
function isInOurTime(date: CalendarDate | undefined): date is CalendarDate {
  return date !== undefined && date >= '2000' && date < '2200';
}

function statusNamed(cell: string): AppointmentStatus | undefined {
  return appointmentStatuses.find((status) => status === cell);
}
