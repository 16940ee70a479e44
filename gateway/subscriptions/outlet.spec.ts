import { kitErrors } from '../../kit/errors/kit-errors';
import { EventQueue } from './event-queue';
import { Lane, type Frames } from './lane';
import { LiveEvent } from './live-event';
import { Outlet } from './outlet';

/** A wire whose other end reads when a test says so. */
class SlowWire {
  readonly written: string[] = [];
  buffered = 0;
  isCut = false;
  corks = 0;

  write(frame: Buffer): void {
    this.written.push(frame.toString());
    this.buffered += frame.length;
  }

  cork(): void {
    this.corks += 1;
  }

  uncork(): void {
    this.corks -= 1;
  }

  destroy(): void {
    this.isCut = true;
  }
}

const framesOf = (id: string): Frames => ({
  next: (event) => Buffer.from(`${id}${event.payload.toString()}`),
  error: ([error]) => Buffer.from(`${id} ${String(error?.extensions?.['code'])}`),
  complete: () => Buffer.from(`${id} complete`),
});
const event = (number: number) => new LiveEvent({ data: number });
const stalled = 1_000_000;

function open(...ids: string[]) {
  const wire = new SlowWire();
  const outlet = new Outlet(wire);
  const ended: string[] = [];
  const lanes = ids.map((id) => {
    const queue = new EventQueue('DROP_OLDEST', { events: 10, bytes: 10_000 }, () => undefined);
    return new Lane(outlet, framesOf(id), queue, (reason) => ended.push(`${id} ${reason}`));
  });
  const drain = (): void => {
    wire.buffered = 0;
    outlet.flush();
  };
  return { wire, outlet, lanes: lanes as [Lane, ...Lane[]], ended, drain };
}

it('writes at once while there is room, and not at all while there is none', () => {
  const {
    wire,
    lanes: [lane],
    drain,
  } = open('a');
  lane.next(event(1));
  expect(wire.written).toEqual(['a{"data":1}']);
  wire.buffered = stalled;
  lane.next(event(2));
  lane.next(event(3));
  expect(wire.written).toHaveLength(1);
  drain();
  expect(wire.written).toEqual(['a{"data":1}', 'a{"data":2}', 'a{"data":3}']);
});

it('what waits goes before what comes, though there is room again', () => {
  const {
    wire,
    lanes: [lane],
  } = open('a');
  wire.buffered = stalled;
  lane.next(event(1));
  wire.buffered = 0;
  lane.next(event(2));
  expect(wire.written).toEqual(['a{"data":1}', 'a{"data":2}']);
});

it('operations of one socket take turns', () => {
  const { wire, lanes, drain } = open('a', 'b');
  wire.buffered = stalled;
  for (const lane of lanes) for (let number = 1; number <= 3; number += 1) lane.next(event(number));
  drain();
  expect(wire.written.map((frame) => frame.replace(/\W*data\W*/, '').replace('}', ''))).toEqual([
    'a1',
    'b1',
    'a2',
    'b2',
    'a3',
    'b3',
  ]);
});

it('the end comes after what waits, once', () => {
  const {
    wire,
    lanes: [lane],
    ended,
    drain,
  } = open('a');
  wire.buffered = stalled;
  lane.next(event(1));
  lane.complete();
  lane.complete();
  lane.next(event(2));
  expect(ended).toEqual([]);
  drain();
  expect(wire.written).toEqual(['a{"data":1}', 'a complete']);
  expect(ended).toEqual(['a completed']);
});

it('an error comes at once, and nothing after it', () => {
  const {
    wire,
    lanes: [lane],
    ended,
    drain,
  } = open('a');
  wire.buffered = stalled;
  lane.next(event(1));
  lane.fail(kitErrors.UNAUTHENTICATED(), 'unauthorized');
  lane.fail(kitErrors.UNAUTHENTICATED(), 'unauthorized');
  lane.next(event(2));
  lane.complete();
  drain();
  expect(wire.written).toEqual(['a UNAUTHENTICATED']);
  expect(ended).toEqual(['a unauthorized']);
});

it('who has left is told nothing more', () => {
  const {
    wire,
    lanes: [lane],
    ended,
    drain,
  } = open('a');
  wire.buffered = stalled;
  lane.next(event(1));
  lane.abandon();
  drain();
  expect([wire.written, ended]).toEqual([[], []]);
});

it('answers that nobody reads end in a cut; those that are read do not', () => {
  const { wire, outlet } = open();
  const answer = Buffer.alloc(1_000);
  for (let count = 0; count < 1_000; count += 1) {
    outlet.answer(answer);
    wire.buffered = 0;
  }
  expect(wire.isCut).toBe(false);
  for (let count = 0; count < 300; count += 1) outlet.answer(answer);
  expect(wire.isCut).toBe(true);
  expect(wire.buffered).toBeLessThan(300_000);
});
