/** The steps that take a claim from its encounter to its answers, and files that are dropped before them. */
import { step as apply } from '../../shared/pipeline/apply.ts';
import { step as assign } from '../../shared/pipeline/assign.ts';
import { step as post } from '../../shared/pipeline/post.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as scrub } from '../../shared/pipeline/scrub.ts';
import { step as split } from '../../shared/pipeline/split-remittance.ts';
import { step as takeEncounters } from '../../shared/pipeline/take-encounters.ts';
import { step as takeReference } from '../../shared/pipeline/take-reference.ts';
import type { TestPorts } from './ports.ts';

export const claimSteps = {
  receive,
  apply,
  assign,
  post,
  scrub,
  'split-remittance': split,
  'take-encounters': takeEncounters,
  'take-reference': takeReference,
};

/** Drops each file into practice `clinic` and works until nothing is left to do. */
export async function takeFiles(
  world: TestPorts,
  contents: Readonly<Record<string, string | Uint8Array>>,
  steps: Parameters<TestPorts['drain']>[0] = claimSteps,
): Promise<void> {
  for (const [key, content] of Object.entries(contents)) {
    world.files.drop('inbox', key, Buffer.from(content));
    await world.ports.queues.send('receive', [{ practice: 'clinic', key }]);
    await world.drain(steps);
  }
}
