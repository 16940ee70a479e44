import { Admission } from './admission';
import { LiveEvent } from './live-event';
import type { Member } from './shared-source';

const event = (number: number): LiveEvent => new LiveEvent({ data: { number } }, undefined);

it('a gate that says nothing for a thousand events costs its viewer the stream, and holds none of them any more', () => {
  const heard: LiveEvent[] = [];
  const failed: unknown[] = [];
  const member: Member = {
    next: (events) => void heard.push(...events),
    complete: () => undefined,
    fail: (error, reason) => void failed.push([error.code, reason]),
  };
  const { source, gate } = new Admission(member);
  source.next(Array.from({ length: 1_000 }, (_, number) => event(number)));
  expect(failed).toEqual([]);
  source.next([event(1_000)]);
  expect(failed).toEqual([['TOO_SLOW', 'slow']]);
  gate.next([event(0)]);
  expect(heard).toEqual([]);
});
