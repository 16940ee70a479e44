import type { FastifyRequest } from 'fastify';
import type { Engine } from '../engine/engine';
import { newId } from '../engine/new-id';
import { PLATFORM } from '../engine/platform';
import type { KeptAnswer } from '../engine/objects';
import { accessOf, refuseCardNumbers, type Keys } from './access';
import { ApiError, invalidRequest } from './errors';
import { Expansion } from './expand';
import { readForm, type FormHash } from './form';
import { answerFor, fingerprintOf, keepAnswer } from './idempotency';
import { readParameters } from './parameters';
import type { Operation, Resource } from './resource';
import { API_VERSION } from './version';
import { forBrowser, mayBrowserSee } from './browser';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ApiParts {
  readonly engine: Engine;
  readonly keys: Keys;
  readonly resources: ReadonlyMap<string, Resource>;
}

/** Answers one request to the API: who asks, what for, whether it was answered before, what happens, and how that is shown. */
export class Api {
  constructor(private readonly parts: ApiParts) {}

  answer(request: FastifyRequest, operation: Operation): Answer {
    const requestId = newId('req', 14);
    try {
      return this.carryOut(request, operation, requestId);
    } catch (error) {
      return refused(error, requestId);
    }
  }

  private carryOut(request: FastifyRequest, operation: Operation, requestId: string): Answer {
    const { engine, keys, resources } = this.parts;
    const text = textOf(request);
    const { expand, key: formKey, ...form } = readForm(text);
    const access = accessOf(request.headers.authorization, formKey, keys);
    if (access === 'browser' && !operation.forBrowsers)
      throw new ApiError(401, 'This API call cannot be made with a publishable API key. Please use a secret API key.');
    const account = this.accountOf(request);
    requireVersion(request.headers['stripe-version']);
    const expansion = Expansion.of(expandOf(expand), operation.answers, resources);
    if (access === 'server') refuseCardNumbers(form);
    const params = readParameters(operation.params, form);
    const ids = request.params as Readonly<Record<string, string>>;
    const idempotencyKey = operation.method === 'POST' ? keyOf(request) : null;
    const cause = { id: requestId, idempotency_key: idempotencyKey };
    return engine.run(account, cause, (turn) => {
      const work = (): object => {
        if (access === 'server') return expansion.apply(turn, operation.run(turn, params, ids));
        mayBrowserSee(turn, operation, ids, form);
        return forBrowser(expansion.apply(turn, operation.run(turn, params, ids)));
      };
      if (!idempotencyKey) return perform(work, requestId);
      const fingerprint = fingerprintOf(request.method, request.url, text);
      const known = answerFor(turn, idempotencyKey, fingerprint);
      if (known) return replayed(known, requestId);
      const answer = perform(work, requestId);
      const { status, body, headers } = answer;
      keepAnswer(turn, { id: idempotencyKey, fingerprint, request: requestId, status, body });
      return { ...answer, headers: { ...headers, 'idempotency-key': idempotencyKey } };
    });
  }

  /** The platform's, or the connected one that the platform acts for. */
  private accountOf(request: FastifyRequest): string {
    const account = request.headers['stripe-account'];
    if (typeof account !== 'string' || account === PLATFORM) return PLATFORM;
    if (this.parts.engine.isConnected(account)) return account;
    throw new ApiError(
      403,
      `The provided key does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
      { code: 'account_invalid' },
    );
  }
}

function textOf(request: FastifyRequest): string {
  if (request.method === 'POST') return typeof request.body === 'string' ? request.body : '';
  const at = request.url.indexOf('?');
  return at < 0 ? '' : request.url.slice(at + 1);
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return null;
  if (key.length <= 255) return key;
  throw invalidRequest('Idempotency keys must be at most 255 characters long.', { type: 'idempotency_error' });
}

function requireVersion(version: string | string[] | undefined): void {
  if (version !== undefined && version !== API_VERSION)
    throw invalidRequest(`Invalid Stripe API version: ${version.toString()}. This emulator speaks ${API_VERSION}.`);
}

function expandOf(expand: FormHash[string] | undefined): string[] {
  if (expand === undefined) return [];
  if (!Array.isArray(expand)) throw invalidRequest('Invalid array', { param: 'expand' });
  return expand.map((path) => (typeof path === 'string' ? path : ''));
}

function answerWith(status: number, body: string, requestId: string): Answer {
  return { status, body, headers: { 'request-id': requestId, 'stripe-version': API_VERSION } };
}

/** A refusal is an answer as well: what led to it has happened, and the same key gets it again. */
function perform(work: () => object, requestId: string): Answer {
  try {
    return answerWith(200, JSON.stringify(work()), requestId);
  } catch (error) {
    return refused(error, requestId);
  }
}

/** @throws what is no refusal */
function refused(error: unknown, requestId: string): Answer {
  if (!(error instanceof ApiError)) throw error;
  return answerWith(error.status, JSON.stringify(error.envelope(requestId)), requestId);
}

function replayed({ status, body, request, id }: KeptAnswer, requestId: string): Answer {
  const { headers, ...answer } = answerWith(status, body, requestId);
  return {
    ...answer,
    headers: { ...headers, 'idempotency-key': id, 'idempotent-replayed': 'true', 'original-request': request },
  };
}
