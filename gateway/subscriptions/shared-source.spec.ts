import { Registry } from 'prom-client';
import { silentLog } from '../../kit/testing/silent-log';
import { until } from '../../kit/testing/until';
import type { EngineEvent } from '../engine/engine';
import { subscriptionMetrics } from '../metrics/subscription-metrics';
import type { LiveEvent } from './live-event';
import { SharedSource, type Member } from './shared-source';
import { PushSource } from './testing/push-source';

const event = (number: number): EngineEvent => ({ kind: 'next', result: { data: number } });
const numberOf = ({ payload }: LiveEvent): number => (JSON.parse(payload.toString()) as { data: number }).data;

const memberWith = (next: Member['next']): Member => ({ next, complete: () => undefined, fail: () => undefined });

it('what comes while an event is handed out to very many goes to each of them together, in order', async () => {
  const events = new PushSource<EngineEvent>();
  const source = new SharedSource({
    key: '',
    operation: null as never,
    log: silentLog,
    metrics: subscriptionMetrics(new Registry()),
    subscribe: () => events,
    contextOf: () => Promise.reject(new Error('Nobody asks.')),
    onEnd: () => undefined,
  });
  const [heard, last]: [number[][], number[][]] = [[], []];
  source.join(
    memberWith((sent) => {
      heard.push(sent.map(numberOf));
      if (heard.length === 1) events.push(event(2), event(3), event(4));
    }),
  );
  for (let index = 0; index < 300; index += 1) source.join(memberWith(() => undefined));
  source.join(memberWith((sent) => void last.push(sent.map(numberOf))));
  events.push(event(1));
  await until(() => last.flat().length === 4);
  expect(heard).toEqual([[1], [2, 3, 4]]);
  expect(last).toEqual(heard);
});
