import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { mediaErrors } from '../media.errors';
import { uploads, type Upload } from './upload.document';
import { uploadParts, type UploadPart } from './upload-part.document';
import { UploadService } from './upload.service';

/** Of one upload, at most. */
const mostParts = 100;
/** How often the bytes of an upload may be sent in parts: a client that did not hear of a part begins another one. */
const timesOver = 2;

/** Parts of one upload that are sent beside each other, under the upload's ticket and within its time. */
export class PartService {
  constructor(private readonly scope: Scope) {}

  /** Leave to send a part. @throws BAD_INPUT where there is no room for it */
  async begin({ _id: uploadId, bytes: whole }: Upload, bytes: number): Promise<UploadPart> {
    const { documents, ids } = this.scope;
    const room = { partCount: { $lt: mostParts }, partBytes: { $lte: timesOver * whole - bytes } };
    const counted = await documents
      .of(uploads)
      .updateOne({ _id: uploadId, finishedAt: null, ...room }, { $inc: { partCount: 1, partBytes: bytes } });
    if (counted.matchedCount === 0) throw noRoom(whole);
    const part = { _id: ids.next(), uploadId, bytes, isJoined: false };
    await documents.of(uploadParts).insertOne(part);
    return part;
  }

  /** What was begun once more than needed makes room. False where the upload is made of it. */
  async abandon({ _id, uploadId, bytes }: UploadPart): Promise<boolean> {
    const { documents } = this.scope;
    const { deletedCount } = await documents.of(uploadParts).deleteOne({ _id, isJoined: false });
    if (deletedCount === 0) return false;
    await documents.of(uploads).updateOne({ _id: uploadId }, { $inc: { partCount: -1, partBytes: -bytes } });
    return true;
  }

  /**
   * Makes an upload of its parts, in this order, once all of them have come. `hasCome` says so of one.
   * @throws BAD_INPUT, NOT_FOUND for parts of something else, UPLOAD_OVER where it came otherwise
   */
  async join(
    { _id, bytes, finishedAt, joined }: Upload,
    asked: NonNullable<Upload['joined']>,
    hasCome: (part: UploadPart) => Promise<boolean>,
  ): Promise<void> {
    if (finishedAt !== null) {
      if (joined?.partIds.join() === asked.partIds.join()) return;
      throw mediaErrors.UPLOAD_OVER();
    }
    const parts = await this.scope.documents
      .of(uploadParts)
      .find({ uploadId: _id, _id: { $in: [...asked.partIds] } })
      .toArray();
    if (new Set(asked.partIds).size < asked.partIds.length) throw badConcat('Name each part once.');
    if (parts.length < asked.partIds.length) throw kitErrors.NOT_FOUND({ thing: 'part' });
    const length = parts.reduce((sum, part) => sum + part.bytes, 0);
    if (length !== bytes) throw badConcat(`The ticket is for ${bytes} bytes, the parts have ${length}.`);
    for (const part of parts) if (!(await hasCome(part))) throw badConcat(`Part ${part._id} has not come whole.`);
    await this.scope.get(UploadService).finish(_id, asked);
  }
}

const badConcat = (problem: string) => kitErrors.BAD_INPUT({ fields: { 'upload-concat': problem } });

const noRoom = (whole: number) =>
  kitErrors.BAD_INPUT({
    fields: { 'upload-length': `The ticket is for ${whole} bytes, in ${mostParts} parts at most. Delete parts first.` },
  });
