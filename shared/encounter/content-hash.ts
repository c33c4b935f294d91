/** When two encounters are the same: in all they say, or as the same visit charged twice. */
import { hashOf } from '../values/ids.ts';
import type { Encounter, ServiceLine } from './encounter.ts';

/** Equal for encounters that say the same, in whatever order their rows stood. */
export function contentHashOf(encounter: Encounter): string {
  const lines = encounter.lines.map(({ line: _, ...said }) => canonical(said));
  return hashOf(canonical({ ...encounter, lines: lines.toSorted() }));
}

/** Equal for exact duplicates (rule I01): patient, provider and services, whatever the id or the charge. */
export function visitHashOf(encounter: Encounter): string {
  const services = encounter.lines.map(serviceOf);
  return hashOf(encounter.patient.patientId, encounter.renderingNpi, ...services.toSorted());
}

function serviceOf(line: ServiceLine): string {
  const { serviceDate, serviceDateTo, procedure, modifiers, units } = line;
  return canonical([serviceDate, serviceDateTo, procedure, modifiers.toSorted(), units]);
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`);
  return `{${pairs.join(',')}}`;
}
