/** Writes made-up claims as 837P files, as many a file as a batch holds. */
import { writeProfessionalClaims } from '../shared/claim/write-professional.ts';
import { encounterId } from '../shared/values/ids.ts';
import { batchOf, billable, encounter } from '../test/claim/sample-batch.ts';

const perFile = 5000;

/** Returns how many bytes the claims come to. */
export function writeClaims(count: number): number {
  let bytes = 0;
  for (let first = 0; first < count; first += perFile) {
    const claims = Array.from({ length: perFile }, (_, index) => {
      return billable({ ...encounter, encounterId: encounterId(`FAKE${first + index}`) });
    });
    bytes += writeProfessionalClaims(batchOf(claims)).length;
  }
  return bytes;
}
