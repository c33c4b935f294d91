/** HSD: how much of a service, how often, for how long. */
import { allOf, type Reading, textIn, valueIn } from './reading.ts';
import { parseDecimal } from './trace.ts';
import type { OutgoingSegment } from './write.ts';

export type Delivery = {
  /** HSD01 and HSD02: VS visits, DY days, HS hours, UN units, … */
  readonly unit: string;
  readonly quantity: string | null;
  /** HSD03 and HSD04: one such unit of time in so many. */
  readonly frequencyUnit: string;
  readonly frequency: string | null;
  /** HSD05 and HSD06: 7 day, 34 month, 21 years, … */
  readonly periodUnit: string;
  readonly periods: string | null;
  /** HSD07 and HSD08. */
  readonly pattern: string;
  readonly timeOfDay: string;
};

export function readDeliveries(reading: Reading): Delivery[] {
  return allOf(reading, 'HSD').map((hsd) => ({
    unit: textIn(reading, hsd, 1),
    quantity: valueIn(reading, hsd, 2, parseDecimal),
    frequencyUnit: textIn(reading, hsd, 3),
    frequency: valueIn(reading, hsd, 4, parseDecimal),
    periodUnit: textIn(reading, hsd, 5),
    periods: valueIn(reading, hsd, 6, parseDecimal),
    pattern: textIn(reading, hsd, 7),
    timeOfDay: textIn(reading, hsd, 8),
  }));
}

export function deliverySegments(deliveries: readonly Delivery[]): OutgoingSegment[] {
  return deliveries.map((one) => [
    'HSD',
    one.unit,
    one.quantity ?? '',
    one.frequencyUnit,
    one.frequency ?? '',
    one.periodUnit,
    one.periods ?? '',
    one.pattern,
    one.timeOfDay,
  ]);
}
