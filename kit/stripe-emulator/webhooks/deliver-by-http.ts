import type { Deliver } from './courier';

const PATIENCE = 30_000;

/** Sends a webhook; a redirect is no answer. */
export const deliverByHttp: Deliver = async ({ url, headers, body }) => {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
  });
  await response.body?.cancel();
  return response.status;
};
