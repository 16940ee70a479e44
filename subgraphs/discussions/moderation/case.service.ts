import { kitErrors } from '../../../kit/errors/kit-errors';
import type { EventPayload } from '../../../kit/events/catalog';
import { emit } from '../../../kit/events/emit';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { daysAfter } from '../../../kit/scope/clock';
import { discussionsErrors } from '../discussions.errors';
import { posts, type Post } from '../post/post.document';
import { PostMoves } from '../post/post.moves';
import { mayBecome, PostState } from '../post/post.states';
import { RestrictionStore } from '../restriction/restriction.store';
import { RestrictionKind } from '../restriction/restriction.document';
import { threads } from '../thread/thread.document';
import { cases, type Case } from './case.document';
import type { AppealModerationInput, DecideModerationCaseInput } from './case.input';
import { CaseDecision, CaseState, Sanction } from './case.states';
import { CaseStore } from './case.store';

const outcome = { APPROVE: PostState.PUBLISHED, REMOVE: PostState.REMOVED } as const;

/** What moderators do with cases. */
export class CaseService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE */
  claim(id: string): Promise<Case> {
    return this.change(id, CaseState.CLAIMED, async (tx, claimed) => {
      claimed.claimedById = signedIn(tx.viewer);
      return 'CLAIMED';
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE */
  release(id: string): Promise<Case> {
    return this.change(id, CaseState.OPEN, async (_tx, released) => {
      if (released.claimedById === null) throw discussionsErrors.CASE_STATE({ state: CaseState.DECIDED });
      released.claimedById = null;
      return 'RELEASED';
    });
  }

  /** An appeal is decided the same way. @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE */
  decide({
    id,
    decision,
    sanction = null,
    sanctionDays = null,
    note = null,
  }: DecideModerationCaseInput): Promise<Case> {
    return this.change(id, CaseState.DECIDED, async (tx, decided) => {
      const now = tx.clock.now();
      const post = await postOf(tx, decided);
      const before = decided.sanction;
      decided.stateBefore ??= post.state;
      const wasHidden = post.state === PostState.HELD || post.state === PostState.REMOVED;
      await bring(tx, post, outcome[decision]);
      Object.assign(decided, {
        decision,
        sanction,
        note,
        decidedById: signedIn(tx.viewer),
        decidedAt: now,
        isEditedSince: false,
        claimedById: null,
      });
      const until = sanctionDays === null ? null : daysAfter(now, sanctionDays);
      await punish(tx, decided, before, until);
      await tell(tx, decided, post, {
        decision,
        sanction,
        until: until?.toISOString() ?? null,
        reason: note,
        wasHidden,
      });
      return `DECIDED ${[decision, sanction].filter(Boolean).join(' ')}`;
    });
  }

  /** The post goes back to where it stood, and its author is no longer punished. @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE */
  reopen(id: string): Promise<Case> {
    return this.change(id, CaseState.OPEN, async (tx, reopened) => {
      if (reopened.decision === null) throw discussionsErrors.CASE_STATE({ state: CaseState.CLAIMED });
      const post = await postOf(tx, reopened);
      if (reopened.stateBefore !== null) await bring(tx, post, reopened.stateBefore);
      const before = reopened.sanction;
      Object.assign(reopened, {
        decision: null,
        sanction: null,
        note: null,
        claimedById: null,
        decidedById: null,
        decidedAt: null,
        appeal: null,
        stateBefore: null,
      });
      await punish(tx, reopened, before, null);
      return 'REOPENED';
    });
  }

  /** Once for each decision, by the author. @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE */
  appeal({ postId, text }: AppealModerationInput): Promise<Post> {
    const authorId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const found = await tx.documents.of(cases).findOne({ postId });
      if (found?.authorId !== authorId) throw kitErrors.NOT_FOUND({ thing: 'post' });
      const { state } = found;
      if (found.appeal !== null || found.decision !== CaseDecision.REMOVE || !found.become(CaseState.APPEALED))
        throw discussionsErrors.CASE_STATE({ state });
      found.appeal = text;
      await tx.get(CaseStore).save(found);
      const { courseId, organisationId } = found;
      await tx
        .get(CaseStore)
        .note({ courseId, organisationId, postId, personId: authorId, action: 'APPEALED', note: text });
      return postOf(tx, found);
    });
  }

  private change(id: string, state: CaseState, work: (tx: Scope, changed: Case) => Promise<string>): Promise<Case> {
    return this.scope.transaction(async (tx) => {
      const store = tx.get(CaseStore);
      const changed = await store.become(id, state);
      const { courseId, organisationId, postId, authorId: personId } = changed;
      const action = await work(tx, changed);
      await store.note({ courseId, organisationId, postId, personId, action, note: changed.note });
      return store.save(changed);
    });
  }
}

async function postOf(tx: Scope, { postId }: Case): Promise<Post> {
  const post = await tx.documents.of(posts).findOne({ _id: postId });
  if (!post) throw kitErrors.NOT_FOUND({ thing: 'post' });
  return post;
}

type Told = Pick<EventPayload<'post.moderated'>, 'decision' | 'sanction' | 'until' | 'reason' | 'wasHidden'>;

async function tell(tx: Scope, { courseId, organisationId, authorId }: Case, post: Post, told: Told): Promise<void> {
  const thread = await tx.documents.of(threads).findOne({ _id: post.threadId });
  const about = { postId: post._id, threadId: post.threadId, courseId, organisationId, recipientId: authorId };
  await emit(tx, 'post.moderated', { ...about, ...told, title: thread?.title ?? '' });
}

/** What its author deleted meanwhile stays deleted. */
async function bring(tx: Scope, post: Post, to: PostState): Promise<void> {
  if (post.state !== to && mayBecome(post.state, to)) await tx.get(PostMoves).move(post, to);
}

/** The sanction of this case's decision before goes, the one of this comes. */
async function punish(
  tx: Scope,
  { _id, courseId, authorId: userId, sanction, note }: Case,
  before: Sanction | null,
  until: Date | null,
): Promise<void> {
  const store = tx.get(RestrictionStore);
  if (before === Sanction.MUTE || before === Sanction.BAN) await store.lift({ courseId, userId }, _id);
  if (sanction === Sanction.MUTE || sanction === Sanction.BAN)
    await store.restrict({ courseId, userId, kind: RestrictionKind[sanction], until, reason: note }, _id);
}
