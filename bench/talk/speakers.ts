import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { marked } from '../subscriptions/mark';

interface Speaking {
  /** Endpoints, in turns. */
  readonly urls: readonly string[];
  readonly conversationId: string;
  /** Of those who speak, in turns. */
  readonly tokens: readonly string[];
}

const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { seq } } }';

/** People who send messages at a fixed pace, whoever has heard the ones before. */
export class Speakers {
  private readonly agent = new Agent({ connections: 32, pipelining: 1 });
  /** Milliseconds until a message was acknowledged. */
  readonly answered: number[] = [];
  /** Answers that were none. */
  readonly refusals: string[] = [];

  constructor(private readonly speaking: Speaking) {}

  /** Messages of these numbers, so many a second. Resolves once the last is answered. */
  async speak(from: number, count: number, perSecond: number): Promise<void> {
    const beganAt = performance.now();
    const under: Promise<void>[] = [];
    for (let index = 0; index < count; index += 1) {
      const due = beganAt + (index * 1_000) / perSecond - performance.now();
      if (due > 1) await wait(due);
      under.push(this.say(from + index));
    }
    await Promise.all(under);
  }

  /** Says something that is not counted: with number 0. */
  async say(number: number): Promise<void> {
    const { urls, conversationId, tokens } = this.speaking;
    const begun = performance.now();
    const body = `${marked(number)} Does the tide turn at noon, or is that only here?`;
    const input = { conversationId, clientId: randomUUID(), body };
    const text = await this.textOf(urls[number % urls.length]!, {
      method: 'POST',
      dispatcher: this.agent,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens[number % tokens.length]}` },
      body: JSON.stringify({ query: SEND, variables: { input } }),
    });
    if (text.includes('"seq":')) this.answered.push(performance.now() - begun);
    else this.refusals.push(text.slice(0, 300));
  }

  /** A server that cuts a connection off has refused it, too. */
  private async textOf(...asked: Parameters<typeof request>): Promise<string> {
    try {
      return await (await request(...asked)).body.text();
    } catch (error) {
      return String(error);
    }
  }

  /** Begins to count anew. */
  forget(): void {
    this.answered.length = 0;
    this.refusals.length = 0;
  }

  async close(): Promise<void> {
    await this.agent.close();
  }
}
