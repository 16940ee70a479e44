/** What to do with a message, decided anew for each: pass it on, pass it on and end, skip it, or end. */
export type Verdict = 'PASS' | 'PASS_AND_END' | 'SKIP' | 'END';

/** Listens from the first moment on, so that nothing is lost between the check of the viewer and the first message. */
export function watch<M>(source: AsyncIterable<M>, judge: (message: M) => Promise<Verdict>): AsyncIterable<M> {
  const messages = source[Symbol.asyncIterator]();
  const first = messages.next();
  first.catch(() => undefined);
  return judged(messages, first, judge);
}

async function* judged<M>(
  messages: AsyncIterator<M>,
  first: Promise<IteratorResult<M>>,
  judge: (message: M) => Promise<Verdict>,
): AsyncGenerator<M> {
  try {
    for (let next = await first; !next.done; next = await messages.next()) {
      const verdict = await judge(next.value);
      if (verdict === 'PASS' || verdict === 'PASS_AND_END') yield next.value;
      if (verdict === 'END' || verdict === 'PASS_AND_END') return;
    }
  } finally {
    await messages.return?.();
  }
}
