import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import type { Post } from '../post/post.document';
import { Case, cases, ModerationEntry, moderationEntries } from './case.document';
import { casePolicy } from './case.policy';
import { CaseState, type CaseReason } from './case.states';

type Noted = Pick<ModerationEntry, 'courseId' | 'organisationId' | 'personId' | 'action'> &
  Partial<Pick<ModerationEntry, 'postId' | 'note'>>;

/** Reads and writes of cases inside of a transaction, each with its line in the log. */
export class CaseStore {
  constructor(private readonly scope: Scope) {}

  /** Asks a moderator, once more where one was asked already. What was approved is asked about again. */
  async open(post: Post, reasons: readonly CaseReason[]): Promise<Case> {
    const known = await this.scope.documents.of(cases).findOne({ postId: post._id });
    const opened = known ?? newCase(this.scope, post);
    opened.reasons = [...new Set([...opened.reasons, ...reasons])];
    if (reasons.includes('REPORTED')) opened.reportCount += 1;
    // What is decided from here on is undone to where the post stands now.
    if (opened.state === CaseState.DECIDED && opened.become(CaseState.OPEN)) opened.stateBefore = null;
    await this.save(opened);
    return opened;
  }

  /** What was approved of a post counts for what it said then. */
  async edited({ _id: postId }: Post): Promise<void> {
    await this.scope.documents.of(cases).updateOne({ postId }, { $set: { isEditedSince: true } });
  }

  /** A case that the viewer decides, and that can get there. @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE */
  async become(id: string, state: CaseState): Promise<Case> {
    signedIn(this.scope.viewer);
    const found = isUuid(id) ? await this.scope.documents.of(cases).findOne({ _id: id }) : null;
    const [known] = found ? await casePolicy.decide(this.scope, [found]) : [];
    if (!known) throw kitErrors.NOT_FOUND({ thing: 'moderation case' });
    const was = known.state;
    if (!known.become(state)) throw discussionsErrors.CASE_STATE({ state: was });
    return known;
  }

  async save(saved: Case): Promise<Case> {
    await this.scope.documents.of(cases).replaceOne({ _id: saved._id }, saved, { upsert: true });
    return saved;
  }

  async note({ postId = null, note = null, ...rest }: Noted): Promise<void> {
    const entry = {
      _id: this.scope.ids.next(),
      actorId: this.scope.viewer.id,
      postId,
      note,
      at: this.scope.clock.now(),
    };
    await this.scope.documents
      .of(moderationEntries)
      .insertOne(Object.assign(new ModerationEntry(), { ...rest, ...entry }));
  }
}

function newCase({ ids, clock }: Scope, { _id: postId, organisationId, courseId, authorId }: Post): Case {
  return Object.assign(new Case(), {
    _id: ids.next(),
    organisationId,
    courseId,
    postId,
    authorId,
    claimedById: null,
    decidedById: null,
    isEditedSince: false,
    stateBefore: null,
    state: CaseState.OPEN,
    reasons: [],
    reportCount: 0,
    decision: null,
    sanction: null,
    note: null,
    appeal: null,
    createdAt: clock.now(),
    decidedAt: null,
  });
}
