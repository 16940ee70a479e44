import { IANAZone } from 'luxon';
import { z } from 'zod';
import { PlainError } from '../errors/plain-error';

const port = z.coerce.number().int().min(0).max(65535);

/** Comma-separated. */
const list = (element: z.ZodType<string, string>) =>
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(element));
const addresses = list(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]));

function isZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

const shape = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(4000),
  /** Address under which people reach the gateway: links in letters and token issuer. Absent: this machine at PORT. */
  PUBLIC_URL: z.url(),
  /** Root secret; the keys for viewers, cursors and stored private keys are derived from it. */
  LYCEUM_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Where the embedded PostgreSQL and the generated secret live. */
  LYCEUM_DATA: z.string().min(1).default('.lyceum'),
  /** Learners of the demo data. */
  DEMO_LEARNERS: z.coerce.number().int().min(1).max(1_000).default(300),
  /** Server URL; a database `lyceum_<subgraph>` is expected for each subgraph. Absent: embedded PostgreSQL. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** RabbitMQ. Absent: events travel within one process, which then runs every subgraph. */
  EVENT_BUS_URL: z.url({ protocol: /^amqps?$/ }).optional(),
  /** Redis: live messages and rate limits count for all processes. Absent: for each its own. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** MongoDB, a replica set; a database `lyceum_<subgraph>` for each subgraph with documents. Absent: an embedded mongod. */
  MONGODB_URL: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/[^/?]/, 'must begin with mongodb:// and name a host')
    .optional(),
  /** The mongod that is embedded. Absent: one on the PATH, else one that is fetched once. */
  MONGOD_BINARY: z.string().min(1).optional(),
  /**
   * S3, or any server that speaks its API: `https://s3.eu-central-1.amazonaws.com`, `http://s3:8333`. Absent: objects (videos,
   * pictures, documents) are files below LYCEUM_DATA, which every process has to see.
   */
  OBJECTS_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Where clients reach that server, when that is elsewhere: signed URLs begin with it. */
  OBJECTS_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Made with the first object if it is missing. */
  OBJECTS_BUCKET: z.string().min(3).max(63).default('lyceum'),
  OBJECTS_REGION: z.string().min(1).default('us-east-1'),
  /** Both absent: keys are looked for where AWS leaves them, such as the role of the machine. */
  OBJECTS_ACCESS_KEY: z.string().min(1).optional(),
  OBJECTS_SECRET_KEY: z.string().min(1).optional(),
  /** The bucket's name in the path (`/lyceum/key`), which all servers know, instead of the host's name. */
  OBJECTS_PATH_STYLE: z.stringbool().default(true),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  /** Milliseconds within which PostgreSQL and MongoDB answer who connects, and a connection of the pool is free. */
  DATABASE_CONNECT_TIMEOUT: z.coerce.number().int().min(1).default(3_000),
  /** Milliseconds that one SQL statement may take, its wait for locks included; some jobs have more. */
  DATABASE_STATEMENT_TIMEOUT: z.coerce.number().int().min(1).default(15_000),
  /** The payment provider's keys. Absent: an emulator of it takes payments that are none. */
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, 'must begin with sk_ or rk_')
    .optional(),
  /** What clients call the provider with; they may know it. */
  STRIPE_PUBLISHABLE_KEY: z.string().regex(/^pk_/, 'must begin with pk_').optional(),
  /** By which the provider signs what it tells us: one per endpoint, with commas between. */
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[^\s,]+(,whsec_[^\s,]+)*$/, 'must begin with whsec_')
    .optional(),
  /** Where the provider's API is, when that is elsewhere. */
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Seconds for which an order waits for its payment, and holds coupons. The provider's page wants at least half an hour. */
  CHECKOUT_LIFETIME: z.coerce.number().int().min(2_100).max(86_400).default(3_600),
  /** Days from the payment within which somebody may want their money back: so long shares are not paid out. */
  REFUND_WINDOW_DAYS: z.coerce.number().int().min(0).max(365).default(14),
  /** What instructors of a course get together of its net price, in hundredths of a percent. */
  INSTRUCTOR_SHARE: z.coerce.number().int().min(0).max(10_000).default(7_000),
  /** Percent of a course's required lessons that a buyer may have completed and still have the money back. */
  REFUND_MAX_CONSUMED: z.coerce.number().int().min(0).max(100).default(30),
  /** Refunds that a buyer may ask for within a year. */
  REFUNDS_PER_YEAR: z.coerce.number().int().min(0).max(10_000).default(5),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Lyceum <hello@lyceum.test>'),
  /** Twilio, which sends text messages: the account, its token, and the number or messaging service (`MG…`) they come from. */
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hexadecimal digits')
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  TWILIO_FROM: z
    .string()
    .regex(
      /^(\+[1-9]\d{6,14}|MG[0-9a-f]{32})$/,
      'must be a number such as +4915112345678, or MG and 32 hexadecimal digits',
    )
    .optional(),
  /** Where Twilio's API is, when that is elsewhere. */
  TWILIO_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
  /** Whom push services write to about our messages (RFC 8292): `mailto:…` or `https://…`. Absent: no push messages are sent. */
  PUSH_CONTACT: z.url({ protocol: /^(https|mailto)$/ }).optional(),
  /** Push services of this machine, also without TLS: for tests. */
  PUSH_LOOPBACK: z.stringbool().default(false),
  /** With which a provider of mail, or what stands before it, signs what became of letters. Absent: nobody may tell. */
  MAIL_EVENTS_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  /** The same of Mailgun: its key for signing webhooks. */
  MAILGUN_SIGNING_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  INTROSPECTION: z.stringbool().optional(),
  /** How often a failing event handler is tried before its event counts as dead. */
  EVENT_ATTEMPTS: z.coerce.number().int().min(1).max(50).default(8),
  MAX_BODY_BYTES: z.coerce.number().int().min(1024).default(1_000_000),
  /** Values in one JSON body, at whatever depth. */
  MAX_JSON_VALUES: z.coerce.number().int().min(100).default(20_000),
  /** Milliseconds within which a request must have arrived; its headers in a third of that. */
  HTTP_READ_TIMEOUT: z.coerce.number().int().min(10).default(30_000),
  /** Bytes that one uploaded file may have, by what it is for. */
  MAX_VIDEO_BYTES: z.coerce.number().int().min(1).default(20_000_000_000),
  MAX_AUDIO_BYTES: z.coerce.number().int().min(1).default(2_000_000_000),
  MAX_IMAGE_BYTES: z.coerce.number().int().min(1).default(25_000_000),
  MAX_PDF_BYTES: z.coerce.number().int().min(1).default(200_000_000),
  MAX_FILE_BYTES: z.coerce.number().int().min(1).default(2_000_000_000),
  /** Bytes of files that are kept for one person, and for one organisation. */
  QUOTA_PER_PERSON: z.coerce.number().int().min(0).default(200_000_000_000),
  QUOTA_PER_ORGANISATION: z.coerce.number().int().min(0).default(2_000_000_000_000),
  /** Seconds within which an upload must come to its end. */
  UPLOAD_LIFETIME: z.coerce.number().int().min(1).default(86_400),
  /** Seconds that a playback grant lasts until it is renewed: how long a viewer without access any more may go on, at most. */
  PLAYBACK_GRANT_SECONDS: z.coerce.number().int().min(5).max(3_600).default(60),
  /** Videos that one person may play at a time, in all sessions together. */
  PLAYBACK_MAX_STREAMS: z.coerce.number().int().min(1).max(100).default(3),
  /** Playback grants that one person may start, and reports that one grant may send, in a minute. */
  PLAYBACK_STARTS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
  PLAYBACK_REPORTS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
  /** SameSite of the cookie that binds a grant to a browser; `none` lets pages of other sites play, and needs https. */
  PLAYBACK_COOKIE_SAME_SITE: z.enum(['strict', 'lax', 'none']).default('lax'),
  /** Milliseconds for which an upload, or whoever reads a download, may pause. */
  STREAM_IDLE_TIMEOUT: z.coerce.number().int().min(10).default(30_000),
  MAX_DEPTH: z.coerce.number().int().min(1).default(20),
  MAX_ALIASES: z.coerce.number().int().min(1).default(60),
  MAX_TOKENS: z.coerce.number().int().min(10).default(8_000),
  MAX_ROOT_FIELDS: z.coerce.number().int().min(1).default(30),
  /** Operations and fragments in one document. */
  MAX_DEFINITIONS: z.coerce.number().int().min(1).default(150),
  /** Fields of a document, counted wherever a fragment brings them. */
  MAX_SELECTIONS: z.coerce.number().int().min(1).default(5_000),
  /** Variables of one operation. */
  MAX_VARIABLES: z.coerce.number().int().min(1).default(150),
  /** Directives at one place of a document. */
  MAX_DIRECTIVES: z.coerce.number().int().min(1).default(5),
  /** Elements of any one list in an operation or its variables. */
  MAX_LIST_ITEMS: z.coerce.number().int().min(1).default(1_000),
  /**
   * What one operation may be expected to cost, by @cost and @listSize: 1 for each object, 10 for a mutation. The page of
   * a course is expected to cost 500, a hundred of them 50,000.
   */
  MAX_COST: z.coerce.number().int().min(1).default(100_000),
  /** Elements expected of a list of which the schema does not say how long it gets. */
  USUAL_LIST_SIZE: z.coerce.number().int().min(1).default(10),
  /** Requests in a minute: from one address that nobody signed in from, of one user, of one API key that says nothing else. 0: any number. */
  RATE_PER_ADDRESS: z.coerce.number().int().min(0).default(6_000),
  RATE_PER_USER: z.coerce.number().int().min(0).default(3_000),
  RATE_PER_KEY: z.coerce.number().int().min(0).default(600),
  /** What the operations of one API key that says nothing else may cost in a minute. 0: anything. */
  COST_PER_KEY: z.coerce.number().int().min(0).default(1_000_000),
  /** Addresses and ranges of the proxies before the gateway, whose X-Forwarded-For is believed; comma-separated. */
  TRUSTED_PROXIES: addresses,
  /** Addresses and ranges that may ask; comma-separated. Empty: all. /health and /metrics are open to all. */
  ADDRESS_ALLOW: addresses,
  /** Addresses and ranges that may not, whatever ADDRESS_ALLOW says; comma-separated. */
  ADDRESS_DENY: addresses,
  /** Origins of web applications that may ask and open sockets, beside PUBLIC_URL; comma-separated. Outside production any may. */
  CORS_ORIGINS: list(z.url({ protocol: /^https?$/ })),
  /** Milliseconds until documents that another process registered run here. */
  REGISTRY_POLL: z.coerce.number().int().min(10).default(2_000),
  /** Milliseconds until the database hears how often API keys ran registered documents, and which fields were asked for. */
  USAGE_FLUSH: z.coerce.number().int().min(10).default(10_000),
  /** Characters of the answers that are kept to be shown again to nobody in particular. 0: none. */
  CACHE_BYTES: z.coerce.number().int().min(0).default(64_000_000),
  /** Milliseconds that Redis may take to tell of a kept answer: running the operation takes hardly longer. */
  CACHE_REDIS_TIMEOUT: z.coerce.number().int().min(1).default(100),
  /**
   * Characters of the entities that are kept, as nobody in particular sees them, to answer everyone. 0: none. With
   * ENGINE=apollo none are.
   */
  ENTITY_CACHE_BYTES: z.coerce.number().int().min(0).default(32_000_000),
  /** Seconds for which an answer that is too old is shown all the same where a subgraph does not answer. */
  CACHE_STALE_IF_ERROR: z.coerce.number().int().min(0).default(600),
  /** What answers operations: our own engine, or @apollo/gateway, which it is compared with. */
  ENGINE: z.enum(['compiled', 'apollo']).default('compiled'),
  /** Where `serve gateway` finds the composed supergraph: a file, which is watched, or a URL, which is polled. */
  SUPERGRAPH: z.string().min(1).optional(),
  /** Milliseconds between two questions to that URL. */
  SUPERGRAPH_POLL: z.coerce.number().int().min(100).default(10_000),
  /** Milliseconds from "not ready" to the first refused connection, for load balancers to notice. */
  SHUTDOWN_DELAY: z.coerce.number().int().min(0).default(0),
  /** Milliseconds for requests under way to end when the gateway does. */
  SHUTDOWN_TIMEOUT: z.coerce.number().int().min(1).default(25_000),
  /** Milliseconds for one operation; what is known by then is answered with TIMEOUT. */
  REQUEST_TIMEOUT: z.coerce.number().int().min(1).default(30_000),
  /** Threads that plan operations, beside the one that serves. */
  PLANNER_THREADS: z.coerce.number().int().min(1).max(32).default(2),
  /** Milliseconds for planning one operation; then it is refused with PLANNING_TIMEOUT. */
  PLANNING_TIMEOUT: z.coerce.number().int().min(1).default(5_000),
  /** Milliseconds the gateway waits for one subgraph call, its wait for a turn and its second try included. */
  SUBGRAPH_TIMEOUT: z.coerce.number().int().min(1).default(10_000),
  /** Calls of one subgraph at a time, and connections to it. */
  SUBGRAPH_CONCURRENCY: z.coerce.number().int().min(1).default(256),
  /** Calls of one subgraph that may wait for their turn; more answer UNAVAILABLE at once. */
  SUBGRAPH_QUEUE: z.coerce.number().int().min(0).default(2_000),
  /** Bytes of one subgraph response. */
  SUBGRAPH_MAX_RESPONSE_BYTES: z.coerce.number().int().min(1024).default(10_000_000),
  /** HTTP/2 to subgraphs that offer it over TLS. */
  SUBGRAPH_HTTP2: z.stringbool().default(false),
  /** Sockets and event streams that are open: of everyone, and of one user, or of one address that nobody signed in from. */
  MAX_LIVE_CONNECTIONS: z.coerce.number().int().min(1).default(20_000),
  MAX_LIVE_CONNECTIONS_PER_USER: z.coerce.number().int().min(1).default(100),
  /** Operations that run over them. */
  MAX_LIVE_OPERATIONS: z.coerce.number().int().min(1).default(50_000),
  MAX_LIVE_OPERATIONS_PER_USER: z.coerce.number().int().min(1).default(500),
  MAX_LIVE_OPERATIONS_PER_CONNECTION: z.coerce.number().int().min(1).default(100),
  MAX_LIVE_MESSAGE_BYTES: z.coerce.number().int().min(1024).default(100_000),
  /** Milliseconds that a socket may take to say who it is. */
  LIVE_INIT_TIMEOUT: z.coerce.number().int().min(1).default(5_000),
  /** Milliseconds between heartbeats; a client that misses one is gone. */
  LIVE_HEARTBEAT: z.coerce.number().int().min(1).default(15_000),
  /** What waits for one subscription whose client reads slowly. */
  LIVE_QUEUE_EVENTS: z.coerce.number().int().min(1).default(100),
  LIVE_QUEUE_BYTES: z.coerce.number().int().min(1024).default(1_000_000),
  /** Milliseconds within which sockets and event streams end when the process does. */
  LIVE_DRAIN_TIMEOUT: z.coerce.number().int().min(1).default(10_000),
  /** Programs that prepare videos; each: a path, and absent the system's own or one that npm brings. */
  FFMPEG_PATH: z.string().min(1).optional(),
  FFPROBE_PATH: z.string().min(1).optional(),
  PACKAGER_PATH: z.string().min(1).optional(),
  /** Where workers keep sources and parts while they work on them; several times the size of the largest upload. Absent: in LYCEUM_DATA. */
  TRANSCODE_FOLDER: z.string().min(1).optional(),
  /** Tasks of a worker at a time. 0: none, so that `dev` leaves videos to others. */
  TRANSCODE_SLOTS: z.coerce.number().int().min(0).max(64).default(1),
  /** Milliseconds after which a worker that says nothing has lost its tasks. */
  TRANSCODE_LEASE: z.coerce.number().int().min(100).default(15_000),
  /** Milliseconds between two words of a worker: progress, and whether its tasks are still its own. */
  TRANSCODE_HEARTBEAT: z.coerce.number().int().min(10).default(1_000),
  /** How often a task is tried before its job has failed. */
  TRANSCODE_TRIES: z.coerce.number().int().min(1).max(50).default(4),
  /** Seconds of waiting that take away one turn by which a priority class stands back. */
  TRANSCODE_AGEING: z.coerce.number().int().min(1).default(600),
  /** Seconds from which on a video is split, and of one part of it: parts are encoded by several workers at a time. */
  TRANSCODE_SPLIT_FROM: z.coerce.number().min(1).default(240),
  TRANSCODE_PART: z.coerce.number().min(1).default(120),
  /** Bytes, seconds and pixels of one picture that a source may have. */
  TRANSCODE_MAX_BYTES: z.coerce.number().int().min(1).default(20_000_000_000),
  TRANSCODE_MAX_DURATION: z.coerce.number().int().min(1).default(43_200),
  TRANSCODE_MAX_PIXELS: z.coerce.number().int().min(1).default(36_000_000),
  /** Where the process of media listens for the encoders of live sessions, by RTMP; port 0: nowhere. */
  LIVE_RTMP_HOST: z.string().min(1).default('127.0.0.1'),
  LIVE_RTMP_PORT: port.default(1935),
  /** What instructors are told instead, where encoders reach that address by another name: `rtmps://live.example.org/live`. */
  LIVE_INGEST_URL: z.url({ protocol: /^rtmps?$/ }).optional(),
  /** Seconds that a live session may take. */
  LIVE_MAX_SECONDS: z.coerce.number().int().min(60).max(86_400).default(14_400),
  /** Seconds after which a live session to which nobody sends ends by itself. */
  LIVE_ABANDONED: z.coerce.number().int().min(60).default(1_800),
  /** Share of subgraph calls, 0 to 1, that are looked at field by field for /metrics. */
  FIELD_SAMPLE_RATIO: z.coerce.number().min(0).max(1).default(0.01),
  /** Milliseconds that a database may take to count what /metrics shows; what is not counted by then is not shown. */
  METRICS_TIMEOUT: z.coerce.number().int().min(1).default(2_000),
  /** What Prometheus sends as bearer token to read /metrics. Absent: /metrics exists outside production only. */
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  /** Collector of traces, such as http://collector:4318: OTLP over HTTP, at `/v1/traces` below it. Absent: nothing is traced. */
  OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Who sells: the legal entity on invoices. The code begins its numbers (`LY-2026-000001`); another entity takes another one. */
  SELLER_CODE: z
    .string()
    .regex(/^[A-Z0-9]{1,8}$/)
    .default('LY'),
  SELLER_NAME: z.string().min(1).default('Lyceum'),
  /** As it is printed, parts separated by commas. */
  SELLER_ADDRESS: z.string().min(1).default('Musterstraße 1, 10115 Berlin, Germany'),
  /** ISO 3166-1: businesses of other member states of the European Union than this owe the tax themselves. */
  SELLER_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('DE'),
  SELLER_VAT_ID: z.string().min(4).optional(),
  /** The least that is paid out to somebody, in minor units by currency; 50 of the major unit in others. */
  PAYOUT_MINIMUMS: z
    .string()
    .regex(/^[A-Z]{3}=\d{1,15}(,[A-Z]{3}=\d{1,15})*$/, 'must look like EUR=5000,JPY=7500')
    .default('EUR=5000,USD=5000,GBP=4000,JPY=7500,KRW=70000,HUF=2000000')
    .transform((text) =>
      Object.fromEntries(
        text
          .split(',')
          .map((pair) => pair.split('='))
          .map(([code = '', minor = '']) => [code, BigInt(minor)]),
      ),
    ),
  /** IANA zone by which its years, and so the numbers of its invoices, begin. */
  SELLER_ZONE: z.string().refine(isZone, 'must be an IANA time zone').default('Europe/Berlin'),
  /** The part of all traces that is recorded, from 0 to 1. */
  TRACE_SAMPLE_RATIO: z.coerce.number().min(0).max(1).default(1),
});

