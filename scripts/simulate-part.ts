/** One process of `npm run simulate`: lives its part of the seeds and tells its parent. */
import { liveParts, type Part } from '../test/faults/part.ts';

const part: Part = JSON.parse(process.argv[2] ?? '');
await liveParts(part, (report) => void process.send?.(report));
process.disconnect();
