/** Questions that are asked side by side, because a database answers each in milliseconds; answers keep the order. */

const atOnce = 32;

export async function* sideBySide<Subject, Answer>(
  subjects: AsyncIterable<Subject> | Iterable<Subject>,
  ask: (subject: Subject) => Promise<Answer>,
): AsyncGenerator<Answer> {
  let asked: Promise<Answer>[] = [];
  for await (const subject of subjects) {
    asked.push(ask(subject));
    if (asked.length < atOnce) continue;
    yield* await Promise.all(asked);
    asked = [];
  }
  yield* await Promise.all(asked);
}
