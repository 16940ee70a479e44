import { EventQueue } from './event-queue';
import { LiveEvent } from './live-event';

const event = (number: number, text = '') => new LiveEvent({ data: { number, text } });
const limits = { events: 3, bytes: 10_000 };
const shown = (queue: EventQueue) => {
  const seen: unknown[] = [];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { data, extensions } = JSON.parse(next.payload.toString()) as {
      data: { number: number };
      extensions?: object;
    };
    seen.push(extensions ? [data.number, extensions] : data.number);
  }
  return seen;
};

function filled(overflow: 'LATEST' | 'DROP_OLDEST' | 'DISCONNECT', texts: readonly string[], bounds = limits) {
  let dropped = 0;
  const queue = new EventQueue(overflow, bounds, () => (dropped += 1));
  const taken = texts.map((text, index) => queue.push(event(index + 1, text)));
  return { queue, taken, dropped: () => dropped };
}

it('keeps what fits, in order', () => {
  const { queue, dropped } = filled('DROP_OLDEST', ['', '', '']);
  expect(shown(queue)).toEqual([1, 2, 3]);
  expect(dropped()).toBe(0);
});

it('DROP_OLDEST keeps the newest; the first of them tells how many went before it', () => {
  const { queue, dropped } = filled('DROP_OLDEST', ['', '', '', '', '']);
  expect(shown(queue)).toEqual([[3, { gap: true, dropped: 2 }], 4, 5]);
  expect(dropped()).toBe(2);
  queue.push(event(6));
  expect(shown(queue)).toEqual([6]);
});

it('LATEST keeps one', () => {
  const { queue } = filled('LATEST', ['', '', '']);
  expect(shown(queue)).toEqual([[3, { gap: true, dropped: 2 }]]);
});

it('DISCONNECT takes what fits, and then says that it is enough', () => {
  const { taken } = filled('DISCONNECT', ['', '', '', '']);
  expect(taken).toEqual([true, true, true, false]);
});

it('counts bytes as well; one event always fits', () => {
  const large = 'x'.repeat(4_000);
  const { queue } = filled('DROP_OLDEST', [large, large, large]);
  expect(shown(queue)).toEqual([[2, { gap: true, dropped: 1 }], 3]);
  const { queue: huge } = filled('DROP_OLDEST', ['', 'x'.repeat(40_000)]);
  expect(shown(huge)).toEqual([[2, { gap: true, dropped: 1 }]]);
});

it('what the result says of itself stays beside the gap', () => {
  const queue = new EventQueue('LATEST', limits, () => undefined);
  queue.push(event(1));
  queue.push(new LiveEvent({ data: { number: 2 }, errors: [{ message: 'partly' }], extensions: { plan: 'short' } }));
  expect(JSON.parse(queue.shift()!.payload.toString())).toEqual({
    data: { number: 2 },
    errors: [{ message: 'partly' }],
    extensions: { plan: 'short', gap: true, dropped: 1 },
  });
});
