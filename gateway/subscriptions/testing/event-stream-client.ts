interface Message {
  readonly event: string;
  readonly data: unknown;
}

/** Reads a text/event-stream as fetch gets it. */
export class EventStreamClient {
  readonly messages: Message[] = [];
  /** Lines that begin with a colon. */
  comments = 0;
  isOver = false;
  private constructor(
    readonly response: Response,
    private readonly controller: AbortController,
  ) {
    if (response.ok) void this.read().catch(() => undefined);
  }

  static async open(url: string, body: object, headers: Record<string, string> = {}): Promise<EventStreamClient> {
    const controller = new AbortController();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: controller.signal,
    });
    return new EventStreamClient(response, controller);
  }

  of(event: string): unknown[] {
    return this.messages.filter((message) => message.event === event).map(({ data }) => data);
  }

  close(): void {
    this.controller.abort();
  }

  private async read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of this.response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.take(block);
    }
    this.isOver = true;
  }

  private take(block: string): void {
    if (block.startsWith(':')) {
      this.comments += 1;
      return;
    }
    const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
    const data = field('data');
    this.messages.push({ event: field('event'), data: data === '' ? null : (JSON.parse(data) as unknown) });
  }
}
