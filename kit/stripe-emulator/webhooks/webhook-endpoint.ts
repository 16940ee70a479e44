import type Stripe from 'stripe';
import type { z } from 'zod';
import { accepts, emptyable, flag, metadata, nothing, text, url, withMetadata, word } from '../api/parameters';
import { API_VERSION } from '../api/version';
import { create, list, remove, resource, retrieve, update } from '../api/resource';
import { newId, randomText } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

type Endpoint = Kept<'webhook_endpoint'>;

const common = { description: emptyable(text).optional(), metadata: metadata.optional() };
const createParams = accepts<Stripe.WebhookEndpointCreateParams>()({
  ...common,
  api_version: word.optional(),
  connect: flag.optional(),
  enabled_events: word.array().min(1),
  url,
});
const updateParams = accepts<Stripe.WebhookEndpointUpdateParams>()({
  ...common,
  disabled: flag.optional(),
  enabled_events: word.array().min(1).optional(),
  url: url.optional(),
});

export const webhookEndpoints = resource('webhook_endpoint', {
  path: '/webhook_endpoints',
  operations: [
    create(createParams, createEndpoint),
    list(),
    retrieve(),
    update(updateParams, updateEndpoint),
    remove(nothing, deleteEndpoint),
  ],
});

interface NewEndpoint {
  readonly id?: string;
  readonly url: string;
  readonly secret?: string;
  readonly enabled_events: string[];
  readonly connect?: boolean | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: z.infer<typeof metadata> | undefined;
}

/** The secret is told now, and never again. */
function createEndpoint(turn: Turn, given: z.infer<typeof createParams>): Endpoint {
  const { secret, ...endpoint } = openEndpoint(turn, given);
  return { ...endpoint, secret };
}

/** Has webhooks sent to a URL from now on. */
export function openEndpoint(turn: Turn, given: NewEndpoint): Endpoint & { readonly secret: string } {
  const { id = newId('we'), secret = `whsec_${randomText(32)}`, connect: isConnect = false } = given;
  const endpoint = turn.insert<'webhook_endpoint'>({
    id,
    object: 'webhook_endpoint',
    api_version: API_VERSION,
    application: null,
    created: turn.now,
    description: given.description ?? null,
    enabled_events: given.enabled_events,
    livemode: false,
    metadata: withMetadata({}, given.metadata),
    status: 'enabled',
    url: given.url,
  });
  turn.insert<'endpoint_secret'>({ id, object: 'endpoint_secret', secret, isConnect });
  return { ...endpoint, secret };
}

function updateEndpoint(turn: Turn, endpoint: Endpoint, given: z.infer<typeof updateParams>): Endpoint {
  const { disabled, description, enabled_events, metadata: pairs, url: address } = given;
  return turn.change(endpoint, {
    ...(disabled === undefined ? {} : { status: disabled ? 'disabled' : 'enabled' }),
    ...(description === undefined ? {} : { description }),
    ...(enabled_events === undefined ? {} : { enabled_events }),
    ...(address === undefined ? {} : { url: address }),
    metadata: withMetadata(endpoint.metadata, pairs),
  });
}

function deleteEndpoint(turn: Turn, endpoint: Endpoint): Stripe.DeletedWebhookEndpoint {
  turn.remove(endpoint);
  return { id: endpoint.id, object: 'webhook_endpoint', deleted: true };
}
