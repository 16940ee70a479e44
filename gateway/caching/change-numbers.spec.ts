import { ChangeNumbers } from './change-numbers';

const policy = (types: string[], subgraphs: string[]) => ({
  maxAge: 60,
  types: new Set(types),
  subgraphs: new Set(subgraphs),
});
const course = policy(['Course'], ['courses']);

/** A process that has heard these messages of courses, and where users stands. */
function process(...messages: [number, ...string[]][]): ChangeNumbers {
  const numbers = new ChangeNumbers();
  numbers.note('users', 1, []);
  for (const [number, ...types] of messages) numbers.note('courses', number, types);
  return numbers;
}
const heardBy = (numbers: ChangeNumbers) => numbers.heard(course)!;

it('who has heard of a change covers who has heard of it, too, and not the other way round', () => {
  const [early, late] = [process([7]), process([7], [8, 'Course'])];
  expect(late.isCovered(heardBy(late), course)).toBe(true);
  expect(early.isCovered(heardBy(late), course)).toBe(true);
  expect(late.isCovered(heardBy(early), course)).toBe(false);
});

it('a change of something else does not matter', () => {
  const [early, late] = [process([7]), process([7], [8, 'Run'], [9, 'Lesson'])];
  expect(late.isCovered(heardBy(early), course)).toBe(true);
});

it('a change of everything that a subgraph shows matters to what it shows', () => {
  const early = process([7]);
  const late = process([7], [8, '*']);
  expect(late.isCovered(heardBy(early), course)).toBe(false);
  expect(late.isCovered(heardBy(early), policy(['User'], ['users']))).toBe(true);
});

it('a type counts whichever subgraph tells of it', () => {
  const [early, late] = [process([7]), process([7])];
  late.note('users', 2, ['Course']);
  expect(late.isCovered(heardBy(early), course)).toBe(false);
});

it('who begins later is shown what was made in the knowledge of all that was told before', () => {
  const [old, new_] = [process([7], [8, 'Course'], [9, 'Run']), process([9])];
  expect(new_.isCovered(heardBy(old), course)).toBe(true);
  expect(new_.isCovered(heardBy(process([7], [8, 'Course'])), course)).toBe(false);
});

it('a message that was missed is found by its number, and may have been about anything', () => {
  const numbers = process([7]);
  const before = heardBy(numbers);
  expect(numbers.note('courses', 8, [])).toBe(false);
  expect(numbers.isCovered(before, course)).toBe(true);
  expect(numbers.note('courses', 10, [])).toBe(true);
  expect(numbers.isCovered(before, course)).toBe(false);
});

it('a message that comes again, or late at the beginning, is no news', () => {
  const numbers = process([7]);
  expect([numbers.note('courses', 7, ['Course']), numbers.note('courses', 6, ['Course'])]).toEqual([false, false]);
  expect(heardBy(numbers)).toEqual({ courses: 7, users: 1 });
});

it('nothing is known while one of the subgraphs is not heard, or does not number', () => {
  const numbers = process([7]);
  const before = heardBy(numbers);
  numbers.lose('users');
  expect([numbers.heard(course), numbers.isCovered(before, course)]).toEqual([null, false]);
  numbers.note('users', 1, []);
  expect(numbers.isCovered(before, course)).toBe(true);
  numbers.note('courses', null, ['Course']);
  expect(numbers.heard(course)).toBeNull();
  numbers.note('courses', 8, []);
  expect(numbers.isCovered(before, course)).toBe(false);
  expect(new ChangeNumbers().heard(course)).toBeNull();
});
