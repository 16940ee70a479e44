import type { Scope } from '../../../kit/scope/scope';
import { uploadParts } from './upload-part.document';
import { uploads } from './upload.document';
import { heldUploads } from './upload.lock';

/** Takes an upload, its parts and its locks out of the books; answers the ids of the parts, of which bytes may be there. */
export async function forgetUpload(tx: Scope, uploadId: string): Promise<string[]> {
  const parts = await tx.documents.of(uploadParts).find({ uploadId }).toArray();
  const partIds = parts.map(({ _id }) => _id);
  await tx.documents.of(uploads).deleteOne({ _id: uploadId });
  await tx.documents.of(uploadParts).deleteMany({ uploadId });
  await tx.documents.of(heldUploads).deleteMany({ _id: { $in: [uploadId, ...partIds] } });
  return partIds;
}
