import { expect, test } from 'vitest';
import { readAppointments } from '../../shared/appointment/read-appointments.ts';
import { appointmentFile } from '../support/appointment-file.ts';

function read(...rows: Parameters<typeof appointmentFile>[0]) {
  return readAppointments(appointmentFile(rows), 'America/Chicago');
}

test('an evening’s visit is on the day that the practice’s clock shows', () => {
  const { appointments } = read({ visit_on: '', visit_at: '2026-03-06T01:30:00Z' });
  expect(appointments[0]?.appointment.visitOn).toBe('2026-03-05');
});

test.each([
  ['2026-03-08T05:59:00Z', '2026-03-07'],
  ['2026-03-08T06:00:00Z', '2026-03-08'],
  ['2026-03-09T04:59:00Z', '2026-03-08'],
  ['2026-03-09T05:00:00Z', '2026-03-09'],
  ['2026-11-01T04:59:00Z', '2026-10-31'],
  ['2026-11-02T05:59:00Z', '2026-11-01'],
  ['2026-11-02T06:00:00Z', '2026-11-02'],
  ['2026-03-05T23:30:00-10:00', '2026-03-06'],
])('where clocks change, %s in Chicago is on %s', (time, day) => {
  expect(read({ visit_on: '', visit_at: time }).appointments[0]?.appointment.visitOn).toBe(day);
});

test('codes are upper case, once for each unit; a status left out is scheduled', () => {
  const { appointments } = read({ procedures: 'j1885 97110 97110', status: '' });
  expect(appointments[0]?.appointment).toMatchObject({
    procedures: ['J1885', '97110', '97110'],
    status: 'scheduled',
  });
});

test('a file without the patient’s name is of no use', () => {
  const bytes = new TextEncoder().encode('appointment_id,visit_on\nA-1,2026-03-05\n');
  const file = readAppointments(bytes, null);
  expect(file).toMatchObject({ fatal: true, rows: 0 });
  expect(file.issues.map((row) => row.place)).toContain('patient_last');
});
