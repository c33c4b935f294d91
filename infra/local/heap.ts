/** The heap while books flow through it: what is alive stays small, and V8 would let four times that gather. */
import { setFlagsFromString } from 'node:v8';

/** How much may gather before a full collection, in per cent of what was alive after the last. */
const growthPercent = 60;

export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
}
