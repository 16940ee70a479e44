import { z } from 'zod';
import { catalog, isEventName, type EventEnvelope } from './catalog';

const head = z.object({
  id: z.uuid(),
  name: z.string().refine(isEventName),
  version: z.int().min(1),
  occurredAt: z.iso.datetime(),
  payload: z.record(z.string(), z.unknown()),
});

/**
 * What came over the wire, as an event of the catalogue, unchanged; null where it is none. The payload of a version
 * newer than ours cannot be judged here and passes.
 */
export function readEnvelope(value: unknown): EventEnvelope | null {
  const { success, data } = head.safeParse(value);
  if (!success) return null;
  const { version, shape } = catalog[data.name];
  if (data.version <= version && !shape.safeParse(data.payload).success) return null;
  return value as EventEnvelope;
}
