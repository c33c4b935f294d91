/** A visit that is planned: who comes when, to whom, for what, and who is said to cover it. */
import type { Relationship, Subscriber } from '../encounter/encounter.ts';
import type { Person } from '../encounter/read-insured.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PayerId } from '../values/ids.ts';

export const appointmentStatuses = ['scheduled', 'kept', 'cancelled', 'no-show'] as const;

export type AppointmentStatus = (typeof appointmentStatuses)[number];

export type Appointment = {
  readonly appointmentId: string;
  readonly patient: Person;
  readonly payerId: PayerId;
  readonly memberId: string;
  readonly groupNumber: string;
  readonly relationship: Relationship;
  /** The insured when that is not the patient. */
  readonly subscriber: Subscriber | null;
  readonly secondary: { readonly payerId: PayerId; readonly memberId: string } | null;
  readonly priorAuthorization: string;
  readonly renderingNpi: string;
  /** Where the practice is. */
  readonly visitOn: CalendarDate;
  /** CPT or HCPCS, upper case; once for each unit that is planned. */
  readonly procedures: readonly string[];
  readonly status: AppointmentStatus;
  /** When the visit was agreed; null when the practice does not say. */
  readonly madeOn: CalendarDate | null;
};
