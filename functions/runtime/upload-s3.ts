/** A file into S3 piece by piece: in parts when it is large, else at once; the bucket drops unfinished parts. */
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { FilePieces } from '../../shared/pipeline/ports.ts';

export type Place = { readonly Bucket: string; readonly Key: string };

/** S3 takes parts from 5 MB, 10,000 of them. */
const partBytes = 16 * 1024 * 1024;

export function beginUpload(client: S3Client, place: Place): FilePieces {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let upload: Upload | null = null;
  const body = () => {
    const whole = Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
    return whole;
  };
  return {
    write: async (piece) => {
      waiting.push(piece);
      bytes += piece.length;
      if (bytes < partBytes) return;
      upload ??= await beginParts(client, place);
      await upload.send(body());
    },
    close: async () => {
      if (upload === null) {
        await client.send(new PutObjectCommand({ ...place, Body: body() }));
        return;
      }
      if (bytes > 0) await upload.send(body());
      await upload.complete();
    },
  };
}

type Upload = { send(part: Uint8Array): Promise<void>; complete(): Promise<void> };

async function beginParts(client: S3Client, place: Place): Promise<Upload> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
  if (UploadId === undefined) throw new Error('S3 gives an upload an id');
  const Parts: CompletedPart[] = [];
  return {
    send: async (Body) => {
      const PartNumber = Parts.length + 1;
      const part = { ...place, UploadId, PartNumber, Body };
      const { ETag } = await client.send(new UploadPartCommand(part));
      if (ETag === undefined) throw new Error('S3 gives a part a tag');
      Parts.push({ PartNumber, ETag });
    },
    complete: async () => {
      const whole = { ...place, UploadId, MultipartUpload: { Parts } };
      await client.send(new CompleteMultipartUploadCommand(whole));
    },
  };
}
