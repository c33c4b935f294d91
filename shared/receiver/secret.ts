/**
 * A secret as the operator keeps it: a first line that names the hosts to which it may go, then the secret itself.
 * Rows of receivers.csv come from the practice, so that alone they must not decide to whom a secret is shown.
 */
import type { Receiver } from '../reference/reference.ts';

export type Secret = {
  /** In lower case and with their ports. */
  readonly hosts: readonly string[];
  readonly value: string;
};

/** `hosts: one.example two.example:2222`, a line break, the secret. Without that line it may go nowhere. */
export function readSecret(text: string, method: Receiver['method']): Secret {
  const [, names, value] = /^hosts:([^\n]*)\n([\s\S]*)$/i.exec(text) ?? ['', '', text];
  const hosts = (names ?? '').split(/[\s,]+/).filter(Boolean);
  return { hosts: hosts.map((host) => withPort(host, method)), value: value ?? '' };
}

/** Whether every host to which the row would take the secret stands beside it. */
export function mayGo({ hosts }: Secret, row: Receiver): boolean {
  return hostsIn(row).every((host) => hosts.includes(host));
}

/** An HTTPS receiver may have its answers elsewhere; SFTP's are in a directory of the same host. */
function hostsIn(row: Receiver): readonly string[] {
  const { answers, method } = row;
  if (method === 'sftp' || answers === '') return [hostIn(row)];
  return [hostIn(row), withPort(answers.slice(0, answers.indexOf('/')), method)];
}

export function hostIn({ host, method }: Receiver): string {
  return withPort(host, method);
}

function withPort(host: string, method: Receiver['method']): string {
  const port = method === 'sftp' ? 22 : 443;
  return (host.includes(':') ? host : `${host}:${port}`).toLowerCase();
}
