import type Stripe from 'stripe';
import { z } from 'zod';
import { accepts, emptyable, flag, hash, metadata, text, url, withMetadata, word } from '../api/parameters';
import { create, list, resource, retrieve, update } from '../api/resource';
import { liveCustomer } from '../customers/live-customer';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

type Configuration = Kept<'billing_portal.configuration'>;
type Session = Kept<'billing_portal.session'>;

const switchable = hash({ enabled: flag });
const features = hash({
  customer_update: hash({
    enabled: flag,
    allowed_updates: z.array(z.enum(['email', 'address', 'name', 'phone'])).optional(),
  }).optional(),
  invoice_history: switchable.optional(),
  payment_method_update: switchable.optional(),
  subscription_cancel: hash({ enabled: flag, mode: z.enum(['at_period_end', 'immediately']).optional() }).optional(),
});
const profile = hash({
  headline: emptyable(text).optional(),
  privacy_policy_url: url.optional(),
  terms_of_service_url: url.optional(),
});
const configurationParams = accepts<Stripe.BillingPortal.ConfigurationCreateParams>()({
  business_profile: profile.optional(),
  default_return_url: emptyable(url).optional(),
  features,
  metadata: metadata.optional(),
  name: emptyable(text).optional(),
});
const configurationChange = accepts<Stripe.BillingPortal.ConfigurationUpdateParams>()({
  active: flag.optional(),
  default_return_url: emptyable(url).optional(),
  features: features.optional(),
  metadata: metadata.optional(),
});
const sessionParams = accepts<Stripe.BillingPortal.SessionCreateParams>()({
  configuration: word.optional(),
  customer: word,
  locale: word.optional(),
  return_url: url.optional(),
});

export const portalConfigurations = resource('billing_portal.configuration', {
  path: '/billing_portal/configurations',
  operations: [
    create(configurationParams, (turn, given) => configure(turn, given, false)),
    list({ active: flag, is_default: flag }),
    retrieve(),
    update(configurationChange, (turn, configuration, { features: changes, metadata: pairs, ...plain }) =>
      turn.change(configuration, {
        ...plain,
        ...(changes ? { features: withFeatures(configuration.features, changes) } : {}),
        metadata: withMetadata(configuration.metadata ?? {}, pairs),
        updated: turn.now,
      }),
    ),
  ],
});

export const portalSessions = resource('billing_portal.session', {
  path: '/billing_portal/sessions',
  expandable: { configuration: 'billing_portal.configuration' },
  operations: [create(sessionParams, openPortal)],
});

/** A page on which a customer looks after their subscriptions; the URL is for them alone. */
function openPortal(turn: Turn, given: z.infer<typeof sessionParams>): Session {
  const { id: customer } = liveCustomer(turn, given.customer);
  const configuration = given.configuration
    ? turn.require('billing_portal.configuration', given.configuration, 'configuration')
    : defaultConfiguration(turn);
  const id = newId('bps');
  return turn.insert<'billing_portal.session'>({
    id,
    object: 'billing_portal.session',
    configuration: configuration.id,
    created: turn.now,
    customer,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: given.locale ?? null,
    on_behalf_of: null,
    return_url: given.return_url ?? configuration.default_return_url,
    url: turn.engine.pageUrl(`/p/session/${id}`),
  });
}

function defaultConfiguration(turn: Turn): Configuration {
  const [known] = turn.where('billing_portal.configuration', 'is_default', true);
  return known ?? configure(turn, { features: {} }, true);
}

function configure(turn: Turn, given: z.infer<typeof configurationParams>, isDefault: boolean): Configuration {
  const { business_profile: business, default_return_url = null, name = null } = given;
  return turn.insert<'billing_portal.configuration'>({
    id: newId('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: {
      headline: business?.headline ?? null,
      privacy_policy_url: business?.privacy_policy_url ?? null,
      terms_of_service_url: business?.terms_of_service_url ?? null,
    },
    created: turn.now,
    default_return_url,
    features: withFeatures(ALL_FEATURES, given.features),
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: withMetadata({}, given.metadata),
    name,
    updated: turn.now,
  });
}

const ALL_FEATURES: Configuration['features'] = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: [] },
    enabled: true,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'continue_trial',
  },
};

function withFeatures(known: Configuration['features'], given: z.infer<typeof features>): Configuration['features'] {
  const { customer_update, invoice_history, payment_method_update, subscription_cancel } = given;
  return {
    ...known,
    customer_update: { ...known.customer_update, ...customer_update },
    invoice_history: { ...known.invoice_history, ...invoice_history },
    payment_method_update: { ...known.payment_method_update, ...payment_method_update },
    subscription_cancel: { ...known.subscription_cancel, ...subscription_cancel },
  };
}
