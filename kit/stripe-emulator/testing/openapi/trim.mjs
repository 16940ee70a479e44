// Makes schemas.json.gz of Stripe's OpenAPI file: the objects named below and what they are made of, without prose.
//   GOFLAGS=-mod=mod go mod download -json github.com/stripe/stripe-mock@v0.203.0   (prints its folder as Dir)
//   node kit/stripe-emulator/testing/openapi/trim.mjs <Dir>/embedded/openapi/spec3.json
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const OBJECTS =
  `account account_link balance balance_transaction billing_portal.configuration billing_portal.session charge
  checkout.session coupon credit_note credit_note_line_item customer deleted_account deleted_coupon deleted_customer deleted_discount
  deleted_invoice deleted_invoiceitem deleted_product deleted_subscription_item deleted_test_helpers.test_clock
  deleted_webhook_endpoint discount dispute error event invoice invoice_payment invoiceitem item line_item login_link payment_intent
  payment_method payout price product promotion_code refund setup_intent subscription subscription_item tax_rate
  test_helpers.test_clock transfer transfer_reversal webhook_endpoint`.split(/\s+/);

const { components, info } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const kept = new Map();

/** What says how a value looks; OpenAPI's `nullable` becomes JSON Schema's null. */
function trimmed(schema) {
  if (Array.isArray(schema)) return schema.map(trimmed);
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema.$ref) return reference(schema.$ref.split('/').at(-1));
  const out = {};
  for (const [key, value] of Object.entries(schema)) {
    if (
      ['description', 'title', 'maxLength', 'nullable', 'format', 'discriminator'].includes(key) ||
      key.startsWith('x-')
    )
      continue;
    out[key] =
      key === 'properties'
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, trimmed(inner)]))
        : trimmed(value);
  }
  return schema.nullable ? { anyOf: [out, { type: 'null' }] } : out;
}

/** Other resources, such as those of Issuing, are not looked into. */
function reference(name) {
  const schema = components.schemas[name];
  if (schema['x-resourceId'] && !OBJECTS.includes(name)) return {};
  keep(name);
  return { $ref: `#/definitions/${name}` };
}

function keep(name) {
  if (kept.has(name)) return;
  kept.set(name, null);
  const schema = components.schemas[name];
  const out = trimmed(schema);
  // What a response has beyond the schema is a mistake as well.
  kept.set(name, schema.type === 'object' && schema.properties ? { ...out, additionalProperties: false } : out);
}

for (const name of OBJECTS) keep(name);
const definitions = Object.fromEntries([...kept].toSorted(([a], [b]) => (a < b ? -1 : 1)));
const file = join(dirname(fileURLToPath(import.meta.url)), 'schemas.json.gz');
writeFileSync(file, gzipSync(JSON.stringify({ version: info.version, objects: OBJECTS, definitions }), { level: 9 }));
