import { hasEnded, mayBecome, TranscodeJobState } from './transcode-job.states';
import { TranscodeJob } from './transcode-job.entity';

const states = Object.values(TranscodeJobState);
const { QUEUED, PROBING, ENCODING, PACKAGING, DONE, FAILED, CANCELLED } = TranscodeJobState;

const steps: readonly (readonly [TranscodeJobState, TranscodeJobState])[] = [
  [QUEUED, PROBING],
  [PROBING, ENCODING],
  [ENCODING, PACKAGING],
  [PACKAGING, DONE],
  [PROBING, FAILED],
  [ENCODING, FAILED],
  [PACKAGING, FAILED],
  [QUEUED, CANCELLED],
  [PROBING, CANCELLED],
  [ENCODING, CANCELLED],
  [PACKAGING, CANCELLED],
  [FAILED, QUEUED],
  [CANCELLED, QUEUED],
];
const edges = states.flatMap((from) => states.map((to) => [from, to] as const));
const isStep = (from: string, to: string): boolean => steps.some((step) => step[0] === from && step[1] === to);

it.each(edges)('%s → %s is what the table says', (from, to) => {
  expect(mayBecome(from, to)).toBe(isStep(from, to));
});

const jobIn = (state: TranscodeJobState): TranscodeJob =>
  Object.assign(new TranscodeJob(), { state, attempt: 1, percent: 40, reason: null });
const now = new Date('2026-03-02T09:00:00Z');

describe.each(states)('a job that is %s', (state) => {
  it.each([PROBING, ENCODING, PACKAGING] as const)('goes on to %s only where it may', (to) => {
    const job = jobIn(state);
    if (isStep(state, to)) {
      job.become(to);
      expect(job.state).toBe(to);
    } else expect(() => job.become(to)).toThrow(`${state} does not become ${to}`);
  });

  it.each(['DONE', 'FAILED', 'CANCELLED'] as const)('ends as %s only where it may', (how) => {
    const job = jobIn(state);
    if (isStep(state, how)) {
      job.end(how, now, how === 'DONE' ? null : 'FAILED');
      expect(job).toMatchObject({ state: how, endedAt: now, percent: how === 'DONE' ? 100 : 40 });
      expect(hasEnded(job.state)).toBe(true);
    } else expect(() => job.end(how, now)).toThrow(expect.objectContaining({ code: 'TRANSCODE_ENDED' }));
  });

  it('begins again only where it may', () => {
    const job = jobIn(state);
    if (isStep(state, QUEUED)) {
      job.queueAgain(now);
      expect(job).toMatchObject({ state: QUEUED, attempt: 2, percent: 0, queuedAt: now, reason: null });
    } else expect(() => job.queueAgain(now)).toThrow(expect.objectContaining({ code: 'TRANSCODE_NOT_ENDED' }));
  });
});
