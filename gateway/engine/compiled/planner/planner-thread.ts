import { parentPort, workerData } from 'node:worker_threads';
import { CodedError } from '../../../../kit/errors/errors';
import { OperationPlanner, type PlanRequest } from './planner';
import type { ThreadAnswer, ThreadTask } from './thread-messages';

/** A thread that plans: one task at a time, so that whoever asked can end it when a task takes too long. */
const planner = new OperationPlanner((workerData as { readonly supergraphSdl: string }).supergraphSdl);
const port = parentPort!;

port.on('message', ({ request }: ThreadTask) => port.postMessage(answerTo(request)));
port.postMessage({ kind: 'loaded', loaded: planner.loaded } satisfies ThreadAnswer);

function answerTo(request: PlanRequest): ThreadAnswer {
  try {
    return { kind: 'planned', compiled: planner.plan(request) };
  } catch (error) {
    const { code, facts } = error instanceof CodedError ? error : { code: null, facts: {} };
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', refusal: { code, facts, message } };
  }
}