export type Config = Readonly<z.infer<typeof shape>>;

/** A setting that cannot be used. The message names every variable and what is wrong with it. */
export class ConfigError extends PlainError {
  override readonly name = 'ConfigError';
}

/**
 * Reads all settings once, at start.
 * @throws ConfigError naming each variable that is missing or malformed.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = shape.safeParse({ PUBLIC_URL: urlHere(given['PORT']), ...given });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The environment cannot be used.\n  ${problems.join('\n  ')}`);
  }
  const config = parsed.data;
  if (config.NODE_ENV === 'production') requireInProduction(config);
  if (config.STRIPE_SECRET_KEY && !config.STRIPE_WEBHOOK_SECRET)
    throw new ConfigError('With STRIPE_SECRET_KEY this must be set: STRIPE_WEBHOOK_SECRET.');
  requireWhole(config);
  return Object.freeze(config);
}

/** Settings that say nothing alone. */
function requireWhole(config: Config): void {
  const names = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'] as const;
  const missing = names.filter((name) => config[name] === undefined);
  if (missing.length > 0 && missing.length < names.length)
    throw new ConfigError(`With some of ${names.join(', ')} all must be set; missing: ${missing.join(', ')}.`);
}

/** A port that is none is named as such, not with what follows from it. */
function urlHere(given?: string): string {
  const { data = 4000 } = port.safeParse(given);
  return `http://localhost:${data}`;
}

function requireInProduction(config: Config): void {
  const missing = (['LYCEUM_SECRET', 'DATABASE_URL', 'SMTP_URL'] as const).filter((name) => config[name] === undefined);
  if (config.PUSH_LOOPBACK) throw new ConfigError('In production PUSH_LOOPBACK must not be set.');
  if (missing.length > 0) throw new ConfigError(`In production these must be set: ${missing.join(', ')}.`);
}
