/** Files in S3. On AWS the inbox's tree begins below a prefix, which no key in the house shows. */
import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  checkFileKey,
  checkRange,
  checkWritable,
  isFileKey,
} from '../../shared/pipeline/file-keys.ts';
import type { FileRange, FileStamp, Files } from '../../shared/pipeline/ports.ts';
import { type BucketName, inboxPrefix } from '../../shared/pipeline/topology.ts';
import { nameOf, type Pause, retried } from './pause.ts';
import { beginUpload, type Place } from './upload-s3.ts';

export function s3Files(
  client: S3Client,
  nameOfBucket: (bucket: BucketName) => string,
  pause: Pause,
): Files {
  const placeOf = (bucket: BucketName, key: string): Place => {
    checkFileKey(key);
    return { Bucket: nameOfBucket(bucket), Key: `${prefixOf(bucket)}${key}` };
  };
  return {
    stamp: async (bucket, key) => stampOf(client, placeOf(bucket, key)),
    read: async (bucket, key, range, version) => {
      checkRange(range);
      return readBytes(client, placeOf(bucket, key), range, version);
    },
    stream: (bucket, key, version) => streamBytes(client, placeOf(bucket, key), version),
    list: (bucket, prefix, cursor) =>
      listPage(client, nameOfBucket(bucket), prefixOf(bucket), prefix, cursor),
    folders: (bucket) => listFolders(client, nameOfBucket(bucket), prefixOf(bucket)),
    write: async (bucket, key, bytes, when) => {
      checkWritable(bucket, when);
      const place = placeOf(bucket, key);
      return retried(pause, isRace, () => writeBytes(client, place, bytes, when));
    },
    begin: async (bucket, key) => {
      checkWritable(bucket, 'any');
      return beginUpload(client, placeOf(bucket, key));
    },
  };
}

function prefixOf(bucket: BucketName): string {
  return bucket === 'inbox' ? inboxPrefix : '';
}

/** A bucket that keeps no versions calls the one that it has `null`. */
async function stampOf(client: S3Client, place: Place): Promise<FileStamp | null> {
  try {
    const { ETag, VersionId } = await client.send(new HeadObjectCommand(place));
    return { version: VersionId ?? 'null', mark: ETag ?? '' };
  } catch (error) {
    if (nameOf(error) === 'NotFound') return null;
    throw error;
  }
}

async function readBytes(
  client: S3Client,
  place: Place,
  range?: FileRange,
  version?: string,
): Promise<Uint8Array | null> {
  const part = range && { Range: `bytes=${range.from}-${range.to - 1}` };
  try {
    const wanted = new GetObjectCommand({ ...place, ...part, ...versioned(version) });
    const { Body } = await client.send(wanted);
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (['NoSuchKey', 'NoSuchVersion'].includes(nameOf(error))) return null;
    if (nameOf(error) === 'InvalidRange') return new Uint8Array();
    throw error;
  }
}

async function* streamBytes(
  client: S3Client,
  place: Place,
  version?: string,
): AsyncIterable<Uint8Array> {
  const { Body } = await client.send(new GetObjectCommand({ ...place, ...versioned(version) }));
  if (!(Body instanceof Readable)) throw new Error('S3 answers with a stream');
  yield* Body;
}

function versioned(version: string | undefined) {
  return version === undefined ? {} : { VersionId: version };
}

/** The cursor is the last key seen. Keys that are no file's, such as a folder's marker, are left out. */
async function listPage(
  client: S3Client,
  bucket: string,
  root: string,
  prefix: string,
  cursor?: string,
) {
  const request = { Bucket: bucket, Prefix: `${root}${prefix}` };
  const after = cursor !== undefined && { StartAfter: cursor };
  const page = await client.send(new ListObjectsV2Command({ ...request, ...after }));
  const found = page.Contents ?? [];
  const files = found
    .map((object) => ({
      key: object.Key?.slice(root.length) ?? '',
      size: object.Size ?? 0,
      mark: object.ETag ?? '',
      laidAt: object.LastModified?.getTime() ?? Number.MAX_SAFE_INTEGER,
    }))
    .filter(({ key }) => isFileKey(key));
  return { files, cursor: page.IsTruncated ? (found.at(-1)?.Key ?? null) : null };
}

async function listFolders(client: S3Client, bucket: string, root: string) {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const request = { Bucket: bucket, Prefix: root, Delimiter: '/' };
    const token = cursor !== undefined && { ContinuationToken: cursor };
    const page = await client.send(new ListObjectsV2Command({ ...request, ...token }));
    for (const { Prefix = '' } of page.CommonPrefixes ?? [])
      names.push(Prefix.slice(root.length, -1));
    cursor = page.NextContinuationToken;
  } while (cursor !== undefined);
  return names;
}

async function writeBytes(
  client: S3Client,
  place: Place,
  bytes: Uint8Array,
  when: 'absent' | 'any',
): Promise<'written' | 'exists'> {
  const once = when === 'absent' && { IfNoneMatch: '*' };
  try {
    await client.send(new PutObjectCommand({ ...place, Body: bytes, ...once }));
    return 'written';
  } catch (error) {
    if (nameOf(error) === 'PreconditionFailed') return 'exists';
    throw error;
  }
}

/** Two writers of the same new key at once: S3 lets neither win and asks to try again. */
function isRace(error: unknown): boolean {
  return nameOf(error) === 'ConditionalRequestConflict';
}
