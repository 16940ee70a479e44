import type { CauseKind } from '../ledger/posting';

/** What is printed on statements. */
export interface StatementStrings {
  readonly statement: string;
  readonly number: string;
  readonly date: string;
  readonly payer: string;
  readonly payee: string;
  readonly kind: string;
  readonly course: string;
  readonly count: string;
  readonly amount: string;
  readonly total: string;
  /** What came to the books after the statement before. */
  readonly carried: string;
  /** `{page}` and `{pages}` are numbers. */
  readonly page: string;
  readonly kinds: Readonly<Partial<Record<CauseKind, string>>>;
}

const en: StatementStrings = {
  statement: 'Payout statement',
  number: 'Payout',
  date: 'Date',
  payer: 'Paid by',
  payee: 'Paid to',
  kind: 'What',
  course: 'Course',
  count: 'Number',
  amount: 'Amount',
  total: 'Paid out',
  carried: 'Carried forward',
  page: 'Page {page} of {pages}',
  kinds: {
    SALE: 'Sales',
    REFUND: 'Refunds',
    REFUND_FAILED: 'Refunds that came back',
    DISPUTE: 'Held back for disputes',
    DISPUTE_WON: 'Disputes won',
    DISPUTE_LOST: 'Disputes lost',
    PAYOUT: 'Earlier payouts',
    PAYOUT_REVERSED: 'Payouts that came back',
  },
};

const de: StatementStrings = {
  statement: 'Auszahlungsabrechnung',
  number: 'Auszahlung',
  date: 'Datum',
  payer: 'Gezahlt von',
  payee: 'Gezahlt an',
  kind: 'Vorgang',
  course: 'Kurs',
  count: 'Anzahl',
  amount: 'Betrag',
  total: 'Ausgezahlt',
  carried: 'Übertrag',
  page: 'Seite {page} von {pages}',
  kinds: {
    SALE: 'Verkäufe',
    REFUND: 'Erstattungen',
    REFUND_FAILED: 'Zurückgekommene Erstattungen',
    DISPUTE: 'Einbehalten wegen Rückbuchung',
    DISPUTE_WON: 'Abgewehrte Rückbuchungen',
    DISPUTE_LOST: 'Verlorene Rückbuchungen',
    PAYOUT: 'Frühere Auszahlungen',
    PAYOUT_REVERSED: 'Zurückgekommene Auszahlungen',
  },
};

const ar: StatementStrings = {
  statement: 'كشف دفعة',
  number: 'الدفعة',
  date: 'التاريخ',
  payer: 'من',
  payee: 'إلى',
  kind: 'البيان',
  course: 'الدورة',
  count: 'العدد',
  amount: 'المبلغ',
  total: 'المبلغ المدفوع',
  carried: 'رصيد مرحل',
  page: 'صفحة {page} من {pages}',
  kinds: {
    SALE: 'مبيعات',
    REFUND: 'مبالغ مستردة',
    REFUND_FAILED: 'مبالغ مستردة معادة',
    DISPUTE: 'مبالغ محجوزة بسبب نزاعات',
    DISPUTE_WON: 'نزاعات رابحة',
    DISPUTE_LOST: 'نزاعات خاسرة',
    PAYOUT: 'دفعات سابقة',
    PAYOUT_REVERSED: 'دفعات معادة',
  },
};

const languages: ReadonlyMap<string, StatementStrings> = new Map(Object.entries({ en, de, ar }));

/** The language of whoever is paid; English where there is none. */
export function statementStringsFor(locale: string): { readonly lang: string; readonly strings: StatementStrings } {
  const [lang = 'en'] = locale.toLowerCase().split('-');
  const strings = languages.get(lang);
  return strings ? { lang, strings } : { lang: 'en', strings: en };
}
