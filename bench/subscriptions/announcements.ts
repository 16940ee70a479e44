import { marked } from './mark';

interface Announcement {
  readonly reviewAdded: { readonly id: string; readonly body: string; readonly upc: string };
}

/** What the source sends: an event of so many bytes, to everyone who follows at the moment. */
export class Announcements {
  private readonly waiting = new Set<(announcement: Announcement) => void>();
  private count = 0;

  get followers(): number {
    return this.waiting.size;
  }

  make(bytes: number): void {
    this.count += 1;
    const id = String(this.count);
    const body = marked(this.count).padEnd(bytes, 'x');
    for (const next of this.waiting) next({ reviewAdded: { id, body, upc: '1' } });
  }

  /** Events come one at a time, seldom enough that none is made while the one before is taken. */
  async *follow(): AsyncGenerator<Announcement, void> {
    for (;;) {
      const { promise, resolve } = Promise.withResolvers<Announcement>();
      this.waiting.add(resolve);
      try {
        yield await promise;
      } finally {
        this.waiting.delete(resolve);
      }
    }
  }
}
