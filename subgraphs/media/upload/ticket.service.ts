import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { Asset, assets } from '../asset/asset.document';
import { AssetProtection } from '../asset/asset.protection';
import { AssetState } from '../asset/asset.states';
import { sourceKey, type AssetVersion } from '../asset/asset.version';
import { mediaErrors } from '../media.errors';
import { Quota } from './quota';
import type { CreateUploadInput, UploadTicket } from './upload.input';
import { uploads, type Upload } from './upload.document';
import { largestOf } from './upload.limits';
import { requireMayUpload } from './upload.policy';

/** Who may send what. */
export class TicketService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, UPLOAD_NOT_ALLOWED, UPLOAD_TOO_LARGE, QUOTA_EXCEEDED, BAD_INPUT */
  create(input: CreateUploadInput): Promise<{ asset: Asset; upload: Upload }> {
    const { kind, fileName, checksum } = input;
    const organisationId = input.organisationId ?? null;
    return this.scope.transaction(async (tx) => {
      const ownerId = await requireMayUpload(tx, { kind, organisationId });
      const bytes = checkedSize(input, largestOf(kind, tx.config));
      await tx.get(Quota).take({ ownerId, organisationId }, bytes);
      const made = newUpload(tx, { kind, fileName, checksum, organisationId, ownerId, bytes });
      await tx.documents.of(assets).insertOne(made.asset);
      await tx.documents.of(uploads).insertOne(made.upload);
      return made;
    });
  }

  /** The viewer's own upload that is still open to bytes. @throws UNAUTHENTICATED, NOT_FOUND, UPLOAD_OVER */
  async admit(id: string): Promise<Upload> {
    const ownerId = signedIn(this.scope.viewer);
    const upload = await this.scope.documents.of(uploads).findOne({ _id: id });
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

function checkedSize({ bytes, fileName }: CreateUploadInput, allowed: number): number {
  if (fileName.trim() === '' || fileName.includes('\0')) throw badInput('fileName', 'Give the file a name.');
  if (bytes < 1n) throw badInput('bytes', 'A file has at least one byte.');
  if (bytes > BigInt(allowed)) throw mediaErrors.UPLOAD_TOO_LARGE({ allowed });
  return Number(bytes);
}

const badInput = (field: string, problem: string) => kitErrors.BAD_INPUT({ fields: { [`input.${field}`]: problem } });

type Known = Pick<Upload, 'ownerId' | 'organisationId' | 'kind' | 'bytes'> & {
  readonly fileName: string;
  readonly checksum?: string | null | undefined;
  readonly protection?: AssetProtection | null | undefined;
};

function newUpload(tx: Scope, { fileName, checksum, protection, ...known }: Known): { asset: Asset; upload: Upload } {
  const [assetId, versionId, now] = [tx.ids.next(), tx.ids.next(), tx.clock.now()];
  const { ownerId, organisationId, kind, bytes } = known;
  const version: AssetVersion = {
    ...emptyVersion,
    id: versionId,
    bytes,
    objectKey: sourceKey(assetId, versionId),
    createdAt: now,
  };
  const asset = Object.assign(new Asset(), {
    _id: assetId,
    ownerId,
    organisationId,
    kind,
    fileName: fileName.trim(),
    protection: protection ?? AssetProtection.CLEAR,
    state: version.state,
    versions: [version],
    currentVersionId: versionId,
    shownAs: [],
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
  const upload = {
    _id: tx.ids.next(),
    assetId,
    versionId,
    ownerId,
    organisationId,
    kind,
    bytes,
    checksum: checksum?.toLowerCase() ?? null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + tx.config.UPLOAD_LIFETIME * 1_000),
    finishedAt: null,
  };
  return { asset, upload };
}

const emptyVersion = {
  state: AssetState.UPLOADING,
  contentType: null,
  checksum: null,
  refusal: null,
  picture: null,
  pageCount: null,
  transcoded: null,
  readyAt: null,
};
