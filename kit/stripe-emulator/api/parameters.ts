import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest, type ApiError } from './errors';
import { nameOf, type FormHash } from './form';

/**
 * The parameters that an operation takes: `accepts<Stripe.CustomerCreateParams>()({ email: text.optional() })`. A name that the
 * SDK does not have does not compile; one that is not listed is refused with `parameter_unknown`.
 */
export const accepts =
  <P>() =>
  <S extends z.ZodRawShape>(
    shape: S & Readonly<Record<Exclude<keyof S, keyof P>, never>>,
  ): z.ZodObject<S, z.core.$strict> =>
    z.strictObject<S>(shape);

export const nothing = z.strictObject({});

export const text = z.string().min(1).max(5_000);
/** An id or another single word. */
export const word = z.string().min(1).max(255);
export const integer = z
  .string()
  .regex(/^-?\d{1,15}$/, 'Invalid integer')
  .transform(Number);
export const positive = integer.refine((value) => value > 0, 'This value must be greater than or equal to 1.');
export const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,12})?$/, 'Invalid decimal');
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
export const url = z.url({ protocol: /^https?$/, error: 'Not a valid URL' });
export const currency = z
  .string()
  .toLowerCase()
  .refine((value) => CURRENCIES.has(value), 'Invalid currency');
/** A value, or nothing: an empty one unsets it. */
export const emptyable = <T extends z.ZodType>(inner: T) => z.union([z.literal('').transform(() => null), inner]);
export const hash = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape);

/** Pairs to set; an empty value removes its pair, and an empty hash all of them. */
export const metadata = z.union([
  z.literal('').transform(() => null),
  z.record(z.string().max(40), z.string().max(500)),
]);
export const address = hash({
  city: text.or(z.literal('')).optional(),
  country: text.or(z.literal('')).optional(),
  line1: text.or(z.literal('')).optional(),
  line2: text.or(z.literal('')).optional(),
  postal_code: text.or(z.literal('')).optional(),
  state: text.or(z.literal('')).optional(),
});
/** A moment, or a span: `created[gte]=…`. */
export const range = z.union([
  integer,
  hash({ gt: integer.optional(), gte: integer.optional(), lt: integer.optional(), lte: integer.optional() }),
]);

const CURRENCIES = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

/** Metadata after a change. */
export function withMetadata(known: Stripe.Metadata, change: z.infer<typeof metadata> | undefined): Stripe.Metadata {
  if (change === undefined) return known;
  if (change === null) return {};
  return Object.fromEntries(Object.entries({ ...known, ...change }).filter(([, value]) => value !== ''));
}

type AddressGiven = z.infer<typeof address>;

/** An address with everything that nobody said as null. */
export function wholeAddress(given: AddressGiven): Stripe.Address {
  const { city, country, line1, line2, postal_code, state } = given;
  return {
    city: city || null,
    country: country || null,
    line1: line1 || null,
    line2: line2 || null,
    postal_code: postal_code || null,
    state: state || null,
  };
}

/** @throws the first thing that is wrong with them, as Stripe says it */
export function readParameters<T extends z.ZodType>(schema: T, given: FormHash): z.infer<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw refusalOf(deepest(parsed.error.issues[0]), given);
}

type Issue = z.core.$ZodIssue;

/** Of the alternatives of a union, the one that went furthest says best what is wrong. */
function deepest(issue: Issue | undefined, prefix: PropertyKey[] = []): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue && { ...issue, path: [...prefix, ...issue.path] };
  const path = [...prefix, ...issue.path];
  const inner = issue.errors.map(([first]) => deepest(first, path)).filter((found) => found !== undefined);
  return inner.toSorted((a, b) => b.path.length - a.path.length)[0] ?? { ...issue, path };
}

function refusalOf(issue: Issue | undefined, given: FormHash): ApiError {
  const path = issue?.path ?? [];
  const param = nameOf(path);
  if (issue?.code === 'unrecognized_keys') {
    const unknown = nameOf([...path, issue.keys[0] ?? '']);
    return invalidRequest(`Received unknown parameter: ${unknown}`, { code: 'parameter_unknown', param: unknown });
  }
  const value = valueAt(given, path);
  if (value === undefined)
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  if (value === '')
    return invalidRequest(`You passed an empty string for '${param}'.`, { code: 'parameter_invalid_empty', param });
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  const isInteger = issue?.message === 'Invalid integer';
  return invalidRequest(`${issue?.message ?? 'Invalid value'}: ${shown}`, {
    ...(isInteger ? { code: 'parameter_invalid_integer' } : {}),
    param,
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
}
