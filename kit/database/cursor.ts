import { kitErrors } from '../errors/kit-errors';
import type { Secrets } from '../config/secrets';

/** A place in an ordered list: the sort value and the id that breaks ties. */
export interface Position {
  readonly value: string | number;
  readonly id: string;
}

/** Cursors are opaque and signed for one list and order, so that none can be made up or carried over. */
export class Cursors {
  constructor(
    private readonly secrets: Secrets,
    private readonly list: string,
  ) {}

  write({ value, id }: Position): string {
    const body = Buffer.from(JSON.stringify([value, id])).toString('base64url');
    return `${body}.${this.seal(body)}`;
  }

  /** @throws BAD_CURSOR */
  read(cursor: string): Position {
    const [body = '', seal] = cursor.split('.');
    if (seal !== this.seal(body)) throw kitErrors.BAD_CURSOR();
    const [value, id] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [string | number, string];
    return { value, id };
  }

  private seal(body: string): string {
    return this.secrets.mac('cursor', `${this.list}:${body}`).slice(0, 16);
  }
}
