import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import type { Conversation } from '../chat/conversation.document';
import type { Message } from '../chat/message.document';
import { discussionsErrors } from '../discussions.errors';
import type { Post } from '../post/post.document';
import { Case, cases, ModerationEntry, moderationEntries } from './case.document';
import { casePolicy } from './case.policy';
import { CaseState, type CaseReason } from './case.states';

type Noted = Pick<ModerationEntry, 'courseId' | 'organisationId' | 'personId' | 'action'> &
  Partial<Pick<ModerationEntry, 'aboutId' | 'note'>>;

/** What a moderator is asked about, and by whom it is. */
export type Asked = Pick<Case, 'about' | 'aboutId' | 'authorId' | 'courseId' | 'organisationId'>;

export const askedAboutPost = ({ _id: aboutId, authorId, courseId, organisationId }: Post): Asked => ({
  about: 'POST',
  aboutId,
  authorId,
  courseId,
  organisationId,
});

export const askedAboutMessage = (
  { _id: aboutId, authorId }: Message,
  { courseId, organisationId }: Conversation,
): Asked => ({ about: 'MESSAGE', aboutId, authorId, courseId, organisationId });

/** Reads and writes of cases inside of a transaction, each with its line in the log. */
export class CaseStore {
  constructor(private readonly scope: Scope) {}

  /** Asks a moderator, once more where one was asked already. What was approved is asked about again. */
  async open(asked: Asked, reasons: readonly CaseReason[]): Promise<Case> {
    const known = await this.scope.documents.of(cases).findOne({ aboutId: asked.aboutId });
    const opened = known ?? newCase(this.scope, asked);
    opened.reasons = [...new Set([...opened.reasons, ...reasons])];
    if (reasons.includes('REPORTED')) opened.reportCount += 1;
    // What is decided from here on is undone to where it stands now.
    if (opened.state === CaseState.DECIDED && opened.become(CaseState.OPEN, this.scope.clock.now()))
      opened.stateBefore = null;
    await this.save(opened);
    return opened;
  }

  /** What was approved counts for what it said then. */
  async edited({ aboutId }: Asked): Promise<void> {
    await this.scope.documents.of(cases).updateOne({ aboutId }, { $set: { isEditedSince: true } });
  }

  /** A case that the viewer decides, and that can get there. @throws UNAUTHENTICATED, NOT_FOUND, CASE_STATE */
  async become(id: string, state: CaseState): Promise<Case> {
    signedIn(this.scope.viewer);
    const found = isUuid(id) ? await this.scope.documents.of(cases).findOne({ _id: id }) : null;
    const [known] = found ? await casePolicy.decide(this.scope, [found]) : [];
    if (!known) throw kitErrors.NOT_FOUND({ thing: 'moderation case' });
    const was = known.state;
    if (!known.become(state, this.scope.clock.now())) throw discussionsErrors.CASE_STATE({ state: was });
    return known;
  }

  async save(saved: Case): Promise<Case> {
    await this.scope.documents.of(cases).replaceOne({ _id: saved._id }, saved, { upsert: true });
    return saved;
  }

  async note({ aboutId = null, note = null, ...rest }: Noted): Promise<void> {
    const entry = {
      _id: this.scope.ids.next(),
      actorId: this.scope.viewer.id,
      aboutId,
      note,
      at: this.scope.clock.now(),
    };
    await this.scope.documents
      .of(moderationEntries)
      .insertOne(Object.assign(new ModerationEntry(), { ...rest, ...entry }));
  }
}

function newCase({ ids, clock }: Scope, { about, aboutId, authorId, courseId, organisationId }: Asked): Case {
  const now = clock.now();
  return Object.assign(new Case(), {
    _id: ids.next(),
    organisationId,
    courseId,
    about,
    aboutId,
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
    createdAt: now,
    waitsSince: now,
    decidedAt: null,
  });
}
