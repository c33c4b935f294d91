/** S3 in memory, for the requests that the adapter sends. Buckets are made by use. */
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { compareBytes } from '../../shared/pipeline/file-keys.ts';

export function s3Error(name: string): S3ServiceException {
  return new S3ServiceException({ name, $fault: 'client', $metadata: {} });
}

export function fakeS3() {
  const objects = new Map<string, Uint8Array>();
  /** Every version of an object, the oldest first. */
  const versions = new Map<string, Uint8Array[]>();
  const put = (name: string, bytes: Uint8Array) => {
    objects.set(name, bytes);
    versions.set(name, [...(versions.get(name) ?? []), bytes]);
  };
  const versionOf = (name: string) => String(versions.get(name)?.length ?? 0);
  /** As a Date tells it: a second for each version. */
  const laidAt = (name: string) => ({ getTime: () => 1000 * Number(versionOf(name)) });
  const client = mockClient(S3Client);
  client.on(HeadObjectCommand).callsFake(({ Bucket, Key }) => {
    const name = `${Bucket}/${Key}`;
    if (!objects.has(name)) throw s3Error('NotFound');
    return { VersionId: versionOf(name), ETag: `"${versionOf(name)}"` };
  });
  client.on(GetObjectCommand).callsFake(({ Bucket, Key, Range, VersionId }) => {
    const name = `${Bucket}/${Key}`;
    const bytes = VersionId === undefined ? objects.get(name) : versions.get(name)?.[VersionId - 1];
    if (bytes === undefined) throw s3Error(VersionId === undefined ? 'NoSuchKey' : 'NoSuchVersion');
    return { Body: bodyOf(Range === undefined ? bytes : rangeOf(bytes, Range)) };
  });
  client.on(PutObjectCommand).callsFake(({ Bucket, Key, Body, IfNoneMatch }) => {
    if (IfNoneMatch === '*' && objects.has(`${Bucket}/${Key}`)) throw s3Error('PreconditionFailed');
    put(`${Bucket}/${Key}`, Body.slice());
    return {};
  });
  const uploads = new Map<string, Uint8Array[]>();
  client.on(CreateMultipartUploadCommand).callsFake(() => {
    const UploadId = `upload-${uploads.size}`;
    uploads.set(UploadId, []);
    return { UploadId };
  });
  client.on(UploadPartCommand).callsFake(({ UploadId, PartNumber, Body }) => {
    const parts = uploads.get(UploadId);
    if (parts === undefined) throw s3Error('NoSuchUpload');
    parts[PartNumber - 1] = Body.slice();
    return { ETag: `tag-${PartNumber}` };
  });
  client.on(CompleteMultipartUploadCommand).callsFake(({ Bucket, Key, UploadId, ...rest }) => {
    const parts = uploads.get(UploadId) ?? [];
    const named: { ETag: string }[] = rest.MultipartUpload.Parts;
    if (named.some((part, n) => part.ETag !== `tag-${n + 1}`)) throw s3Error('InvalidPart');
    if (parts.slice(0, -1).some((part) => part.length < 5 << 20)) throw s3Error('EntityTooSmall');
    put(`${Bucket}/${Key}`, Buffer.concat(parts.slice(0, named.length)));
    return {};
  });
  client.on(ListObjectsV2Command).callsFake(({ Bucket, Delimiter, Prefix, StartAfter = '' }) => {
    const keys = [...objects.keys()]
      .flatMap((name) => (name.startsWith(`${Bucket}/`) ? [name.slice(Bucket.length + 1)] : []))
      .filter((key) => key.startsWith(Prefix) && compareBytes(key, StartAfter) > 0)
      .toSorted(compareBytes);
    if (Delimiter !== undefined) return { CommonPrefixes: foldersOf(keys, Prefix) };
    const Contents = keys.slice(0, 1000).map((Key) => {
      const name = `${Bucket}/${Key}`;
      const Size = objects.get(name)?.length;
      return { Key, Size, ETag: `"${versionOf(name)}"`, LastModified: laidAt(name) };
    });
    return { Contents, IsTruncated: keys.length > 1000 };
  });
  return { client, objects, put };
}

function foldersOf(keys: readonly string[], prefix: string) {
  const below = keys.map((key) => key.slice(prefix.length)).filter((key) => key.includes('/'));
  return [...new Set(below.map((key) => `${prefix}${key.split('/')[0]}/`))].map((Prefix) => {
    return { Prefix };
  });
}

function rangeOf(bytes: Uint8Array, range: string): Uint8Array {
  const [from = 0, to = 0] = (/^bytes=(\d+)-(\d+)$/.exec(range) ?? []).slice(1).map(Number);
  if (from >= bytes.length) throw s3Error('InvalidRange');
  return bytes.slice(from, to + 1);
}

function bodyOf(bytes: Uint8Array) {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 65_536) chunks.push(bytes.slice(at, at + 65_536));
  return Object.assign(Readable.from(chunks), { transformToByteArray: async () => bytes });
}
