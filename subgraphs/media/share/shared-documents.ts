import { documentPage } from '../../../kit/documents/page';
import { loadWith, type Loader } from '../../../kit/database/loaders';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import { signedIn } from '../../../kit/identity/signed-in';
import { Viewer } from '../../../kit/identity/viewer';
import { dispositionOf } from '../../../kit/objects/disposition';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { assets, type Asset } from '../asset/asset.document';
import { AssetState } from '../asset/asset.states';
import { CourseLoaders } from '../course/course.loaders';
import { mayEdit } from '../course/course.policy';
import { LearnerLoaders } from '../enrollment/learner.loaders';
import { LessonLoaders } from '../lesson/lesson.loaders';
import { mediaErrors } from '../media.errors';
import { Access, accesses } from './access.document';
import { downloads, ShareCounter } from './share-counter';
import { shares, type Share } from './share.document';
import { ShareKind } from './share.kind';
import { SharedDocument } from './shared-document.type';

/** Seconds for which a download may be begun. */
const downloadLifetime = 60;

/** Documents for those with whom they are shared. */
export class SharedDocuments {
  /** By the course or lesson, for who may have them: ask that first. */
  private readonly sharedWith: Loader<string, SharedDocument[]>;

  constructor(private readonly scope: Scope) {
    this.sharedWith = loadWith<SharedDocument[]>((keys) => this.read(keys), []);
  }

  /** Those that are shared with the viewer in person. @throws UNAUTHENTICATED, BAD_CURSOR */
  async page(args: PageArgs): Promise<Page<SharedDocument>> {
    const withId = signedIn(this.scope.viewer);
    const isOpen = [{ expiresAt: null }, { expiresAt: { $gt: this.scope.clock.now() } }];
    const filter = { withId, kind: ShareKind.PERSON, $or: isOpen };
    const page = await documentPage(this.scope, { name: 'sharedDocuments', collection: shares, filter }, args);
    const seen = await this.seen(page.nodes);
    const edges = page.edges.flatMap(({ node, cursor }) => {
      const document = seen.get(node.id);
      return document ? [{ node: document, cursor }] : [];
    });
    return { ...page, edges, nodes: edges.map(({ node }) => node) };
  }

  /** For those who are enrolled, and who edit it; nothing for everyone else. */
  async ofCourse(courseId: string): Promise<SharedDocument[]> {
    return (await this.isOfCourse(courseId)) ? this.sharedWith.load(`${ShareKind.COURSE} ${courseId}`) : [];
  }

  /** For those who may see what it shows; nothing for everyone else. */
  async ofLesson(lessonId: string): Promise<SharedDocument[]> {
    const lesson = await this.scope.get(LessonLoaders).playable.load(lessonId);
    return lesson ? this.sharedWith.load(`${ShareKind.LESSON} ${lessonId}`) : [];
  }

  /** Leave to download, which is written down. @throws NOT_FOUND, RATE_LIMITED */
  async open(id: string): Promise<{ document: SharedDocument; url: string }> {
    const share = await this.scope.documents.of(shares).findOne({ _id: id });
    if (!share || !(await this.isForViewer(share))) throw kitErrors.NOT_FOUND({ thing: 'document' });
    const document = (await this.seen([share])).get(id);
    if (!document) throw kitErrors.NOT_FOUND({ thing: 'document' });
    return { document, url: await this.give(share) };
  }

  /** A URL for a minute, for whoever may have it: that is decided before. @throws ASSET_NOT_READY, RATE_LIMITED */
  async give({ _id: shareId, assetId, kind }: Share): Promise<string> {
    const house = this.scope.as(Viewer.system);
    const asset = await house.documents.of(assets).findOne({ _id: assetId });
    if (asset?.state !== AssetState.READY) throw mediaErrors.ASSET_NOT_READY();
    await this.scope.get(ShareCounter).take(shareId, downloads);
    const { current, fileName } = asset;
    const facts = { assetId, versionId: current.id, shareId, kind, personId: this.scope.viewer.id };
    const access = Object.assign(new Access(), { _id: this.scope.ids.next(), ...facts, at: this.scope.clock.now() });
    await house.documents.of(accesses).insertOne(access);
    const disposition = dispositionOf('attachment', fileName);
    return this.scope.objects.signedUrl(current.objectKey, { expiresIn: downloadLifetime, disposition });
  }

  private async isForViewer(share: Share): Promise<boolean> {
    const { kind, withId } = share;
    if (withId === null || share.isOverAt(this.scope.clock.now())) return false;
    if (kind === ShareKind.PERSON) return this.scope.viewer.is(withId);
    if (kind === ShareKind.COURSE) return this.isOfCourse(withId);
    return (await this.scope.get(LessonLoaders).playable.load(withId)) !== null;
  }

  /** An archived course stays open to its learners. */
  private async isOfCourse(courseId: string): Promise<boolean> {
    const course = await this.scope.get(CourseLoaders).known.load(courseId);
    if (!course) return false;
    if (mayEdit(this.scope.viewer, course)) return true;
    return course.status !== 'DRAFT' && (await this.scope.get(LearnerLoaders).enrolledAt.load(courseId)) !== null;
  }

  private async read(keys: readonly string[]): Promise<ReadonlyMap<string, SharedDocument[]>> {
    const now = this.scope.clock.now();
    const pairs = keys.map((key) => key.split(' ') as [ShareKind, string]).filter(([, id]) => isUuid(id));
    if (pairs.length === 0) return new Map();
    const found = await this.scope.documents
      .of(shares)
      .find({ withId: { $in: pairs.map(([, id]) => id) }, kind: { $in: [ShareKind.COURSE, ShareKind.LESSON] } })
      .sort({ _id: 1 })
      .toArray();
    const open = found.filter((share) => !share.isOverAt(now));
    const seen = await this.seen(open);
    const groups = Map.groupBy(open, ({ kind, withId }) => `${kind} ${withId}`);
    return new Map([...groups].map(([key, group]) => [key, group.flatMap(({ id }) => seen.get(id) ?? [])]));
  }

  /** What can be shown of them: what is ready, and not behind the wall of an organisation that is not the viewer's. */
  private async seen(of: readonly Share[]): Promise<ReadonlyMap<string, SharedDocument>> {
    const ids = [...new Set(of.map(({ assetId }) => assetId))];
    const found = await this.scope.documents
      .of(assets)
      .find({ _id: { $in: ids } })
      .toArray();
    const ready = new Map<string, Asset>(
      found.filter(({ state }) => state === AssetState.READY).map((asset) => [asset.id, asset]),
    );
    return new Map(
      of.flatMap((share) => {
        const asset = ready.get(share.assetId);
        return asset ? [[share.id, SharedDocument.of(share, asset)] as const] : [];
      }),
    );
  }
}
