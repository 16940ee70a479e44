import { formatMoney } from '../../../kit/money/money';

interface Setting {
  /** Of whoever reads. */
  readonly locale: string;
  /** The language that the document is in: another one where we do not have theirs. */
  readonly lang: string;
  /** IANA zone of its dates. */
  readonly zone: string;
}

/** Writes numbers and dates as a document's reader does, with the characters that its fonts have. */
export class Writing {
  private readonly locale: string;
  private readonly zone: string;

  constructor({ locale, lang, zone }: Setting) {
    const isTheirs = locale.split('-')[0]?.toLowerCase() === lang;
    // Digits of documents are read by people and machines everywhere.
    this.locale = isTheirs ? `${locale}-u-nu-latn` : lang;
    this.zone = zone;
  }

  money(minor: bigint, currency: string): string {
    return leftToRight(printable(formatMoney({ minor, currency }, this.locale)));
  }

  percent(rate: string): string {
    return leftToRight(printable(`${this.format({ maximumFractionDigits: 4 }).format(Number(rate))} %`));
  }

  count(count: number): string {
    return printable(this.format({}).format(count));
  }

  date(at: Date): string {
    const options = { dateStyle: 'long', timeZone: this.zone } as const;
    return printable(new Intl.DateTimeFormat(this.locale, options).format(at));
  }

  private format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return new Intl.NumberFormat(this.locale, options);
  }
}

/** What people and programs wrote goes in its own direction, whatever is around it (UAX #9, "first strong isolate"). */
export function isolated(text: string): string {
  return `\u2068${text.replace(/[\u2066-\u2069\u202a-\u202e]/g, '')}\u2069`;
}

/** A sign stays before its number, whatever is around it. */
function leftToRight(text: string): string {
  return `\u2066${text}\u2069`;
}

/** Without spaces that Intl writes and fonts do not have, and marks of direction, which typst does without. */
function printable(text: string): string {
  return text.replace(/[\u202f\u2009]/g, '\u00a0').replace(/[\u200e\u200f\u061c]/g, '');
}
