import type * as Driver from 'ioredis';
import type { Redis, RedisOptions } from 'ioredis';

/** A client of the Redis at a URL. The driver is loaded with the first one: most processes have none. */
export function openRedisClient(url: string, options: RedisOptions): Redis {
  const { Redis } = require('ioredis') as typeof Driver;
  return new Redis(url, options);
}
