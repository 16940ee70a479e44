import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import StripeSdk from 'stripe';
import type { StripeEmulator } from '../emulator';
import { newerFields } from './newer-fields';

interface Schemas {
  readonly version: string;
  readonly objects: readonly string[];
  readonly definitions: Record<string, { properties?: Record<string, object>; required?: string[] }>;
}

const file = join(__dirname, 'openapi', 'schemas.json.gz');
const schemas = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Schemas;
for (const [name, fields] of Object.entries(newerFields))
  for (const field of fields) Object.assign(schemas.definitions[name]?.properties ?? {}, { [field]: {} });

const ajv = new Ajv({ strict: false, inlineRefs: false, validateFormats: false, allErrors: false });
ajv.addSchema({ $id: 'stripe', definitions: schemas.definitions });
const validators = new Map<string, ValidateFunction>();

/** What is wrong with an object, by Stripe's own schema of its kind; null where nothing is. */
export function complaintAbout(body: unknown): string | null {
  const { object, deleted, error } = body as { object?: string; deleted?: boolean; error?: object };
  if (error) return check('error', body);
  if (object === 'list' || object === 'search_result')
    return (body as { data: unknown[] }).data.map(complaintAbout).find((complaint) => complaint !== null) ?? null;
  return check(deleted ? `deleted_${object}` : (object ?? 'nothing'), body);
}

function check(name: string, body: unknown): string | null {
  if (!schemas.objects.includes(name)) return `There is no schema of ${name}.`;
  let validate = validators.get(name);
  if (!validate) validators.set(name, (validate = ajv.compile({ $ref: `stripe#/definitions/${name}` })));
  if (validate(body)) return null;
  const worst = (validate.errors ?? []).toSorted((a, b) => weightOf(b) - weightOf(a))[0];
  return `${name}${worst?.instancePath ?? ''} ${worst?.message ?? ''} ${JSON.stringify(worst?.params ?? {})}`;
}

/** The deepest complaint says most; that a thing is not a mere id says least. */
function weightOf({ instancePath, keyword }: ErrorObject): number {
  return instancePath.length * 10 + (['type', 'anyOf'].includes(keyword) ? 0 : 5);
}

/** The SDK, with every answer compared with Stripe's schemas; those that do not fit are in `complaints`. */
export function checkedStripe(emulator: StripeEmulator, config: StripeSdk.StripeConfig = {}) {
  const complaints: string[] = [];
  const checking: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const complaint = complaintAbout(await response.clone().json());
    if (complaint) complaints.push(`${init?.method ?? 'GET'} ${response.url.replace(emulator.url, '')}: ${complaint}`);
    return response;
  };
  const httpClient = StripeSdk.createFetchHttpClient(checking);
  return { stripe: new StripeSdk(emulator.secretKey, { ...emulator.sdk, httpClient, ...config }), complaints };
}
