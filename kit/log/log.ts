import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import type { Config } from '../config/config';
import { traceFields } from '../tracing/carrier';

export type Log = Logger;

const secretNames = [
  'password',
  'newPassword',
  'currentPassword',
  'accessToken',
  'refreshToken',
  'token',
  'secret',
  'authorization',
  'cookie',
  'apiKey',
  'clientSecret',
  'client_secret',
];

/** Every secret name, at the top and up to two levels down: pino redacts by path. */
const redactedPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

interface LogOptions {
  readonly terminal?: boolean;
  readonly destination?: DestinationStream;
}

/** JSON lines outside a terminal, readable lines in one. */
export function openLog(
  config: Pick<Config, 'LOG_LEVEL'>,
  { terminal = process.stdout.isTTY, destination }: LogOptions = {},
): Log {
  const options: LoggerOptions = {
    level: config.LOG_LEVEL,
    base: {},
    mixin: traceFields,
    redact: { paths: redactedPaths, censor: '[redacted]' },
    serializers: { error: pino.stdSerializers.err },
  };
  if (destination) return pino(options, destination);
  if (!terminal) return pino(options);
  return pino({
    ...options,
    transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } },
  });
}
