import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { assets, type Asset } from '../asset/asset.document';
import { mediaErrors } from '../media.errors';
import { newAsset, newUpload } from './new-upload';
import { Quota } from './quota';
import type { CreateUploadInput, UploadTicket } from './upload.input';
import { uploadParts, type UploadPart } from './upload-part.document';
import { uploads, type Upload } from './upload.document';
import { largestOf } from './upload.limits';
import { requireMayUpload } from './upload.policy';

/** Who may send what. */
export class TicketService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, UPLOAD_NOT_ALLOWED, UPLOAD_TOO_LARGE, QUOTA_EXCEEDED, BAD_INPUT */
  create(input: CreateUploadInput): Promise<{ asset: Asset; upload: Upload }> {
    const { kind, fileName, checksum, protection } = input;
    const organisationId = input.organisationId ?? null;
    return this.scope.transaction(async (tx) => {
      const ownerId = await requireMayUpload(tx, { kind, organisationId });
      demandName(input);
      const bytes = checkedSize(input.bytes, largestOf(kind, tx.config));
      await tx.get(Quota).take({ ownerId, organisationId }, bytes);
      const asset = newAsset(tx, { kind, fileName, protection, organisationId, ownerId, bytes });
      const upload = newUpload(tx, asset, asset.current, { ownerId, checksum });
      await tx.documents.of(assets).insertOne(asset);
      await tx.documents.of(uploads).insertOne(upload);
      return { asset, upload };
    });
  }

  /** The viewer's own upload that is still open to bytes. @throws UNAUTHENTICATED, NOT_FOUND, UPLOAD_OVER */
  async admit(id: string): Promise<Upload> {
    return this.admitted(await this.scope.documents.of(uploads).findOne({ _id: id }));
  }

  /** The same by the id of the upload, or of a part of it that is not joined yet. @throws as `admit` */
  async admitPart(id: string): Promise<{ upload: Upload; part: UploadPart | null }> {
    const known = await this.scope.documents.of(uploads).findOne({ _id: id });
    if (known) return { upload: this.admitted(known), part: null };
    const part = await this.scope.documents.of(uploadParts).findOne({ _id: id, isJoined: false });
    const whole = part && (await this.scope.documents.of(uploads).findOne({ _id: part.uploadId, finishedAt: null }));
    return { upload: this.admitted(whole), part };
  }

  private admitted(upload: Upload | null): Upload {
    const ownerId = signedIn(this.scope.viewer);
    if (upload?.ownerId !== ownerId) throw kitErrors.NOT_FOUND({ thing: 'upload' });
    if (upload.finishedAt === null && upload.expiresAt <= this.scope.clock.now()) throw mediaErrors.UPLOAD_OVER();
    return upload;
  }

  ticketOf({ _id: id, bytes, expiresAt }: Upload): UploadTicket {
    const endpoint = uploadsUrl(this.scope.config.PUBLIC_URL);
    return { id, url: `${endpoint}/${id}`, endpoint, maxBytes: BigInt(bytes), expiresAt };
  }
}

/** Where tus is, seen from outside. */
export const uploadsUrl = (publicUrl: string): string => `${publicUrl.replace(/\/+$/, '')}/media/uploads`;

function demandName({ fileName }: CreateUploadInput): void {
  if (fileName.trim() === '' || fileName.includes('\0')) throw badInput('fileName', 'Give the file a name.');
}

/** @throws UPLOAD_TOO_LARGE, BAD_INPUT */
export function checkedSize(bytes: bigint, allowed: number): number {
  if (bytes < 1n) throw badInput('bytes', 'A file has at least one byte.');
  if (bytes > BigInt(allowed)) throw mediaErrors.UPLOAD_TOO_LARGE({ allowed });
  return Number(bytes);
}

const badInput = (field: string, problem: string) => kitErrors.BAD_INPUT({ fields: { [`input.${field}`]: problem } });
