import { expect, test } from 'vitest';
import { readAppointments } from '../../shared/appointment/read-appointments.ts';
import { inquiryOf, parseTrace, questionHash, traceOf } from '../../shared/coverage/question.ts';
import { verificationDay } from '../../shared/coverage/verification.ts';
import { readEligibilityInquiries } from '../../shared/eligibility/read-inquiry.ts';
import { writeEligibilityInquiries } from '../../shared/eligibility/write-inquiry.ts';
import { sampleVisit } from '../../shared/scrub/sample-visit.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { practiceId, visitIdOf } from '../../shared/values/ids.ts';
import { type AppointmentChanges, appointmentFile } from '../support/appointment-file.ts';

const trace = traceOf(visitIdOf(practiceId('clinic'), 'A-1'), 2);

function appointmentOf(changes: AppointmentChanges) {
  const [row] = readAppointments(appointmentFile([changes]), null).appointments;
  if (row === undefined) throw new Error('an appointment can be read');
  return row.appointment;
}

/** The 270 as its receiver reads it. */
function asked(changes: AppointmentChanges) {
  const { practice, payers } = sampleVisit.reference;
  const payer = payers.get('SAMPLE1');
  if (practice === null || payer === undefined) throw new Error('the sample has both');
  const on = calendarDate('2026-03-03');
  const inquiry = inquiryOf(appointmentOf(changes), trace, { practice, payer, on });
  const envelope = { sender: 'A', receiver: 'B', date: on, time: '1800', number: 500_000_001 };
  const { findings, received } = readEligibilityInquiries(
    writeEligibilityInquiries(envelope, [inquiry]),
  );
  expect(findings).toEqual([]);
  return received[0];
}

test('the insured is asked about under their own name and day of birth', () => {
  const inquiry = asked({});
  expect(inquiry?.dependent).toBeNull();
  expect(inquiry?.subscriber).toMatchObject({ name: 'Sample', birthDate: '1980-02-29', sex: 'F' });
  expect(inquiry?.traces).toMatchObject([{ kind: '1', number: trace, origin: '1123456789' }]);
  expect(inquiry?.heading.reference).toBe(trace);
  expect(inquiry?.questions.map((row) => row.serviceTypes)).toEqual([['30']]);
});

test('a child stands below the insured, with the member id above', () => {
  const inquiry = asked({
    relationship: 'child',
    subscriber_last: 'Parent',
    subscriber_first: 'Pat',
  });
  expect(inquiry?.subscriber).toMatchObject({ name: 'Parent', id: 'M0001', dates: [] });
  expect(inquiry?.dependent).toMatchObject({
    name: 'Sample',
    membership: { subscriber: 'N', relationship: '19' },
    dates: [{ qualifier: '291', from: '2026-03-05' }],
  });
});

test('a number of ours is told from any other', () => {
  expect(parseTrace(trace)).toEqual({ visit: trace.slice(0, 17), number: 2 });
  for (const text of ['', '1', trace.slice(0, 17), `${trace}X`, trace.toLowerCase()])
    expect(parseTrace(text)).toBeNull();
});

test('only what is asked makes another question', () => {
  const hash = (changes: AppointmentChanges) => questionHash(appointmentOf(changes));
  const same = [{ status: 'kept' }, { procedures: '' }, { made_on: '' }, { appointment_id: 'B' }];
  const others = [{ member_id: 'M2' }, { visit_on: '2026-03-06' }, { patient_dob: '1980-03-01' }];
  for (const changes of same) expect(hash(changes)).toBe(hash({}));
  for (const changes of others) expect(hash(changes)).not.toBe(hash({}));
});

test.each([
  ['2026-03-05', '2026-03-03'],
  ['2026-03-09', '2026-03-06'],
  ['2026-03-10', '2026-03-06'],
  ['2026-03-11', '2026-03-09'],
  ['2026-05-27', '2026-05-22'],
  ['2026-11-28', '2026-11-25'],
])('a visit on %s is asked about on %s', (visit, day) => {
  expect(verificationDay(calendarDate(visit))).toBe(day);
});
