/** What is printed on invoices and credit notes, beside what was bought. */
export interface InvoiceStrings {
  readonly invoice: string;
  readonly creditNote: string;
  readonly number: string;
  readonly issued: string;
  readonly order: string;
  readonly subscription: string;
  /** The invoice that a credit note takes back. */
  readonly toInvoice: string;
  readonly seller: string;
  readonly buyer: string;
  /** Where the buyer gave no name. */
  readonly customer: string;
  readonly vatId: string;
  readonly description: string;
  readonly rate: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  /** `{list}` and `{discount}` are amounts. */
  readonly reduced: string;
  readonly taxes: string;
  readonly total: string;
  readonly returned: string;
  readonly paid: string;
  readonly refunded: string;
  /** As the law wants it said: article 226 (11a) of Directive 2006/112/EC. */
  readonly reverseCharge: string;
  readonly untaxed: string;
  /** `{page}` and `{pages}` are numbers. */
  readonly page: string;
}

const en: InvoiceStrings = {
  invoice: 'Invoice',
  creditNote: 'Credit note',
  number: 'Number',
  issued: 'Date',
  order: 'Order',
  subscription: 'Subscription',
  toInvoice: 'For invoice',
  seller: 'Seller',
  buyer: 'Bill to',
  customer: 'Customer',
  vatId: 'VAT ID',
  description: 'Course',
  rate: 'Tax rate',
  net: 'Net',
  tax: 'Tax',
  gross: 'Amount',
  reduced: 'List price {list}, discount {discount}',
  taxes: 'Tax by rate',
  total: 'Total',
  returned: 'Refunded',
  paid: 'Paid in full. There is nothing left to pay.',
  refunded: 'This amount goes back to the means of payment that was used.',
  reverseCharge: 'Reverse charge: the recipient of the service owes the tax (Article 196, Directive 2006/112/EC).',
  untaxed: 'Without tax',
  page: 'Page {page} of {pages}',
};

const de: InvoiceStrings = {
  invoice: 'Rechnung',
  creditNote: 'Rechnungskorrektur',
  number: 'Nummer',
  issued: 'Datum',
  order: 'Bestellung',
  subscription: 'Abonnement',
  toInvoice: 'Zur Rechnung',
  seller: 'Verkäufer',
  buyer: 'Rechnungsempfänger',
  customer: 'Kunde',
  vatId: 'USt-IdNr.',
  description: 'Kurs',
  rate: 'Steuersatz',
  net: 'Netto',
  tax: 'Steuer',
  gross: 'Betrag',
  reduced: 'Listenpreis {list}, Rabatt {discount}',
  taxes: 'Steuer nach Satz',
  total: 'Gesamtbetrag',
  returned: 'Erstattung',
  paid: 'Vollständig bezahlt. Es ist nichts mehr zu zahlen.',
  refunded: 'Dieser Betrag wird über das verwendete Zahlungsmittel erstattet.',
  reverseCharge: 'Steuerschuldnerschaft des Leistungsempfängers (Artikel 196, Richtlinie 2006/112/EG).',
  untaxed: 'Ohne Steuer',
  page: 'Seite {page} von {pages}',
};

const fr: InvoiceStrings = {
  invoice: 'Facture',
  creditNote: 'Avoir',
  number: 'Numéro',
  issued: 'Date',
  order: 'Commande',
  subscription: 'Abonnement',
  toInvoice: 'Sur la facture',
  seller: 'Vendeur',
  buyer: 'Facturé à',
  customer: 'Client',
  vatId: 'N° TVA',
  description: 'Cours',
  rate: 'Taux',
  net: 'HT',
  tax: 'Taxe',
  gross: 'TTC',
  reduced: 'Prix catalogue {list}, remise {discount}',
  taxes: 'Taxe par taux',
  total: 'Total',
  returned: 'Remboursé',
  paid: 'Payé intégralement. Il ne reste rien à payer.',
  refunded: 'Ce montant est remboursé sur le moyen de paiement utilisé.',
  reverseCharge: 'Autoliquidation : la taxe est due par le preneur (article 196, directive 2006/112/CE).',
  untaxed: 'Sans taxe',
  page: 'Page {page} sur {pages}',
};

