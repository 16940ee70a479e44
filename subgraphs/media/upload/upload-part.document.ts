import { defineCollection } from '../../../kit/documents/collection';

/** A part of an upload that is sent beside others, until they are joined. Its id is that of the part in tus, too. */
export interface UploadPart {
  readonly _id: string;
  readonly uploadId: string;
  readonly bytes: number;
  /** Whether the upload is made of it: then it stays until the upload is checked. */
  readonly isJoined: boolean;
}

export const uploadParts = defineCollection<UploadPart>({ name: 'upload_part', indexes: [{ keys: { uploadId: 1 } }] });
