import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { accessOf, type Keys } from '../api/access';
import { ApiError, invalidRequest } from '../api/errors';
import type { Control } from './control';

const share = z.number().min(0).max(1).optional();
const chaos = z.strictObject({
  seed: z.number().int(),
  duplicate: share,
  drop: share,
  delay: z.number().min(0).optional(),
  shuffle: z.number().int().min(1).optional(),
  lanes: z.number().int().min(1).max(100).optional(),
});
const amount = z.number().min(0).optional();
const span = z.strictObject({ days: amount, hours: amount, minutes: amount, seconds: amount });
const fault = z.strictObject({
  method: z.string().optional(),
  path: z.string().optional(),
  how: z.enum(['before', 'after', 'slow']),
  status: z.number().int().min(400).max(599).optional(),
  milliseconds: z.number().min(0).optional(),
  times: z.number().int().min(1).optional(),
});
const id = z.string();

/** A call of the control as it comes by HTTP: its one argument is the JSON of the body. */
const call = <S extends z.ZodType>(argument: S, run: (control: Control, argument: z.infer<S>) => unknown) => ({
  argument,
  run: (control: Control, given: unknown) => run(control, given as z.infer<S>),
});

const calls = {
  advance: call(span, (control, by) => control.advance(by)),
  settle: call(z.unknown(), (control) => control.settle()),
  disturb: call(chaos.nullable(), (control, what) => control.disturb(what)),
  hold: call(z.unknown(), (control) => control.hold()),
  release: call(id.array().nullish(), (control, order) => control.release(order ?? [])),
  redeliver: call(id, (control, event) => control.redeliver(event)),
  deliveries: call(z.unknown(), (control) => control.deliveries()),
  events: call(id.nullish(), (control, type) => control.events(type ?? undefined)),
  requests: call(z.unknown(), (control) => control.requests()),
  letter: call(id, (control, event) => control.letter(event)),
  fail: call(fault, (control, what) => control.fail(what)),
  authenticate: call(
    z.strictObject({ intent: id, isAuthentic: z.boolean().optional() }),
    (control, { intent, isAuthentic }) => control.authenticate(intent, isAuthentic),
  ),
  dispute: call(
    z.strictObject({ charge: id, reason: z.enum(['fraudulent', 'product_not_received', 'inquiry']).optional() }),
    (control, { charge, reason }) => control.dispute(charge, reason),
  ),
  onboard: call(id, (control, account) => control.onboard(account)),
  restrict: call(id, (control, account) => control.restrict(account)),
  failPayout: call(z.strictObject({ payout: id, account: id.optional() }), (control, { payout, account }) =>
    control.failPayout(payout, account),
  ),
  decide: call(z.strictObject({ dispute: id, outcome: z.enum(['win', 'lose']) }), (control, { dispute, outcome }) =>
    control.decide(dispute, outcome),
  ),
} as const;

/** `POST /_control/<name>` for tests in another process; the answer is `{ result }`. */
export function useControl(app: FastifyInstance, control: Control, keys: Keys): void {
  app.post<{ Params: { name: string } }>('/_control/:name', async (request) => {
    if (accessOf(request.headers.authorization, undefined, keys) !== 'server')
      throw new ApiError(401, 'The secret key is needed.');
    const found = Object.entries(calls).find(([name]) => name === request.params.name)?.[1];
    if (!found) throw new ApiError(404, `There is no control ${request.params.name}.`);
    const argument = found.argument.safeParse(request.body ?? null);
    if (!argument.success) throw invalidRequest(z.prettifyError(argument.error));
    return { result: (await found.run(control, argument.data)) ?? null };
  });
}
