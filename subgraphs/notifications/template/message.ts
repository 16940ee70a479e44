/**
 * Texts with places for values, in the part of ICU's MessageFormat that letters need: `{name}` and
 * `{count, plural, one {# answer} other {# answers}}`. Numbers and dates are written as the language writes them.
 */

/** A value by the name of its place. */
export type Values = Readonly<Record<string, string | number | Date>>;

export interface Place {
  readonly locale: string;
  /** IANA zone of the person who reads it. */
  readonly timeZone: string;
}

type Part =
  | string
  | { readonly kind: 'VALUE'; readonly name: string }
  | { readonly kind: 'COUNT' }
  | { readonly kind: 'PLURAL'; readonly name: string; readonly forms: ReadonlyMap<string, readonly Part[]> };

/** What a text has wrong, and where, counted from 0. */
export class MessageError extends Error {
  constructor(
    problem: string,
    readonly at: number,
  ) {
    super(problem);
  }
}

/** The text with its values. What it names and was not given is left empty. @throws MessageError */
export function formatMessage(source: string, values: Values, place: Place): string {
  return write(parseMessage(source), values, place, null);
}

/** The names that a text has places for, each once. @throws MessageError */
export function placesOf(source: string): string[] {
  return [...new Set(namesIn(parseMessage(source)))];
}

/** The names of what its plurals count. @throws MessageError */
export function pluralsOf(source: string): string[] {
  return [...new Set(countedIn(parseMessage(source)))];
}

const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** @throws MessageError */
export function parseMessage(source: string): readonly Part[] {
  const reader = new Reader(source);
  const parts = reader.parts(false);
  if (!reader.isAtEnd) throw new MessageError('A } closes nothing.', reader.at);
  return parts;
}

class Reader {
  at = 0;

  constructor(private readonly source: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  /** Up to the end, or to the brace that closes what they are in. */
  parts(isInPlural: boolean): readonly Part[] {
    const parts: Part[] = [];
    while (!this.isAtEnd && this.source[this.at] !== '}') {
      if (this.source[this.at] === '{') parts.push(this.place());
      else if (isInPlural && this.takes('#')) parts.push({ kind: 'COUNT' });
      else parts.push(this.match(isInPlural ? /[^{}#]+/y : /[^{}]+/y, 'a text'));
    }
    return parts;
  }

  private place(): Part {
    this.expect('{');
    const name = this.word('a name');
    if (this.takes('}')) return { kind: 'VALUE', name };
    this.expect(',');
    if (this.word('plural') !== 'plural') throw new MessageError('Only plural can follow a name.', this.at);
    this.expect(',');
    const forms = new Map<string, readonly Part[]>();
    while (!this.takes('}')) {
      const form = this.word('a form of the plural');
      if (!FORMS.includes(form)) throw new MessageError(`There is no form ${form}: ${FORMS.join(', ')}.`, this.at);
      this.expect('{');
      forms.set(form, this.parts(true));
      this.expect('}');
      this.spaces();
    }
    if (!forms.has('other')) throw new MessageError('A plural needs the form other.', this.at);
    return { kind: 'PLURAL', name, forms };
  }

  private word(what: string): string {
    this.spaces();
    const word = this.match(/[A-Za-z]\w*/y, what);
    this.spaces();
    return word;
  }

  private spaces(): void {
    this.match(/\s*/y, 'a space');
  }

  private takes(character: string): boolean {
    const isNext = this.source[this.at] === character;
    if (isNext) this.at += 1;
    return isNext;
  }

  private expect(character: string): void {
    this.spaces();
    if (!this.takes(character)) throw new MessageError(`Here a ${character} is missing.`, this.at);
  }

  private match(pattern: RegExp, what: string): string {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.source) ?? [];
    if (found === undefined) throw new MessageError(`Here ${what} is missing.`, this.at);
    this.at += found.length;
    return found;
  }
}

function namesIn(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string' || part.kind === 'COUNT') return [];
    return part.kind === 'VALUE' ? [part.name] : [part.name, ...[...part.forms.values()].flatMap(namesIn)];
  });
}

function countedIn(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string' || part.kind !== 'PLURAL') return [];
    return [part.name, ...[...part.forms.values()].flatMap(countedIn)];
  });
}

function write(parts: readonly Part[], values: Values, place: Place, count: number | null): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'COUNT') return written(count ?? '', place);
      const value = values[part.name] ?? '';
      if (part.kind === 'VALUE') return written(value, place);
      const form = new Intl.PluralRules(place.locale).select(Number(value));
      return write(part.forms.get(form) ?? part.forms.get('other')!, values, place, Number(value));
    })
    .join('');
}

function written(value: string | number | Date, { locale, timeZone }: Place): string {
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
  if (typeof value === 'string') return value;
  const style = { dateStyle: 'full', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat(locale, style).format(value);
}
