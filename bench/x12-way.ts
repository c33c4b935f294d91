/** One measured run of one way in this process; prints its figures as JSON. */
import { measuredRun } from './x12-ways.ts';

const [name = '', path = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measuredRun(name, path)));
