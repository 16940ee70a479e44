import { ManualTimers } from '../../kit/testing/manual-timers';
import { until } from '../../kit/testing/until';
import { Connections } from './connections';
import { EventStreamClient } from './testing/event-stream-client';
import { liveTest } from './testing/open-house';

describe('batches', () => {
  const open = (count: number, { isPolite = true, drainTimeout = 10_000 } = {}) => {
    const timers = new ManualTimers();
    const connections = new Connections({ timers, drainTimeout, onChange: () => undefined });
    const asked: number[] = [];
    let cut = 0;
    for (let index = 0; index < count; index += 1) {
      const connection = {
        goAway: () => {
          asked.push(index);
          if (isPolite) connections.delete(connection);
        },
        destroy: () => {
          cut += 1;
          connections.delete(connection);
        },
      };
      connections.add(connection);
    }
    return { timers, connections, asked, cut: () => cut };
  };

  it('a few end at once', async () => {
    const { connections, asked, timers } = open(50);
    await connections.drain();
    expect(asked).toHaveLength(50);
    expect(timers.pending).toBe(0);
  });

  it('many end little by little, in no order, within half of the time', async () => {
    const { connections, asked, timers } = open(5_000);
    const drained = connections.drain();
    expect(connections.isDraining).toBe(true);
    expect(asked).toHaveLength(100);
    timers.advance(1_000);
    expect(asked.length).toBeGreaterThan(600);
    expect(asked.length).toBeLessThan(2_200);
    timers.advance(7_000);
    await drained;
    expect(new Set(asked).size).toBe(5_000);
    expect(asked).not.toEqual(asked.toSorted((left, right) => left - right));
    expect(timers.pending).toBe(0);
  });

  it('who does not go is cut off at the deadline', async () => {
    const { connections, asked, cut, timers } = open(10, { isPolite: false, drainTimeout: 1_000 });
    const drained = connections.drain();
    timers.advance(999);
    expect([asked.length, cut()]).toEqual([10, 0]);
    timers.advance(1);
    await drained;
    expect(cut()).toBe(10);
  });
});

describe('when the server closes', () => {
  const test = liveTest();
  const query = 'subscription { tick: ticks { number } }';

  it('sockets end with 1001, streams without complete, and nobody new comes in', async () => {
    const socket = await test.begin();
    socket.subscribe('a', query);
    const stream = await EventStreamClient.open(test.house.url, { query });
    const silent = await test.connect();
    await until(() => test.house.subscriptions.counts().operations === 2);
    const closing = test.house.app.close();
    expect(await socket.end()).toEqual({ code: 1001, reason: 'Going away' });
    expect((await silent.end()).code).toBe(1001);
    await until(() => stream.isOver);
    expect(stream.of('complete')).toEqual([]);
    await closing;
    expect(test.house.engine.open).toEqual([]);
    expect(test.house.subscriptions.isDraining()).toBe(true);
    expect(test.house.changes.every(({ isOpen }) => !isOpen)).toBe(true);
    expect(test.house.timers.pending).toBe(0);
  });

  it('who does not say goodbye is cut off at the deadline', async () => {
    const socket = await test.begin();
    socket.ws.pause();
    const closing = test.house.app.close();
    await until(() => test.house.subscriptions.isDraining());
    test.house.timers.advance(10_000);
    await closing;
    socket.ws.resume();
    await socket.end();
  });
});
