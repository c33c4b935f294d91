/** A row of receivers.csv: every cell has a form that can be nothing but a place. */
import type { Cells } from '../csv/cells.ts';
import type { Receiver } from './reference.ts';

export function readReceiver(row: Cells<string>): Receiver {
  const method = row.read('method', methodOf, 'https');
  const isSftp = method === 'sftp';
  const answers = isSftp ? directory : resource;
  return {
    receiver: row.read('receiver', receiverName, ''),
    method,
    host: row.read('host', host, ''),
    path: row.read('path', directory, ''),
    answers: row.text('answers') === '' ? '' : row.read('answers', answers, ''),
    user: isSftp ? row.read('user', account, '') : '',
    hostKey: isSftp ? row.read('host_key', fingerprint, '') : '',
  };
}

/** A receiver names a folder of outgoing files, and a part of its secrets' names. */
export function receiverName(cell: string): string | undefined {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(cell) ? cell : undefined;
}

function methodOf(cell: string): Receiver['method'] | undefined {
  const methods: readonly Receiver['method'][] = ['sftp', 'https'];
  return methods.find((method) => method === cell.toLowerCase());
}

function host(cell: string): string | undefined {
  return /^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(:\d{1,5})?$/.test(cell) ? cell : undefined;
}

/** From the root, without a step upwards. */
function directory(cell: string): string | undefined {
  const plain = /^\/[A-Za-z0-9._~/-]{0,200}$/.test(cell);
  return plain && !cell.split('/').includes('..') ? cell : undefined;
}

/** Host and path, without `https://`. */
function resource(cell: string): string | undefined {
  const at = cell.indexOf('/');
  const whole = at > 0 && host(cell.slice(0, at)) && directory(cell.slice(at));
  return whole ? cell : undefined;
}

function account(cell: string): string | undefined {
  return /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/.test(cell) ? cell : undefined;
}

function fingerprint(cell: string): string | undefined {
  return /^SHA256:[A-Za-z0-9+/]{43}=?$/.test(cell) ? cell : undefined;
}
