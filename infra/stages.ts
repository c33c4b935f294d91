/** The only knobs between a trial and production. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

export type Stage = {
  readonly name: string;
  /** The wall clock that the schedules of the topology are read on. */
  readonly timeZone: string;
  readonly logRetention: RetentionDays;
  /** How long a replaced or deleted version of a file can still be fetched. */
  readonly oldVersionDays: number;
  /** What becomes of buckets, tables and keys when their stack goes. */
  readonly removal: RemovalPolicy;
  readonly deletionProtection: boolean;
  /** A second copy of every table that outlives the table. */
  readonly backups: boolean;
  /** What the posting stores can take at once; null lets them warm up by themselves. */
  readonly warmThroughput: WarmThroughput | null;
};

type WarmThroughput = {
  readonly readUnitsPerSecond: number;
  readonly writeUnitsPerSecond: number;
};

const dev: Stage = {
  name: 'dev',
  timeZone: 'America/New_York',
  logRetention: RetentionDays.ONE_MONTH,
  oldVersionDays: 30,
  removal: RemovalPolicy.DESTROY,
  deletionProtection: false,
  backups: false,
  warmThroughput: null,
};

const prod: Stage = {
  name: 'prod',
  timeZone: 'America/New_York',
  // HIPAA asks for six years of documentation; payers and states ask for up to ten.
  logRetention: RetentionDays.TEN_YEARS,
  oldVersionDays: 3653,
  removal: RemovalPolicy.RETAIN,
  deletionProtection: true,
  backups: true,
  // A million claims in ten minutes: 1,667 a second at eight to ten write units each.
  warmThroughput: { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 20_000 },
};

/** The stage of that name; any other name is a mistake of the person who deploys. */
export function stageNamed(name: unknown): Stage {
  const stage = [dev, prod].find((known) => known.name === name);
  if (stage === undefined) throw new Error(`--context stage must be dev or prod`);
  return stage;
}
