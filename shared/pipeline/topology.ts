/**
 * The one table of what is deployed: buckets, stores, queues, workers and schedules. CDK builds AWS
 * from it, the local runner routes by it, tests walk it. No name in it is written anywhere else.
 */

/**
 * Where files lie. `inbox` takes what comes from outside and never replaces it; `outbox` holds exact bytes before the
 * first try. Files of a bucket cool after so many days: they cost less to keep and more to read, and answer at once.
 */
export const buckets = {
  inbox: {
    versioned: true,
    events: 'receive',
    coolsAfterDays: 90,
    readAgain:
      'Money in suspense is read from its 835 when its claim appears, however late; a file of any age may be sent back to its worker.',
  },
  outbox: {
    versioned: true,
    coolsAfterDays: 90,
    readAgain:
      'A delivery that a person opens again sends these very bytes, and so does every repeat after a crash.',
  },
  outbound: {
    versioned: true,
    coolsAfterDays: 90,
    readAgain:
      'Whether a file has left is asked of its place, and a name that is used twice is compared byte by byte.',
  },
  paper: { versioned: true, coolsAfterDays: 90, readAgain: 'Whoever prints a claim once more.' },
  reports: {
    versioned: false,
    readAgain: 'Written anew each night over the last night; all of it can be computed again.',
  },
} as const satisfies Record<string, BucketRow>;

/**
 * Stores, a table an aggregate. `partition` and `sort` name the key; each index has its own.
 * An append-only store knows put-if-absent and reads, nothing else. `expires` names the seconds since 1970
 * after which an item may be gone.
 */
export const stores = {
  files: { partition: 'practice', sort: 'part', appendOnly: false, indexes: {} },
  claims: {
    partition: 'practiceClaim',
    sort: 'part',
    appendOnly: false,
    indexes: {
      byPractice: { partition: 'practice', sort: 'claimPart' },
      byStage: { partition: 'practiceStage', sort: 'claimPart', keysOnly: true },
    },
  },
  ledger: {
    partition: 'practiceSubject',
    sort: 'entry',
    appendOnly: true,
    indexes: {
      byBookDate: { partition: 'practiceBookDateShard', sort: 'entryId', keysOnly: true },
      unclaimed: { partition: 'practiceShard', sort: 'entryId' },
    },
  },
  work: {
    partition: 'practiceSubject',
    sort: 'queueOrdinal',
    appendOnly: false,
    indexes: {
      byPractice: { partition: 'practice', sort: 'itemId' },
      byDue: { partition: 'practiceDue', sort: 'dueItem' },
    },
  },
  patients: {
    partition: 'practicePatient',
    sort: 'part',
    appendOnly: false,
    indexes: {
      byPractice: { partition: 'practice', sort: 'visitPart' },
      byStage: { partition: 'practiceStage', sort: 'dayVisit' },
    },
  },
  reference: { partition: 'practiceKind', sort: 'row', appendOnly: false, indexes: {} },
  snapshots: { partition: 'practiceKind', sort: 'date', appendOnly: false, indexes: {} },
  /** What passes between a practice and its receivers: deliveries, cursors, webhooks seen. */
  exchanges: {
    partition: 'practice',
    sort: 'part',
    appendOnly: false,
    indexes: {},
    expires: 'expiresAt',
  },
  audit: { partition: 'practiceDay', sort: 'event', appendOnly: true, indexes: {} },
} as const satisfies Record<string, StoreRow>;

/** Each index of the ledger ends in one of so many shards, by hash of what the entry is about. */
export const ledgerShards = 32;

/** The folders of the inbox that answers of receivers come into. */
export const answerFolders = ['acknowledgments', 'eligibility', 'remittances'] as const;

const answers = answerFolders.map((folder) => `*/${folder}/*`);

/** Behind a practice: where the calls are remembered that the internet made. */
export const webhookPart = '#webhooks';

