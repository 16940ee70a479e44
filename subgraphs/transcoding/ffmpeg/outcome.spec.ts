import { outcomeOf, type Ending } from './outcome';
import { REASONS, type ReasonCode } from './reason';

const ended = (change: Partial<Ending>): ReasonCode | null =>
  outcomeOf({ code: 1, signal: null, stderr: '', ending: null, seconds: 1, cpu: 1_000_000, ...change });

it.each<[string, Partial<Ending>, ReasonCode | null]>([
  ['passed', { code: 0 }, null],
  ['passed with warnings', { code: 0, stderr: 'Invalid data found when processing input' }, null],
  ['cancelled by us', { code: 255, ending: 'CANCELLED' }, 'CANCELLED'],
  ['out of our time', { code: null, signal: 'SIGKILL', ending: 'TIMED_OUT' }, 'TIMED_OUT'],
  ['ended by somebody else', { code: null, signal: 'SIGKILL' }, 'KILLED'],
  ['interrupted by somebody else', { code: 255 }, 'KILLED'],
  ['out of processor time, in good order', { code: 255, seconds: 100, cpu: 90 }, 'TOO_MUCH_WORK'],
  ['out of processor time', { code: null, signal: 'SIGXCPU' }, 'TOO_MUCH_WORK'],
  ['past the size of a file', { code: null, signal: 'SIGXFSZ' }, 'TOO_MUCH_WORK'],
  ['crashed', { code: null, signal: 'SIGSEGV' }, 'DAMAGED'],
  ['a full disk', { stderr: 'av_interleaved_write_frame(): No space left on device' }, 'NO_SPACE'],
  ['a full disk, said before of the file', { stderr: 'Invalid data found…\nNo space left on device' }, 'NO_SPACE'],
  ['no memory', { stderr: 'x.mp4: Cannot allocate memory' }, 'OUT_OF_MEMORY'],
  ['no index', { stderr: '[mov] moov atom not found\nx: Invalid data found when processing input' }, 'TRUNCATED'],
  ['no container', { stderr: 'file:/x: Invalid data found when processing input' }, 'NOT_MEDIA'],
  ['a container that is not read', { stderr: "[hls] Format not on whitelist 'mov'" }, 'NOT_MEDIA'],
  [
    'too many streams',
    { stderr: 'Number of streams exceeds max_streams parameter (32), see the documentation' },
    'TOO_MANY_STREAMS',
  ],
  ['a picture past the limit', { stderr: 'Picture size 16000x9000 is invalid' }, 'TOO_MANY_PIXELS'],
  ['no word at all', {}, 'FAILED'],
])('%s', (_, change, expected) => {
  expect(ended(change)).toBe(expected);
});

it('tells what can pass on another attempt from what cannot', () => {
  const passing = Object.entries(REASONS).flatMap(([code, { retryable }]) => (retryable ? [code] : []));
  expect(passing).toEqual([
    'OUT_OF_MEMORY',
    'NO_SPACE',
    'KILLED',
    'TIMED_OUT',
    'TOOLS_MISSING',
    'WRONG_OUTPUT',
    'FAILED',
  ]);
});
