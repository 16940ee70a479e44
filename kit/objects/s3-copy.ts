import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCopyCommand,
  type CopyObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { StoredObject } from './object-store';

/** Bytes of a part: small enough for any object of 5 TB to have no more than 10,000. */
const usualPart = 512 * 1024 * 1024;

/** Copies an object of more bytes than S3 copies in one call (`limit`), in parts of the same version. */
export async function copyInParts(
  client: S3Client,
  to: CopyObjectCommandInput,
  from: StoredObject,
  limit: number,
): Promise<void> {
  const partSize = Math.min(usualPart, limit);
  const { CopySource, MetadataDirective: _directive, ...target } = to;
  const { Bucket, Key } = target;
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const upload = { Bucket, Key, UploadId };
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (let start = 0; start < from.bytes; start += partSize) {
      const PartNumber = Parts.length + 1;
      const CopySourceRange = `bytes=${start}-${Math.min(start + partSize, from.bytes) - 1}`;
      const part = { ...upload, PartNumber, CopySource, CopySourceRange, CopySourceIfMatch: from.etag };
      const { CopyPartResult } = await client.send(new UploadPartCopyCommand(part));
      Parts.push({ PartNumber, ETag: CopyPartResult?.ETag });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload));
    throw error;
  }
}
