import type { Bundle } from '../bundle/bundle.entity';
import type { KnownCourse } from '../course/known-course.entity';
import type { Hindrance, Obstacle, Wanted } from './purchase.types';

/** A course that is to be bought, and what with. */
export interface Part {
  readonly wanted: Wanted;
  readonly course: KnownCourse;
  readonly bundle: Bundle | null;
  /** In a bundle: the buyer has it already. */
  readonly isOwned: boolean;
}

/** What is known of everything that is wanted: null for what the buyer does not see, or what is not sold. */
export interface Known {
  readonly course: (id: string) => KnownCourse | null;
  readonly bundle: (id: string) => Bundle | null;
  readonly owned: ReadonlySet<string>;
  readonly buyerId: string | null;
}

/** Sorts out what can be bought from what cannot, and why. What comes first counts where something is wanted twice. */
export function sortOut(wanted: readonly Wanted[], known: Known): { parts: Part[]; hindrances: Hindrance[] } {
  const taken = new Set<string>();
  const parts: Part[] = [];
  const hindrances: Hindrance[] = [];
  for (const one of wanted) {
    const found = one.bundleId === null ? courseParts(one, known) : bundleParts(one, known);
    const again = 'reason' in found ? [] : found.filter((part) => taken.has(recipientKey(part)));
    if ('reason' in found) hindrances.push(found);
    else if (again.length > 0)
      hindrances.push(
        hindrance(
          one,
          'TWICE',
          again.map(({ course }) => course.id),
        ),
      );
    else {
      for (const part of found) taken.add(recipientKey(part));
      parts.push(...found);
    }
  }
  return { parts, hindrances };
}

function courseParts(wanted: Wanted, { course: courseOf, owned, buyerId }: Known): Part[] | Hindrance {
  const courseId = wanted.courseId ?? '';
  const course = courseOf(courseId);
  if (!course || course.prices.length === 0) return hindrance(wanted, 'UNAVAILABLE', [courseId]);
  if (course.isFree) return hindrance(wanted, 'FREE', [courseId]);
  if (!wanted.gift && course.isTaughtBy(buyerId)) return hindrance(wanted, 'OWN_COURSE', [courseId]);
  if (!wanted.gift && owned.has(course.id)) return hindrance(wanted, 'ALREADY_OWNED', [courseId]);
  return [{ wanted, course, bundle: null, isOwned: false }];
}

/** Who has some of its courses pays for the others. */
function bundleParts(
  wanted: Wanted,
  { course: courseOf, bundle: bundleOf, owned, buyerId }: Known,
): Part[] | Hindrance {
  const bundle = bundleOf(wanted.bundleId ?? '');
  if (!bundle) return hindrance(wanted, 'UNAVAILABLE', []);
  const courses = bundle.courseIds.map((id) => ({ id, course: courseOf(id) }));
  const missing = courses.filter(({ course }) => course === null || course.prices.length === 0);
  if (missing.length > 0)
    return hindrance(
      wanted,
      'UNAVAILABLE',
      missing.map(({ id }) => id),
    );
  const parts = courses.flatMap(({ course }) => {
    if (!course) return [];
    return { wanted, course, bundle, isOwned: !wanted.gift && (owned.has(course.id) || course.isTaughtBy(buyerId)) };
  });
  if (parts.every(({ isOwned }) => isOwned)) return hindrance(wanted, 'ALREADY_OWNED', bundle.courseIds);
  return parts;
}

const hindrance = ({ key }: Wanted, reason: Obstacle, courseIds: readonly string[]): Hindrance => ({
  key,
  reason,
  courseIds,
});

/** One course for one person once; as gifts for as many as one likes. */
const recipientKey = ({ course, wanted }: Part): string => `${course.id} ${wanted.gift?.email.toLowerCase() ?? ''}`;

/** The currency in which everything has a price: the one asked for, else the one that every price list has. */
export function commonCurrency(parts: readonly Part[], asked: string, base: string): string {
  const isPriced = ({ course, bundle }: Part): boolean =>
    course.priceIn(asked) !== null && (bundle === null || bundle.priceIn(asked) !== null);
  return parts.every(isPriced) ? asked : base;
}
