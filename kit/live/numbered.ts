import type { Redis } from 'ioredis';

/** Numbers begin above any that was there before, also where Redis has lost them: by microseconds of its own clock. */
const begin = `
  if redis.call('EXISTS', KEYS[1]) == 0 then
    local now = redis.call('TIME')
    redis.call('SET', KEYS[1], string.format('%.0f', now[1] * 1000000 + now[2]))
  end`;

/** In one step: who hears of a number knows that all before it have been told. */
const tell = `${begin}
  local number = string.format('%.0f', redis.call('INCR', KEYS[1]))
  redis.call('PUBLISH', ARGV[1], '["#' .. number .. '"' .. ARGV[2])`;

const last = `${begin}
  return redis.call('GET', KEYS[1])`;

/** Publishes texts with the next number in front of them. */
export async function publishNumbered(redis: Redis, channel: string, texts: readonly string[]): Promise<void> {
  const rest = texts.length > 0 ? `,${JSON.stringify(texts).slice(1)}` : ']';
  await redis.eval(tell, 1, keyOf(channel), channel, rest);
}

/** The message that says which number was the last. */
export async function lastNumber(redis: Redis, channel: string): Promise<readonly string[]> {
  return [`#${String(await redis.eval(last, 1, keyOf(channel)))}`];
}

const keyOf = (channel: string): string => `${channel}:number`;

/** A message of a numbered topic; `number` is null where nobody numbers. */
export function readNumbered(message: readonly string[]): { number: number | null; texts: readonly string[] } {
  const [first, ...rest] = message;
  if (first === undefined || !/^#\d{1,16}$/.test(first)) return { number: null, texts: message };
  return { number: Number(first.slice(1)), texts: rest };
}
