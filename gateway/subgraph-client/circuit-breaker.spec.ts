import { ManualTimers } from '../../kit/testing/manual-timers';
import { breakerRules, CircuitBreaker, type BreakerState } from './circuit-breaker';

const { minCalls, openFor, probes, window } = breakerRules;

function open() {
  const timers = new ManualTimers();
  const states: BreakerState[] = [];
  const breaker = new CircuitBreaker({ timers, random: () => 0, onState: (state) => states.push(state) });
  const call = (outcome: 'succeeded' | 'failed' | 'ended'): boolean => {
    const leave = breaker.enter();
    if (leave) breaker[outcome](leave);
    return leave !== null;
  };
  const calls = (count: number, outcome: 'succeeded' | 'failed' | 'ended') =>
    Array.from({ length: count }, () => call(outcome)).filter(Boolean).length;
  const trip = (): void => void calls(minCalls, 'failed');
  return { timers, states, breaker, call, calls, trip };
}

it('opens when half of enough calls have failed', () => {
  const { states, calls } = open();
  calls(minCalls / 2, 'succeeded');
  expect(calls(minCalls / 2, 'failed')).toBe(minCalls / 2);
  expect(states).toEqual(['open']);
  expect(calls(3, 'succeeded')).toBe(0);
});

it('judges nothing by a few calls, nor by fewer failures', () => {
  const { states, calls } = open();
  calls(minCalls - 1, 'failed');
  calls(minCalls + 1, 'succeeded');
  calls(1, 'failed');
  expect(states).toEqual([]);
});

it('forgets what is longer ago than the window', () => {
  const { timers, states, calls } = open();
  calls(minCalls - 1, 'failed');
  timers.advance(window);
  calls(minCalls - 1, 'failed');
  expect(states).toEqual([]);
  timers.advance(window / 2);
  calls(1, 'failed');
  expect(states).toEqual(['open']);
});

it('forgets slot by slot', () => {
  const { timers, states, calls } = open();
  for (let slot = 0; slot < 30; slot += 1) {
    calls(1, 'failed');
    timers.advance(window / 10);
  }
  expect(states).toEqual([]);
});

it('stays open for its time, then lets one call through at a time', () => {
  const { timers, states, breaker, trip } = open();
  trip();
  timers.advance(openFor - 1);
  expect(breaker.enter()).toBeNull();
  timers.advance(1);
  const probe = breaker.enter();
  expect([probe === null, breaker.enter(), states]).toEqual([false, null, ['open', 'half_open']]);
  breaker.succeeded(probe!);
  expect(breaker.enter()).not.toBeNull();
});

it('closes after enough probes have gone well, and counts from nothing', () => {
  const { timers, states, calls, trip } = open();
  trip();
  timers.advance(openFor);
  expect(calls(probes, 'succeeded')).toBe(probes);
  expect(states).toEqual(['open', 'half_open', 'closed']);
  calls(minCalls - 1, 'failed');
  expect(states).toHaveLength(3);
});

it('opens again when a probe fails', () => {
  const { timers, states, call, trip } = open();
  trip();
  timers.advance(openFor);
  call('succeeded');
  call('failed');
  expect([states, call('succeeded')]).toEqual([['open', 'half_open', 'open'], false]);
  timers.advance(openFor);
  expect(call('succeeded')).toBe(true);
});

it('a probe that says nothing makes room for another', () => {
  const { timers, calls, states, trip } = open();
  trip();
  timers.advance(openFor);
  expect(calls(10, 'ended')).toBe(10);
  expect(states.at(-1)).toBe('half_open');
});

it('what was begun in another state says nothing about this one', () => {
  const { timers, states, breaker, trip } = open();
  const old = breaker.enter()!;
  trip();
  timers.advance(openFor);
  const probe = breaker.enter()!;
  breaker.failed(old);
  breaker.succeeded(old);
  breaker.ended(old);
  expect([states, breaker.enter()]).toEqual([['open', 'half_open'], null]);
  breaker.succeeded(probe);
  expect(breaker.enter()).not.toBeNull();
});

it('gateways do not try again all at once', () => {
  const timers = new ManualTimers();
  const late = new CircuitBreaker({ timers, random: () => 0.999, onState: () => undefined });
  for (let call = 0; call < minCalls; call += 1) late.failed(late.enter()!);
  timers.advance(openFor * 1.49);
  expect(late.enter()).toBeNull();
  timers.advance(openFor * 0.01);
  expect(late.enter()).not.toBeNull();
});
