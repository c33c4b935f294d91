/** Writes of several subjects in few transactions, with one line of the audit trail for each of those. */
import type { Action, Records } from './ports.ts';

/** What one subject writes, whole or not at all. */
export type Plan = {
  /** Names the plan in the audit trail. */
  readonly subject: string;
  readonly actions: readonly Action[];
  /** Of JSON, where it may be much. */
  readonly bytes?: number;
};

/** One less than a transaction holds, for the audit. */
const mostActions = 99;

/** A quarter of what a transaction holds. */
const mostBytes = 1_000_000;

/** Answers whether each plan was written: where one of them objects, each is tried by itself. */
export async function writeTogether(
  records: Records,
  plans: readonly Plan[],
  audit: (subjects: readonly string[]) => Action,
): Promise<readonly boolean[]> {
  const written: boolean[] = [];
  const write = async (group: readonly Plan[]) => {
    const subjects = group.map((plan) => plan.subject);
    const actions = [...group.flatMap((plan) => plan.actions), audit(subjects)];
    return (await records.transact(actions)).done;
  };
  for (const group of groupsOf(plans)) {
    if (await write(group)) written.push(...group.map(() => true));
    else if (group.length === 1) written.push(false);
    else for (const plan of group) written.push(await write([plan]));
  }
  return written;
}

function groupsOf(plans: readonly Plan[]): readonly (readonly Plan[])[] {
  const groups: Plan[][] = [];
  let actions = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (const plan of plans) {
    actions += plan.actions.length;
    bytes += plan.bytes ?? 0;
    if (actions <= mostActions && bytes <= mostBytes) groups.at(-1)?.push(plan);
    else {
      groups.push([plan]);
      actions = plan.actions.length;
      bytes = plan.bytes ?? 0;
    }
  }
  return groups;
}
