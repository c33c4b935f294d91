/** Questions that are asked side by side, because a database answers each in milliseconds; answers keep the order. */

const atOnce = 32;

/** All of a group are through before the first that failed is thrown: none goes on unseen. */
export async function* sideBySide<Subject, Answer>(
  subjects: AsyncIterable<Subject> | Iterable<Subject>,
  ask: (subject: Subject) => Promise<Answer>,
): AsyncGenerator<Answer> {
  let group: Subject[] = [];
  for await (const subject of subjects) {
    group.push(subject);
    if (group.length < atOnce) continue;
    yield* await askAll(group, ask);
    group = [];
  }
  yield* await askAll(group, ask);
}

async function askAll<Subject, Answer>(
  group: readonly Subject[],
  ask: (subject: Subject) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const settled = await Promise.allSettled(group.map(ask));
  return settled.map((row) => {
    if (row.status === 'rejected') throw row.reason;
    return row.value;
  });
}
