import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../../../kit/errors/errors';
import type { Identified, Identity } from '../../identity/identity';
import type { Admission, Rates } from './rates';

interface AdmittedOptions {
  readonly identity: Identity;
  readonly rates: Rates;
}

/** Who sends a request, if they may ask now. @throws RATE_LIMITED, INVALID_TOKEN, INVALID_API_KEY */
export async function admitted(
  request: FastifyRequest,
  reply: FastifyReply,
  { identity, rates }: AdmittedOptions,
): Promise<Identified> {
  const address = request.ip;
  const { authorization, 'x-api-key': apiKey } = request.headers;
  const credentials = { authorization, apiKey: [apiKey].flat()[0], address };
  const guesses = await rates.mayIdentify(credentials);
  if (guesses.refusal) admit(reply, guesses);
  const identified = await countingGuesses(rates, address, () => identity.identify(credentials));
  admit(reply, await rates.admit(identified, address));
  return identified;
}

/** Tells what is left to ask. @throws RATE_LIMITED where nothing is */
export function admit(reply: FastifyReply, { refusal, headers }: Admission): void {
  void reply.headers(headers);
  if (refusal) throw refusal;
}

/** Notes credentials that are wrong. A token that has expired was right once, and is no guess. */
export async function countingGuesses<T>(
  rates: Pick<Rates, 'noteWrongGuess'>,
  address: string,
  identify: () => Promise<T>,
): Promise<T> {
  try {
    return await identify();
  } catch (error) {
    if (error instanceof CodedError && error.facts['isExpired'] !== true) await rates.noteWrongGuess(address);
    throw error;
  }
}
