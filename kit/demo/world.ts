import { createHash } from 'node:crypto';
import { v7 } from 'uuid';

/** The facts of the demo that several subgraphs' seeds must agree on. Everything here is deterministic. */
export const demoEpoch = new Date('2026-01-05T08:00:00Z');
export const demoPassword = 'correct horse battery staple';

/** Name of a demo person, instructor or learner: what `demoId('User', …)` is made of. Learner 0 is learner@lyceum.test. */
export const learnerName = (index: number): string => `learner-${index}`;

/** Course slugs with how much learners like to take them. */
export const demoCourses: Readonly<Record<string, number>> = {
  'graphql-federation-in-practice': 9,
  'postgresql-for-application-developers': 8,
  'typescript-from-first-principles': 14,
  'statistics-you-can-trust': 7,
  'data-visualisation-that-tells-the-truth': 8,
  'distributed-systems-by-failure': 4,
  'writing-that-gets-read': 9,
  'leading-small-teams': 5,
  'typography-for-screens': 5,
  'the-night-sky-with-your-own-eyes': 8,
  'photography-in-available-light': 6,
  'hearing-music-theory': 7,
};

/** The lesson of the demo whose video is there: `<course>/<section>/<file>`, as lessons names it. */
export const demoVideoLesson = 'hearing-music-theory/02-pitch-and-scale/05-four-distances-to-hear';

export interface DemoEnrollment {
  readonly learner: number;
  readonly course: string;
  readonly startedAt: Date;
  /** Share of the lessons done, 0 to 1, in the order of the curriculum. */
  readonly progress: number;
}

/** A UUIDv7 that depends on kind and name only. */
export function demoId(kind: string, name: string): string {
  const hash = createHash('sha256').update(`${kind}:${name}`).digest();
  const msecs = demoEpoch.getTime() - (hash.readUInt32BE(0) % (300 * 86_400)) * 1000;
  return v7({ msecs, random: hash.subarray(4, 20), seq: hash.readUInt32BE(20) >>> 1 });
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function demoRandom(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32BE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One to five courses for each of so many learners, popular ones more often; learner 0 is half-way through TypeScript. */
export function demoEnrollments(learners: number): DemoEnrollment[] {
  const slugs = Object.keys(demoCourses);
  const total = Object.values(demoCourses).reduce((sum, weight) => sum + weight, 0);
  return Array.from({ length: learners }, (_, learner) => {
    const random = demoRandom(`enrollments of ${learner}`);
    const chosen = new Set(learner === 0 ? ['typescript-from-first-principles'] : []);
    const wanted = 1 + Math.floor(random() * 5);
    while (chosen.size < wanted) chosen.add(slugs[weighted(Object.values(demoCourses), random() * total)] ?? slugs[0]!);
    return [...chosen].map((course, place) => ({
      learner,
      course,
      startedAt: new Date(demoEpoch.getTime() + Math.floor(random() * 290 * 86_400) * 1000),
      progress: learner === 0 && place === 0 ? 0.5 : Math.min(1, random() * 1.35),
    }));
  }).flat();
}

function weighted(weights: readonly number[], at: number): number {
  let sum = 0;
  return weights.findIndex((weight) => (sum += weight) >= at);
}
