import { until } from '../../kit/testing/until';
import { liveTest } from './testing/open-house';

const test = liveTest();
const beat = 15_000;

it('who answers stays, for as long as they like', async () => {
  const socket = await test.connect();
  let pings = 0;
  socket.ws.on('ping', () => (pings += 1));
  socket.send({ type: 'connection_init' });
  await until(() => pings === 1);
  for (let count = 2; count <= 5; count += 1) {
    socket.send({ type: 'ping' });
    await socket.has('pong', count - 1);
    test.house.timers.advance(beat);
    await until(() => pings === count);
  }
  expect(socket.closed).toBeNull();
});

it('who does not answer is cut off, and what it ran ends', async () => {
  const socket = await test.begin();
  socket.subscribe('a', 'subscription { ticks { number } }');
  await until(() => test.house.engine.open.length === 1);
  socket.ws.pause();
  test.house.timers.advance(beat);
  test.house.timers.advance(beat);
  await until(() => test.house.engine.open.length === 0);
  await until(() => test.house.subscriptions.counts().connections === 0);
});

it('a ping of the socket itself is answered', async () => {
  const socket = await test.begin();
  const pong = new Promise((resolve) => socket.ws.once('pong', (data) => resolve(data.toString())));
  socket.ws.ping('are you there');
  expect(await pong).toBe('are you there');
});