/** One worker a row: what wakes it, what it may touch, and what its failure costs. */
export const workers = {
  receive: {
    on: { queue: true },
    sends: [
      'take-reference',
      'take-encounters',
      'acknowledge',
      'split-remittance',
      'take-payments',
      'verify',
      'decide',
    ],
    files: { inbox: ['read'] },
    records: {
      files: ['read', 'write'],
      work: ['read', 'write'],
      reference: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 120,
    memoryMegabytes: 512,
    batchSize: 1,
    maxConcurrency: 20,
    errorImpact: 'New files stay in the inbox and nothing of them is worked.',
  },
  'take-reference': {
    on: { queue: true },
    sends: ['scrub', 'assign'],
    files: { inbox: ['read'] },
    records: {
      files: ['read', 'write'],
      claims: ['read'],
      reference: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 300,
    memoryMegabytes: 1024,
    batchSize: 1,
    maxConcurrency: 5,
    errorImpact:
      'New payers, contracts and rules are not in force; claims are priced by the old ones.',
  },
  'take-encounters': {
    on: { queue: true },
    sends: ['take-encounters', 'scrub', 'assign', 'apply'],
    files: { inbox: ['read'] },
    records: {
      files: ['read', 'write'],
      claims: ['read', 'write'],
      ledger: ['read', 'append'],
      reference: ['read'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 900,
    memoryMegabytes: 1024,
    batchSize: 1,
    maxConcurrency: 10,
    errorImpact: 'Charges are not booked and their claims are not built.',
  },
  verify: {
    on: { queue: true, schedule: { localTime: '18:00' } },
    sends: ['verify', 'scrub', 'deliver'],
    files: { inbox: ['read'], outbox: ['read', 'write'], outbound: ['read', 'write'] },
    records: {
      files: ['read', 'write'],
      patients: ['read', 'write'],
      reference: ['read'],
      exchanges: ['write'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 900,
    memoryMegabytes: 1024,
    batchSize: 1,
    maxConcurrency: 5,
    errorImpact:
      'Coverage of coming visits is not verified, and visits without a charge stay unseen.',
  },
  scrub: {
    on: { queue: true },
    sends: ['scrub', 'assign', 'verify'],
    files: {},
    records: {
      claims: ['read', 'write'],
      patients: ['read', 'write'],
      ledger: ['read'],
      reference: ['read'],
      audit: ['write'],
    },
    timeoutSeconds: 60,
    memoryMegabytes: 1024,
    batchSize: 10,
    maxConcurrency: 20,
    errorImpact: 'New claims are not checked and stay unsent.',
  },
  submit: {
    on: { queue: true, schedule: { localTime: '20:00' } },
    sends: ['submit', 'scrub', 'assign', 'deliver'],
    files: {
      outbox: ['read', 'write'],
      outbound: ['read', 'write'],
      paper: ['read', 'write'],
    },
    records: {
      claims: ['read', 'write'],
      files: ['read', 'write'],
      ledger: ['read'],
      reference: ['read'],
      exchanges: ['write'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 900,
    memoryMegabytes: 1769,
    batchSize: 1,
    maxConcurrency: 2,
    errorImpact: 'Ready claims are not sent today; every day of delay is a day of money held.',
  },
  deliver: {
    on: { queue: true },
    sends: ['receive'],
    files: { outbox: ['read'], outbound: ['write'], inbox: ['write'] },
    keys: { inbox: answers },
    records: {
      exchanges: ['read', 'write'],
      reference: ['read'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    secrets: 'receivers',
    timeoutSeconds: 300,
    memoryMegabytes: 1024,
    batchSize: 1,
    maxConcurrency: 5,
    errorImpact: 'Files for receivers behind SFTP or HTTPS do not leave the house.',
  },
  webhook: {
    on: {
      https: {
        method: 'POST',
        path: '/webhooks/{practice}/{receiver}',
        callsPerSecond: 100,
        burst: 250,
        callsPerAddress: 10_000,
      },
    },
    sends: ['receive', 'poll'],
    files: { inbox: ['write'] },
    records: { exchanges: ['read', 'write'] },
    keys: { inbox: answers, exchanges: [`*${webhookPart}`] },
    secrets: 'webhooks',
    timeoutSeconds: 10,
    memoryMegabytes: 512,
    maxConcurrency: 250,
    errorImpact: 'Receivers can not tell us of answers; they are fetched by the hour instead.',
  },
  poll: {
    on: { queue: true, schedule: { everyMinutes: 60 } },
    sends: ['poll', 'receive'],
    files: { inbox: ['write'] },
    keys: { inbox: answers },
    records: {
      exchanges: ['read', 'write'],
      reference: ['read'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    secrets: 'receivers',
    timeoutSeconds: 600,
    memoryMegabytes: 1024,
    batchSize: 1,
    maxConcurrency: 5,
    errorImpact: 'Answers that lie with SFTP and HTTPS receivers are not fetched.',
  },
  acknowledge: {
    on: { queue: true },
    sends: ['assign'],
    files: { inbox: ['read'] },
    records: {
      files: ['read', 'write'],
      claims: ['read', 'write'],
      patients: ['read'],
      reference: ['read'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 300,
    memoryMegabytes: 1024,
    batchSize: 1,
    maxConcurrency: 10,
    errorImpact:
      'Claims that a receiver turned away are not noticed and run out of time to be filed.',
  },
  'split-remittance': {
    on: { queue: true },
    sends: ['post'],
    files: { inbox: ['read'] },
    records: {
      files: ['read', 'write'],
      ledger: ['read', 'append'],
      reference: ['read'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 900,
    memoryMegabytes: 1024,
    batchSize: 1,
    maxConcurrency: 10,
    errorImpact: 'Payments that arrived today are not posted.',
  },
  post: {
    on: { queue: true },
    sends: ['assign', 'apply'],
    files: { inbox: ['read'] },
    records: {
      files: ['read', 'write'],
      claims: ['read', 'write'],
      ledger: ['read', 'append'],
      reference: ['read'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 60,
    memoryMegabytes: 1769,
    batchSize: 1,
    maxConcurrency: 50,
    errorImpact: 'Payments that arrived today are not posted.',
  },
  'take-payments': {
    on: { queue: true },
    sends: ['apply'],
    files: { inbox: ['read'] },
    records: {
      files: ['read', 'write'],
      claims: ['read', 'write'],
      ledger: ['read', 'append'],
      reference: ['read'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 300,
    memoryMegabytes: 1024,
    batchSize: 1,
    maxConcurrency: 5,
    errorImpact: 'Patient payments, bank deposits and refunds that arrived today are not booked.',
  },
  apply: {
    on: { queue: true },
    sends: ['assign'],
    files: { inbox: ['read'] },
    records: {
      files: ['read'],
      claims: ['read', 'write'],
      ledger: ['read', 'append'],
      reference: ['read'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 60,
    memoryMegabytes: 1024,
    batchSize: 10,
    maxConcurrency: 10,
    errorImpact: 'Money of claims that appeared after their payment stays in suspense.',
  },
  assign: {
    on: { queue: true },
    sends: [],
    files: {},
    records: {
      files: ['read'],
      claims: ['read'],
      ledger: ['read'],
      reference: ['read'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 60,
    memoryMegabytes: 1024,
    batchSize: 10,
    maxConcurrency: 20,
    errorImpact: 'Denials, holds and underpayments have no owner and no deadline.',
  },
  decide: {
    on: { queue: true },
    sends: ['scrub', 'assign'],
    files: { inbox: ['read'] },
    records: {
      files: ['read', 'write'],
      claims: ['read', 'write'],
      ledger: ['read', 'append'],
      reference: ['read'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 300,
    memoryMegabytes: 1024,
    batchSize: 1,
    maxConcurrency: 5,
    errorImpact: 'What people decided (write-offs, overrides, closes) has no effect.',
  },
  'follow-up': {
    on: { queue: true, schedule: { localTime: '20:30' } },
    sends: ['follow-up', 'deliver'],
    files: { outbox: ['read', 'write'], outbound: ['read', 'write'] },
    records: {
      claims: ['read', 'write'],
      files: ['read', 'write'],
      ledger: ['read'],
      reference: ['read'],
      exchanges: ['write'],
      work: ['read', 'write'],
      audit: ['write'],
    },
    timeoutSeconds: 900,
    memoryMegabytes: 1769,
    batchSize: 1,
    maxConcurrency: 2,
    errorImpact: 'Claims that nobody answered run out of time to be filed, and nobody is told.',
  },
  escalate: {
    on: { queue: true, schedule: { localTime: '21:00' } },
    sends: ['escalate'],
    files: {},
    records: { work: ['read', 'write'], reference: ['read'], audit: ['write'] },
    timeoutSeconds: 300,
    memoryMegabytes: 512,
    batchSize: 1,
    maxConcurrency: 2,
    errorImpact: 'Work past its due date is not handed up.',
  },
  sweep: {
    on: { queue: true, schedule: { everyMinutes: 15 } },
    sends: ['sweep', 'receive', 'scrub', 'apply', 'assign', 'deliver'],
    files: { inbox: ['list'] },
    records: {
      files: ['read'],
      claims: ['read'],
      work: ['read'],
      reference: ['read'],
      exchanges: ['read'],
      snapshots: ['read', 'write'],
    },
    timeoutSeconds: 900,
    memoryMegabytes: 1024,
    batchSize: 1,
    maxConcurrency: 2,
    errorImpact: 'A lost event stays lost: files and rows may wait without end.',
  },
  measure: {
    on: { queue: true, schedule: { localTime: '23:00' } },
    sends: ['measure', 'assign'],
    files: {},
    records: {
      claims: ['read'],
      ledger: ['read', 'append'],
      reference: ['read'],
      work: ['read'],
      audit: ['read', 'write'],
    },
    timeoutSeconds: 900,
    memoryMegabytes: 3538,
    batchSize: 1,
    maxConcurrency: 2,
    errorImpact: 'Credits and contractual limits are a day old and the audit trail is not sealed.',
  },
  report: {
    on: { queue: true, schedule: { localTime: '23:20' } },
    sends: ['report'],
    files: { reports: ['write'] },
    records: {
      files: ['read'],
      claims: ['read'],
      ledger: ['read'],
      work: ['read'],
      patients: ['read'],
      reference: ['read'],
    },
    timeoutSeconds: 900,
    memoryMegabytes: 3538,
    batchSize: 1,
    maxConcurrency: 2,
    errorImpact: 'The documents and the dashboard show yesterday.',
  },
  reconcile: {
    on: { queue: true, schedule: { localTime: '23:30' } },
    sends: ['reconcile'],
    files: {},
    records: {
      files: ['read'],
      claims: ['read'],
      ledger: ['read'],
      work: ['read'],
      patients: ['read'],
      reference: ['read'],
      audit: ['read'],
    },
    timeoutSeconds: 900,
    memoryMegabytes: 3538,
    batchSize: 1,
    maxConcurrency: 2,
    errorImpact: 'A broken invariant (a cent or a row that is nowhere) is not noticed tonight.',
  },
} as const satisfies Record<string, WorkerRow>;

/** Where the inbox's tree begins on AWS: `in/<practice>/<kind>/…`. */
export const inboxPrefix = 'in/';

/** The variables that a stage sets for every worker. */
export const stageVariables = {
  stage: 'CLAIMLINE_STAGE',
  timeZone: 'CLAIMLINE_TIME_ZONE',
} as const;

/** CloudWatch's namespace of the workers' counts. */
export const metricNamespace = 'Claimline';

const rows: Readonly<Record<string, WorkerRow>> = workers;

/** The workers that have one, in the table's order. */
export const queueNames: readonly QueueName[] = Object.keys(workers).filter(
  (name): name is QueueName => 'queue' in (rows[name]?.on ?? {}),
);

export type SecretKind = 'receivers' | 'webhooks';

/** Under which the secret of a practice for a receiver is kept on AWS; a worker may read one kind's. */
export function secretName(stage: string, kind: SecretKind, ...of: readonly string[]): string {
  return ['', 'claimline', stage, kind, ...of].join('/');
}

/**
 * The variable that holds it on a laptop; with `_FILE` behind it, the one that names a file. Two lines divide
 * practice and receiver, so that `a` with `b-c` is never `a-b` with `c`.
 */
export function secretVariable(kind: SecretKind, practice: string, receiver: string): string {
  const words = `CLAIMLINE_SECRET_${kind}_${practice}__${receiver}`;
  return words.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}

/** How a worker's environment finds its bucket, store or queue. */
export function environmentVariable(kind: 'bucket' | 'store' | 'queue', name: string): string {
  return `CLAIMLINE_${kind}_${name}`.toUpperCase().replaceAll('-', '_');
}

/** `readAgain`: who reads a file long after it came. */
type BucketRow = {
  versioned: boolean;
  events?: string;
  coolsAfterDays?: number;
  readAgain: string;
};

/** `keysOnly`: a row of it tells where the item lies, and nothing of what is in it. */
type IndexRow = { partition: string; sort: string; keysOnly?: true };

type StoreRow = {
  partition: string;
  sort: string;
  appendOnly: boolean;
  indexes: Record<string, IndexRow>;
  expires?: string;
};

/** Once a day on the stage's wall clock, or again and again. */
type ScheduleRow = { localTime: string } | { everyMinutes: number };

/** Every such worker has a queue; a schedule puts one message into it, which the worker hands out to the practices. */
type OnQueue = { on: { queue: true; schedule?: ScheduleRow }; batchSize: number };

/** Called from outside, over an edge that lets so many calls through; nobody sends it messages. */
type OnHttps = {
  on: { https: HttpsEdge };
};

type HttpsEdge = {
  method: 'POST';
  path: string;
  /** What the worker's concurrency takes at up to two seconds a call. */
  callsPerSecond: number;
  /** At one moment: no more than the worker's concurrency, which would refuse the rest itself. */
  burst: number;
  /** In five minutes: more than a thousand events with every repeat, less than all that comes through. */
  callsPerAddress: number;
};

type WorkerRow = (OnQueue | OnHttps) & {
  sends: readonly string[];
  files: Partial<Record<keyof typeof buckets, readonly ('read' | 'list' | 'write')[]>>;
  records: Partial<Record<keyof typeof stores, readonly ('read' | 'write' | 'append')[]>>;
  /** Patterns of the only keys that it writes in a bucket, or of the only partitions that it sees of a store. */
  keys?: Partial<Record<keyof typeof buckets | keyof typeof stores, readonly string[]>>;
  /** Which of a practice's secrets it may read: those to reach receivers, or those that webhooks are signed with. */
  secrets?: SecretKind;
  timeoutSeconds: number;
  memoryMegabytes: number;
  maxConcurrency: number;
  /** One sentence for the alarm: what the practice loses while this worker fails. */
  errorImpact: string;
};

export type BucketName = keyof typeof buckets;
export type StoreName = keyof typeof stores;
type AppendOnlyStore = {
  [S in StoreName]: (typeof stores)[S]['appendOnly'] extends true ? S : never;
}[StoreName];
export type MutableStore = Exclude<StoreName, AppendOnlyStore>;
export type WorkerName = keyof typeof workers;
/** A worker's queue has the worker's name. */
export type QueueName = {
  [W in WorkerName]: (typeof workers)[W]['on'] extends { queue: true } ? W : never;
}[WorkerName];
