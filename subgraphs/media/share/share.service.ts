import { kitErrors } from '../../../kit/errors/kit-errors';
import { Passwords } from '../../../kit/identity/passwords';
import { signedIn } from '../../../kit/identity/signed-in';
import { allows } from '../../../kit/policy/policy';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { secretHash } from '../../../kit/identity/secret-hash';
import { assets, type Asset } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { assetPolicy } from '../asset/asset.policy';
import { AssetStore } from '../asset/asset.store';
import { courses } from '../course/course.document';
import { coursePolicy } from '../course/course.policy';
import { lessons } from '../lesson/lesson.document';
import { mediaErrors } from '../media.errors';
import { Share, shares } from './share.document';
import type { ShareDocumentInput, ShareWithInput } from './share.input';
import { ShareKind } from './share.kind';
import { linkOf } from './share.link';

/** Shares of one document, and documents of one course or lesson. */
const most = 100;

interface Target {
  readonly kind: ShareKind;
  readonly withId: string | null;
}

/** With whom documents are shared: decided by those who may change them. */
export class ShareService {
  constructor(private readonly scope: Scope) {}

  /**
   * Sharing again with the same person, course or lesson takes the place of the share before.
   * @throws NOT_FOUND, UNAUTHENTICATED, WRONG_KIND, BAD_INPUT, ASSET_ELSEWHERE, TOO_MANY_SHARES
   */
  async share({
    assetId,
    with: given,
    expiresAt = null,
  }: ShareDocumentInput): Promise<{ share: Share; url: string | null }> {
    const createdById = signedIn(this.scope.viewer);
    const target = targetOf(given);
    const now = this.scope.clock.now();
    if (expiresAt !== null && expiresAt <= now)
      throw kitErrors.BAD_INPUT({ fields: { 'input.expiresAt': 'This is in the past.' } });
    await this.scope.get(AssetStore).require(assetId, assetPolicy.edit);
    const password = given.link?.password ?? null;
    const passwordHash = password === null ? null : await this.scope.shared(Passwords).hash(password);
    const token = target.kind === ShareKind.LINK ? this.scope.ids.secret() : null;
    const share = await this.scope.transaction(async (tx) => {
      const store = tx.get(AssetStore);
      const asset = await store.require(assetId, assetPolicy.edit);
      if (asset.kind !== AssetKind.PDF && asset.kind !== AssetKind.FILE)
        throw mediaErrors.WRONG_KIND({ kind: AssetKind.FILE });
      await demandTarget(tx, asset, target);
      // Written, so that of two shares at once one waits for the other.
      await store.save(asset);
      await makeRoom(tx, assetId, target);
      const tokenHash = token && secretHash(token);
      const facts = { assetId, createdById, ...target, tokenHash, passwordHash, expiresAt, createdAt: now };
      const made = Object.assign(new Share(), { _id: tx.ids.next(), ...facts });
      await tx.documents.of(shares).insertOne(made);
      return made;
    });
    return { share, url: token && linkOf(this.scope.config.PUBLIC_URL, token) };
  }

  /** @throws NOT_FOUND, UNAUTHENTICATED */
  async revoke(id: string): Promise<void> {
    await this.scope.transaction(async (tx) => {
      const share = await tx.documents.of(shares).findOne({ _id: id });
      const asset = share && (await tx.documents.of(assets).findOne({ _id: share.assetId }));
      if (!asset || !(await allows(tx, assetPolicy.edit, asset))) {
        if (tx.viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
        throw kitErrors.NOT_FOUND({ thing: 'share' });
      }
      await tx.documents.of(shares).deleteOne({ _id: id });
    });
  }
}

/** @throws BAD_INPUT unless there is exactly one */
function targetOf({ personId, courseId, lessonId, link }: ShareWithInput): Target {
  const targets: Target[] = [
    ...(personId == null ? [] : [{ kind: ShareKind.PERSON, withId: personId }]),
    ...(courseId == null ? [] : [{ kind: ShareKind.COURSE, withId: courseId }]),
    ...(lessonId == null ? [] : [{ kind: ShareKind.LESSON, withId: lessonId }]),
    ...(link == null ? [] : [{ kind: ShareKind.LINK, withId: null }]),
  ];
  const [target, ...others] = targets;
  if (target && others.length === 0) return target;
  throw kitErrors.BAD_INPUT({ fields: { 'input.with': 'Give exactly one of personId, courseId, lessonId and link.' } });
}

/** @throws NOT_FOUND, ASSET_ELSEWHERE */
async function demandTarget(tx: Scope, { organisationId }: Asset, { kind, withId }: Target): Promise<void> {
  if (kind === ShareKind.LINK) return;
  const thing = kind.toLowerCase();
  if (withId === null || !isUuid(withId)) throw kitErrors.NOT_FOUND({ thing });
  if (kind === ShareKind.PERSON) return;
  const lesson = kind === ShareKind.LESSON ? await tx.documents.of(lessons).findOne({ _id: withId }) : null;
  const courseId = kind === ShareKind.LESSON ? lesson?.courseId : withId;
  const course = courseId === undefined ? null : await tx.documents.of(courses).findOne({ _id: courseId });
  if (!course || !(await allows(tx, coursePolicy.edit, course))) throw kitErrors.NOT_FOUND({ thing });
  if (organisationId !== null && organisationId !== course.organisationId) throw mediaErrors.ASSET_ELSEWHERE();
}

/** @throws TOO_MANY_SHARES */
async function makeRoom(tx: Scope, assetId: string, { kind, withId }: Target): Promise<void> {
  const all = tx.documents.of(shares);
  if (kind !== ShareKind.LINK) {
    const before = await all.find({ assetId, kind, withId }).toArray();
    for (const { _id } of before) await all.deleteOne({ _id });
  }
  const isCrowd = kind === ShareKind.COURSE || kind === ShareKind.LESSON;
  const isFull = (await all.count({ assetId })) >= most || (isCrowd && (await all.count({ withId, kind })) >= most);
  if (isFull) throw mediaErrors.TOO_MANY_SHARES({ allowed: most });
}
