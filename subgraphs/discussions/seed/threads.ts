import { ThreadKind } from '../thread/thread.kind';

/** Whose forum it is. */
export const demoSlug = 'typescript-from-first-principles';

export interface DemoPost {
  /** The instructor, or the number of a demo learner; 0 is learner@lyceum.test. */
  readonly by: 'instructor' | number;
  readonly body: string;
  readonly score?: number;
  readonly isAccepted?: boolean;
  readonly isEndorsed?: boolean;
}

export interface DemoThread extends DemoPost {
  readonly title: string;
  readonly kind: ThreadKind;
  /** `<section>/<file>`; null for the whole course. */
  readonly lesson: string | null;
  readonly tags: readonly string[];
  readonly isPinned?: boolean;
  readonly replies: readonly DemoPost[];
}

/** The oldest first. */
export const demoThreads: readonly DemoThread[] = [
  {
    title: 'Read this first: how to ask so that people can answer',
    kind: ThreadKind.DISCUSSION,
    lesson: null,
    tags: ['meta'],
    isPinned: true,
    by: 'instructor',
    score: 9,
    body: 'Say what you **expected**, what happened instead, and show the smallest code that does it:\n\n```ts\nconst x: string[] = [1];\n```\n\nThe error message belongs into the question, in full. If an answer helped, accept it: the next reader will be glad.',
    replies: [{ by: 7, body: 'The smallest code was the answer, three times out of four. Thanks!', score: 4 }],
  },
  {
    title: 'Why is the empty set never, and not void?',
    kind: ThreadKind.QUESTION,
    lesson: '01-types-are-sets/01-a-type-is-a-set-of-values',
    tags: ['sets', 'never'],
    by: 0,
    score: 6,
    body: 'If a type is a set of values, `never` is $\\emptyset$. Why do functions that return nothing have `void` then? They return no value either.',
    replies: [
      {
        by: 'instructor',
        score: 8,
        isEndorsed: true,
        isAccepted: true,
        body: 'They do return one: `undefined`. `void` says that nobody should look at it. A function that returns `never` **does not return at all**: it throws, or runs for ever.\n\n```ts\nfunction fail(message: string): never {\n  throw new Error(message);\n}\n```',
      },
      { by: 12, body: 'So $|\\mathtt{void}| = 1$ for all practical purposes. That made it click.', score: 2 },
    ],
  },
  {
    title: 'A union of two objects loses a property when I spread it',
    kind: ThreadKind.QUESTION,
    lesson: '02-narrowing-and-modelling/02-make-the-impossible-unwritable',
    tags: ['unions'],
    by: 21,
    score: 3,
    body: 'I have `type Shape = Circle | Square` and write `{ ...shape, colour: "red" }`. The result is neither a `Circle` nor a `Square` any more for the compiler. What do I do?',
    replies: [
      {
        by: 3,
        score: 1,
        body: 'Narrow first, spread after: within `if (shape.kind === "circle")` the spread keeps `Circle`.',
      },
    ],
  },
];
