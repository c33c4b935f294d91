/** A worker that is slow at the wrong moment. */
import type { Action, Ports } from '../../shared/pipeline/ports.ts';

/** Writes the first transaction that `marked` picks only when `meanwhile` is over. */
export function latecomer(
  ports: Ports,
  marked: (action: Action) => boolean,
  meanwhile: () => Promise<void>,
): Ports {
  let waits = true;
  const transact: Ports['records']['transact'] = async (actions) => {
    if (waits && actions.some(marked)) {
      waits = false;
      await meanwhile();
    }
    return ports.records.transact(actions);
  };
  return { ...ports, records: { ...ports.records, transact } };
}
