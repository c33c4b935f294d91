/** S3's side of a request, over files in memory: objects by version, ranges, conditional writes, lists as XML. */
import type { MemoryFiles } from '../../../shared/pipeline/memory-files.ts';
import { type BucketName, buckets, inboxPrefix } from '../../../shared/pipeline/topology.ts';
import type { Answer, Request } from './request-handler.ts';

type Lying = { readonly version: number; readonly bytes: Uint8Array };

export type S3Server = {
  readonly serve: (request: Request) => Answer;
  /** A file as the outside brings it. */
  drop(bucket: BucketName, key: string, bytes: Uint8Array): void;
};

/** What is written shows in `files` too, where the outside reads it. */
export function s3Server(files: MemoryFiles): S3Server {
  const objects = new Map<string, Lying>();
  const put = (name: string, bytes: Uint8Array) => {
    objects.set(name, { version: (objects.get(name)?.version ?? 0) + 1, bytes });
  };
  return {
    serve: (request) => {
      const name = decodeURIComponent(request.path.slice(1));
      if (request.query?.['list-type'] !== undefined) return listed(objects, request);
      if (request.method !== 'PUT') return found(objects.get(name), request);
      if (request.headers['if-none-match'] === '*' && objects.has(name))
        return error(412, 'PreconditionFailed');
      const bytes = request.body instanceof Uint8Array ? request.body.slice() : new Uint8Array();
      put(name, bytes);
      const [bucket = '', ...key] = name.split('/');
      if (isBucket(bucket)) files.drop(bucket, key.join('/'), bytes);
      return { status: 200, headers: { etag: `"${objects.get(name)?.version}"` } };
    },
    drop: (bucket, key, bytes) =>
      put(`${bucket}/${bucket === 'inbox' ? inboxPrefix : ''}${key}`, bytes),
  };
}

function isBucket(name: string): name is BucketName {
  return name in buckets;
}

function error(status: number, code: string): Answer {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

function found(lying: Lying | undefined, { headers, method, query }: Request): Answer {
  const wanted = query?.['versionId'];
  if (lying === undefined) return method === 'HEAD' ? { status: 404 } : error(404, 'NoSuchKey');
  if (typeof wanted === 'string' && wanted !== String(lying.version))
    return error(404, 'NoSuchVersion');
  const { bytes, version } = lying;
  const about = { etag: `"${version}"`, 'x-amz-version-id': String(version) };
  if (method === 'HEAD') return { status: 200, headers: about };
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(headers['range'] ?? '') ?? [];
  if (Number(from) > 0 && Number(from) >= bytes.length) return error(416, 'InvalidRange');
  const part = bytes.slice(Number(from), to === '' ? undefined : Number(to) + 1);
  return { status: to === '' ? 200 : 206, headers: about, body: part };
}

function listed(objects: ReadonlyMap<string, Lying>, { path, query = {} }: Request): Answer {
  const bucket = path.split('/')[1] ?? '';
  const prefix = String(query['prefix'] ?? '');
  const after = String(query['start-after'] ?? '');
  const keys = [...objects.keys()]
    .flatMap((name) => (name.startsWith(`${bucket}/`) ? [name.slice(bucket.length + 1)] : []))
    .filter((key) => key.startsWith(prefix) && key > after)
    .sort();
  const rows =
    query['delimiter'] === undefined
      ? keys.map((key) => contentOf(key, objects.get(`${bucket}/${key}`)))
      : [...new Set(keys.map((key) => `${prefix}${key.slice(prefix.length).split('/')[0]}/`))].map(
          (one) => `<CommonPrefixes><Prefix>${one}</Prefix></CommonPrefixes>`,
        );
  const body = `<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated>${rows.join('')}</ListBucketResult>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

function contentOf(key: string, lying: Lying | undefined): string {
  const size = lying?.bytes.length ?? 0;
  return `<Contents><Key>${key}</Key><Size>${size}</Size><ETag>"${lying?.version}"</ETag><LastModified>1970-01-01T00:00:00.000Z</LastModified></Contents>`;
}
