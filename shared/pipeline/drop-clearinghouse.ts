/** A clearinghouse that fetches files: bytes are handed over by lying in the outbound bucket. */
import type { Clearinghouse, Delivery, Files } from './ports.ts';

/** Drops `<receiver>/<name>`, once: the same bytes again are accepted, others under that name refused. */
export function dropClearinghouse(files: Files): Clearinghouse {
  return {
    send: async (receiver, name, bytes): Promise<Delivery> => {
      const key = `${receiver}/${name}`;
      const written = await files.write('outbound', key, bytes, 'absent');
      const lying = written === 'exists' ? await files.read('outbound', key) : bytes;
      if (lying === null || Buffer.compare(lying, bytes) !== 0)
        return { outcome: 'refused', code: 'name-taken' };
      return { outcome: 'accepted', trace: key };
    },
  };
}
