/** Appointment files for tests: each row a good one but for what the test changes. */
import {
  type AppointmentColumn,
  appointmentColumns,
} from '../../shared/appointment/read-appointments.ts';

export type AppointmentChanges = Partial<Record<AppointmentColumn, string>>;

const goodRow: AppointmentChanges = {
  appointment_id: 'A-1',
  patient_id: 'P-1',
  patient_last: 'Sample',
  patient_first: 'Paula',
  patient_dob: '1980-02-29',
  patient_sex: 'F',
  payer_id: 'FAKE1',
  member_id: 'M0001',
  relationship: 'self',
  rendering_npi: '1999999984',
  visit_on: '2026-03-05',
  procedures: '99213',
  status: 'scheduled',
  made_on: '2026-02-20',
};

export function appointmentFile(
  rows: readonly AppointmentChanges[],
  columns: readonly AppointmentColumn[] = appointmentColumns,
): Uint8Array {
  const lines = rows.map((changes) => {
    const row = { ...goodRow, ...changes };
    return columns.map((column) => row[column] ?? '').join(',');
  });
  return new TextEncoder().encode([columns.join(','), ...lines, ''].join('\r\n'));
}
