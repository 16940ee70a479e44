/** What clients are told of texts that people write. */
export const bodyDescription =
  'Markdown, at most 20,000 characters. Also `$math$`, mentions `@[name](user:<id>)` and moments of a lesson `[12:30](lesson:<id>?t=750)`.';
export const anonymousDescription = 'Whether to hide your name from classmates; staff see it. Not in every course.';
export const longestBody = 20_000;
