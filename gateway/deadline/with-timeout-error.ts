import { CodedError } from '../../kit/errors/errors';
import type { Engine } from '../engine/engine';

/** An engine whose results say so when the time was up before they were whole: what is known by then, and TIMEOUT. */
export function withTimeoutError(engine: Engine): Engine {
  return {
    ...engine,
    execute: async (request) => {
      const result = await engine.execute(request);
      const { aborted, reason } = request.context.signal as { readonly aborted: boolean; readonly reason: unknown };
      const isCutOff = aborted && reason instanceof CodedError && result.errors !== undefined;
      return isCutOff ? { ...result, errors: [...(result.errors ?? []), reason] } : result;
    },
  };
}
