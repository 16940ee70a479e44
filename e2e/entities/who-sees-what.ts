import { whos, type Who } from '../harness/world';

type Viewers = readonly Who[];
type ByRow = Readonly<Record<string, Viewers>>;

export interface Rules {
  /** Row → who learns anything of it. Everyone else cannot tell it from a row that does not exist. */
  readonly rows: ByRow;
  /** Fields that hold back more: field → row → who gets it. */
  readonly guarded?: Readonly<Record<string, ByRow>>;
}

const everyone: Viewers = whos;
const nobody: Viewers = [];
const signedIn = whos.filter((who) => who !== 'anonymous');
const administrator: Viewers = ['administrator'];
const learner: Viewers = ['administrator', 'learner'];
const staff: Viewers = ['administrator', 'instructor'];
const managersOfA: Viewers = ['administrator', 'editorOfA'];
const staffOfA: Viewers = [...staff, 'editorOfA'];
/** A key reads what members of its owner's organisations read, and nothing of what its owner owns. */
const inA: Viewers = [...staffOfA, 'memberOfA', 'key'];
/** The editor of A belongs to B, too: reads there what every member reads, and nothing more. */
const inB: Viewers = [...staff, 'editorOfA', 'learner', 'key'];

const shown = { public: everyone, ended: [...staff, 'learner'], ofA: inA, ofB: inB } as const;
const drafts = { draft: staff, draftOfA: staffOfA, draftOfB: staff } as const;
const inCourse = { ...shown, ...drafts };
const byStaff = { public: staff, ended: staff, ofA: staffOfA, ofB: staff, ...drafts };
const outline = { ...inCourse, unpublished: staff };
/** To see a lesson in the table of contents is less than to read it. */
const read = {
  ...byStaff,
  public: [...staff, 'learner'],
  ended: [...staff, 'learner'],
  ofB: [...staff, 'learner'],
  unpublished: staff,
} as const;

const people = { learner: everyone, other: everyone, instructor: everyone, erased: everyone, hiddenTeacher: nobody };
const account = { learner, other: administrator, instructor: staff, erased: administrator, hiddenTeacher: nobody };
const learning = { ...account, hiddenTeacher: administrator };
const owned = { own: learner, others: administrator };
const taught = { own: [...staff, 'learner'], others: staff, ofA: staffOfA, ofB: staff } as const;

const files = {
  avatar: learner,
  thumbnail: staffOfA,
  own: learner,
  others: administrator,
  ofA: staffOfA,
  ofB: administrator,
} as const;
/** Live sessions, and what is discussed: for who is enrolled, and who teaches. */
const watched = { public: [...staff, 'learner'], ofA: staffOfA, ofB: [...staff, 'learner'] } as const;
/** What two people, or some, say to each other is theirs alone, whoever asks. */
const talks = {
  own: ['learner', 'instructor'],
  ofB: ['learner', 'instructor'],
  room: watched.public,
  ofA: watched.ofA,
} as const;
/** Nothing of them is shown. */
const hiddenCourses = {
  public: nobody,
  ended: nobody,
  ofA: nobody,
  ofB: nobody,
  draft: nobody,
  draftOfA: nobody,
  draftOfB: nobody,
};

