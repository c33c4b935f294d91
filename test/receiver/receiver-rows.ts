/** Rows of receivers.csv as the adapters get them. */
import type { Receiver } from '../../shared/reference/reference.ts';

export const apiRow: Receiver = {
  receiver: 'fake-api',
  method: 'https',
  host: 'claims.fake.example',
  path: '/2024-04-01/raw-x12-submission',
  answers: 'core.fake.example/2023-08-01/polling/transactions',
  user: '',
  hostKey: '',
};

export const sftpRow: Receiver = {
  receiver: 'fake-sftp',
  method: 'sftp',
  host: 'sftp.fake.example',
  path: '/to-them',
  answers: '/from-them',
  user: 'fake-clinic',
  hostKey: `SHA256:${'A'.repeat(43)}`,
};

export function outgoing(name: string, bytes: string, attempt = 1) {
  return {
    name,
    aside: `${name}.0-${attempt}.tmp`,
    stale: attempt > 1 ? `${name}.0-${attempt - 1}.tmp` : null,
    bytes: Buffer.from(bytes),
    key: `key-of-${name}`,
  };
}
