/** A bar that fills as the days go by, on a terminal; nothing at all elsewhere. */
import type { Progress } from './run.ts';

const width = 30;

export function progressOn(stream: NodeJS.WriteStream): Progress {
  return (news) => {
    if (news.of !== 'day' || !stream.isTTY || news.days < 2) return;
    const { day, days, done } = news;
    const filled = Math.round((done / days) * width);
    stream.write(
      `\r${day}  ${'█'.repeat(filled)}${'░'.repeat(width - filled)}  ${done} of ${days} days`,
    );
    if (done === days) stream.write('\r\x1b[K');
  };
}