/** The expectation: who may see which row of which entity, in the subgraph that owns it and in those that add to it. */
export const whoSeesWhat: Readonly<Record<string, Rules>> = {
  'users.User': {
    rows: people,
    guarded: {
      email: { ...account, erased: nobody },
      emailVerified: account,
      sessions: account,
      apiKeys: account,
      roles: account,
      permissions: account,
    },
  },
  'users.Session': { rows: { ...owned, ended: learner } },
  'users.ApiKey': { rows: { ...owned, revoked: learner } },
  'users.Role': { rows: { builtIn: signedIn, ofA: inA, ofB: inB } },

  'courses.Course': { rows: inCourse },
  'courses.Run': { rows: inCourse },
  'courses.Review': { rows: { ...inCourse, own: everyone } },
  'courses.Category': { rows: { public: everyone, ofA: inA, ofB: inB } },
  'courses.Tag': { rows: { public: everyone, ofA: inA, ofB: inB } },
  'courses.User': {
    rows: { learner: nobody, other: nobody, instructor: everyone, erased: nobody, hiddenTeacher: administrator },
  },

  'lessons.Course': { rows: inCourse, guarded: { draftCurriculum: byStaff } },
  'lessons.Section': { rows: outline },
  'lessons.Lesson': { rows: outline, guarded: { body: read, bodyHtml: read, resources: read } },

  'enrollment.Enrollment': {
    rows: { ...taught, ended: [...staff, 'learner'], archived: [...staff, 'learner'], ownInB: [...staff, 'learner'] },
    guarded: {
      entitlements: {
        ...owned,
        ended: learner,
        archived: learner,
        ownInB: learner,
        ofA: managersOfA,
        ofB: administrator,
      },
    },
  },
  'enrollment.Entitlement': {
    rows: { ...owned, revoked: learner, ofA: managersOfA, ofB: administrator },
  },
  'enrollment.Cohort': { rows: taught, guarded: { members: { ...taught, own: staff } } },
  'enrollment.Course': {
    rows: inCourse,
    guarded: { enrollments: byStaff, cohorts: byStaff },
  },
  'enrollment.Lesson': { rows: { ...shown, draft: nobody, draftOfA: nobody, draftOfB: nobody, unpublished: nobody } },
  // An administrator reads an empty list of somebody who learns nothing, as of nobody at all.
  'enrollment.User': {
    rows: { learner, other: administrator, instructor: ['instructor'], erased: nobody, hiddenTeacher: nobody },
    guarded: { enrollments: learning, learningNow: learning },
  },

  'media.Asset': { rows: files },
  'media.User': {
    rows: { learner: everyone, other: nobody, instructor: nobody, erased: nobody, hiddenTeacher: nobody },
  },
  'media.Course': { rows: { ...hiddenCourses, ...watched, ofA: inA } },
  'media.Lesson': { rows: { ...hiddenCourses, ...watched, unpublished: nobody } },
  'media.LiveSession': { rows: watched },
  'transcoding.TranscodeJob': { rows: { own: learner, others: administrator, ofA: staffOfA, ofB: administrator } },
  'transcoding.Asset': { rows: { ...files, avatar: nobody, thumbnail: nobody } },

  // What somebody is told is nobody's but their own.
  'notifications.Notification': { rows: { own: ['learner'], others: nobody, ownInB: ['learner'], othersInA: nobody } },
  'notifications.Announcement': { rows: { own: [...staff, 'learner'], ofA: staffOfA, ofB: [...staff, 'learner'] } },
  'notifications.User': {
    rows: { learner: ['learner'], other: nobody, instructor: ['instructor'], erased: nobody, hiddenTeacher: nobody },
  },

  'payments.Order': { rows: { own: learner, others: administrator, ofA: managersOfA, ofB: administrator } },
  // By the order: where nobody paid there is nothing to see.
  'payments.Enrollment': {
    rows: {
      own: learner,
      others: administrator,
      ofA: managersOfA,
      ofB: administrator,
      ended: nobody,
      archived: nobody,
      ownInB: nobody,
    },
  },
  'payments.PlanSubscription': {
    rows: { own: learner, others: administrator, ofA: managersOfA, ofB: administrator },
  },
  'payments.Refund': { rows: { own: learner, others: administrator, ofA: managersOfA, ofB: administrator } },
  // The buyer speaks with their bank.
  'payments.Dispute': { rows: { own: administrator, others: administrator, ofA: managersOfA, ofB: administrator } },
  'payments.Course': { rows: { ...hiddenCourses, public: everyone, ofA: inA, ofB: inB } },
  'payments.Invoice': { rows: { own: learner, others: administrator, ofA: managersOfA, ofB: administrator } },
  'payments.CreditNote': { rows: { own: learner, others: administrator, ofA: managersOfA, ofB: administrator } },
  'payments.Coupon': { rows: { market: administrator, ofA: managersOfA, ofB: administrator } },
  'payments.Campaign': { rows: { market: administrator, ofA: managersOfA, ofB: administrator } },
  'payments.Bundle': {
    rows: { public: everyone, unsold: administrator, ofA: inA, unsoldOfA: managersOfA, ofB: inB },
  },
  'payments.Plan': {
    rows: { market: everyone, draft: administrator, ofA: inA, draftOfA: managersOfA, ofB: inB },
  },
  'payments.AffiliateProgram': { rows: { public: everyone, ofA: inA, offOfB: administrator } },
  'payments.AffiliateLink': {
    rows: { own: learner, others: administrator, ofA: managersOfA, ofB: administrator },
  },
  // The administrator reads payments; only its buyer reads whom a gift is for.
  'payments.Gift': {
    rows: { given: learner, others: administrator, ofA: managersOfA },
    guarded: { recipientEmail: { given: ['learner'], others: nobody, ofA: nobody } },
  },
  // A cart is nobody's but its owner's.
  'payments.Cart': { rows: { own: ['learner'], others: nobody } },
  'payments.Payout': { rows: owned },
  'payments.PayoutRun': { rows: { market: administrator } },
  'payments.Reconciliation': { rows: { market: administrator } },
  'payments.ReconciliationDifference': { rows: { market: administrator } },
  'payments.TaxRate': { rows: { market: administrator } },
  'payments.LedgerEntry': { rows: { market: administrator } },
  'payments.LedgerAccount': { rows: { market: administrator } },
  // A card is nobody's but its owner's.
  'payments.PaymentMethod': { rows: { own: ['learner'], others: nobody } },
  // As with what they learn: of somebody who bought nothing an administrator reads an empty list.
  'payments.User': {
    rows: { learner, other: administrator, instructor: ['instructor'], erased: nobody, hiddenTeacher: nobody },
    guarded: {
      orders: learning,
      subscriptions: learning,
      paymentMethods: {
        learner: ['learner'],
        other: nobody,
        instructor: ['instructor'],
        erased: nobody,
        hiddenTeacher: nobody,
      },
      affiliateLinks: {
        learner: ['learner'],
        other: nobody,
        instructor: ['instructor'],
        erased: nobody,
        hiddenTeacher: nobody,
      },
      // The instructor means to buy nothing.
      cart: { learner: ['learner'], other: nobody, instructor: nobody, erased: nobody, hiddenTeacher: nobody },
    },
  },

  'discussions.Thread': { rows: watched },
  'discussions.Post': { rows: watched, guarded: { edits: { public: staff, ofA: staffOfA, ofB: staff } } },
  'discussions.ModerationCase': { rows: { public: staff, ofA: staffOfA, ofB: staff } },
  'discussions.Conversation': { rows: talks },
  'discussions.Message': { rows: talks },
  // By its room: the course in B has none.
  'discussions.LiveSession': { rows: { ...watched, ofB: nobody } },
  'discussions.Course': { rows: { ...watched, ended: [...staff, 'learner'], ...drafts } },
  'discussions.Lesson': { rows: { ...hiddenCourses, ...watched, unpublished: nobody } },
};
