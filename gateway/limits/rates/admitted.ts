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
  refuse(reply, await rates.mayIdentify(address));
  const identified = await identify(request, { identity, rates });
  const admission = await rates.admit(identified, address);
  void reply.headers(admission.headers);
  refuse(reply, admission);
  return identified;
}

async function identify(request: FastifyRequest, { identity, rates }: AdmittedOptions): Promise<Identified> {
  try {
    const { authorization, 'x-api-key': apiKey } = request.headers;
    return await identity.identify({ authorization, apiKey: [apiKey].flat()[0], address: request.ip });
  } catch (error) {
    if (error instanceof CodedError) await rates.noteWrongGuess(request.ip);
    throw error;
  }
}

function refuse(reply: FastifyReply, { refusal, headers }: Admission): void {
  if (!refusal) return;
  void reply.headers(headers);
  throw refusal;
}