const es: InvoiceStrings = {
  invoice: 'Factura',
  creditNote: 'Factura rectificativa',
  number: 'Número',
  issued: 'Fecha',
  order: 'Pedido',
  subscription: 'Suscripción',
  toInvoice: 'De la factura',
  seller: 'Vendedor',
  buyer: 'Facturar a',
  customer: 'Cliente',
  vatId: 'NIF-IVA',
  description: 'Curso',
  rate: 'Tipo',
  net: 'Base',
  tax: 'Impuesto',
  gross: 'Importe',
  reduced: 'Precio de lista {list}, descuento {discount}',
  taxes: 'Impuesto por tipo',
  total: 'Total',
  returned: 'Reembolso',
  paid: 'Pagado por completo. No queda nada por pagar.',
  refunded: 'Este importe se devuelve al medio de pago utilizado.',
  reverseCharge: 'Inversión del sujeto pasivo: el destinatario debe el impuesto (artículo 196, Directiva 2006/112/CE).',
  untaxed: 'Sin impuesto',
  page: 'Página {page} de {pages}',
};

const ar: InvoiceStrings = {
  invoice: 'فاتورة',
  creditNote: 'إشعار دائن',
  number: 'الرقم',
  issued: 'التاريخ',
  order: 'الطلب',
  subscription: 'الاشتراك',
  toInvoice: 'عن الفاتورة',
  seller: 'البائع',
  buyer: 'فاتورة إلى',
  customer: 'العميل',
  vatId: 'الرقم الضريبي',
  description: 'الدورة',
  rate: 'نسبة الضريبة',
  net: 'الصافي',
  tax: 'الضريبة',
  gross: 'المبلغ',
  reduced: 'السعر الأصلي {list}، الخصم {discount}',
  taxes: 'الضريبة حسب النسبة',
  total: 'الإجمالي',
  returned: 'المبلغ المسترد',
  paid: 'مدفوعة بالكامل. لا يوجد مبلغ مستحق.',
  refunded: 'يعاد هذا المبلغ إلى وسيلة الدفع المستخدمة.',
  reverseCharge: 'احتساب عكسي: الضريبة مستحقة على متلقي الخدمة (المادة 196 من التوجيه 2006/112/EC).',
  untaxed: 'بدون ضريبة',
  page: 'صفحة {page} من {pages}',
};

const ja: InvoiceStrings = {
  invoice: '請求書',
  creditNote: '返金明細書',
  number: '番号',
  issued: '発行日',
  order: '注文',
  subscription: 'サブスクリプション',
  toInvoice: '対象の請求書',
  seller: '販売者',
  buyer: '請求先',
  customer: 'お客様',
  vatId: 'VAT番号',
  description: 'コース',
  rate: '税率',
  net: '税抜',
  tax: '税額',
  gross: '金額',
  reduced: '定価 {list}、割引 {discount}',
  taxes: '税率別の税額',
  total: '合計',
  returned: '返金額',
  paid: 'お支払い済みです。お支払いいただく金額はありません。',
  refunded: 'この金額はお支払いに使われた方法に返金されます。',
  reverseCharge: 'リバースチャージ：税はサービスの受領者が納付します（指令 2006/112/EC 第196条）。',
  untaxed: '税なし',
  page: '{page} / {pages} ページ',
};

const languages: ReadonlyMap<string, InvoiceStrings> = new Map(Object.entries({ en, de, fr, es, ar, ja }));

/** The language in which a buyer of a locale reads; English where there is none. */
export function stringsFor(locale: string): { readonly lang: string; readonly strings: InvoiceStrings } {
  const [lang = 'en'] = locale.toLowerCase().split('-');
  const strings = languages.get(lang);
  return strings ? { lang, strings } : { lang: 'en', strings: en };
}
