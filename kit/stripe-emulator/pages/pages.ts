import type { FastifyInstance } from 'fastify';
import type { Keys } from '../api/access';
import type { Engine } from '../engine/engine';
import { PLATFORM } from '../engine/platform';
import type { Turn } from '../engine/turn';
import { useAuthenticatePage } from './authenticate-page';
import { useCardPage } from './card-page';
import { useCheckoutPage } from './checkout-page';
import { useInvoicePage } from './invoice-page';
import { useOnboardingPage } from './onboarding-page';
import { useOverviewPage } from './overview-page';
import { usePortalPage } from './portal-page';
import { useReceiptPage } from './receipt-page';

/** Runs what a page does, as one turn. */
export type OnPage = <T>(work: (turn: Turn) => T) => T;

/** The pages that people see: all that Stripe hosts, and what its library would show. */
export function usePages(app: FastifyInstance, engine: Engine, keys: Keys): void {
  const onPage: OnPage = (work) => engine.run(PLATFORM, { id: null, idempotency_key: null }, work);
  useOverviewPage(app, onPage);
  useCheckoutPage(app, onPage);
  useAuthenticatePage(app, onPage);
  useCardPage(app, onPage, keys);
  useReceiptPage(app, onPage);
  useInvoicePage(app, onPage);
  usePortalPage(app, onPage);
  useOnboardingPage(app, onPage);
}
