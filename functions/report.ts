/** Every night: the day's documents and the dashboard. */
import { step } from '../shared/pipeline/report.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('report', step);
