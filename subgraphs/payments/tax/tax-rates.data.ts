/** One rate of a place, from local midnight of a day on. */
export interface KnownRate {
  /** YYYY-MM-DD. */
  readonly from: string;
  /** Percent as decimal text. */
  readonly percent: string;
}

/** A place with a tax on digital services to consumers. */
export interface TaxPlace {
  /** ISO 3166-1 alpha-2, or 3166-2 with the region. */
  readonly code: string;
  /** IANA zone in which a day begins. */
  readonly zone: string;
  /** In ascending order of their days. */
  readonly rates: readonly KnownRate[];
  /** Whether prices are shown with the tax in them. */
  readonly isInclusive: boolean;
}

const place = (
  code: string,
  zone: string,
  rates: readonly (readonly [from: string, percent: string])[],
  isInclusive = true,
): TaxPlace => ({ code, zone, rates: rates.map(([from, percent]) => ({ from, percent })), isInclusive });

/** Before any sale of ours. */
const always = '2000-01-01';

/**
 * Standard rates: recorded courses are services supplied electronically, which have no reduced rate. Written down in
 * November 2026 from:
 * - European Union: European Commission, Taxes in Europe Database (TEDB), standard rates; consumer's place by articles 58
 *   and 196 of Directive 2006/112/EC. Regions outside its VAT area: article 6. Azores and Madeira: article 18 of the CIVA.
 * - United Kingdom: VAT Act 1994, section 2. Switzerland and Liechtenstein: MWSTG, article 25 (8.1 % since 2024).
 *   Norway: Stortinget's yearly decision on merverdiavgift. Iceland: Act 50/1988, article 14.
 * - Canada: Excise Tax Act, section 165 and schedule VIII; Québec's QST 9.975 % on top of GST. Provinces with a sales tax of
 *   their own (BC, MB, SK) are shown with GST alone: who is registered there adds a row.
 * - Australia: GST Act 1999, division 84. New Zealand: GST Act 1985, section 8. Japan: Consumption Tax Act (10 % since
 *   October 2019). Singapore: GST Act (9 % since 2024). South Korea: VAT Act, article 30.
 * Countries that are not here are sold to without tax: whoever is registered in one adds a row by `setTaxRate`.
 */
export const taxPlaces: readonly TaxPlace[] = [
  place('AT', 'Europe/Vienna', [[always, '20']]),
  place('BE', 'Europe/Brussels', [[always, '21']]),
  place('BG', 'Europe/Sofia', [[always, '20']]),
  place('HR', 'Europe/Zagreb', [['2012-03-01', '25']]),
  place('CY', 'Asia/Nicosia', [['2014-01-13', '19']]),
  place('CZ', 'Europe/Prague', [['2013-01-01', '21']]),
  place('DK', 'Europe/Copenhagen', [[always, '25']]),
  place('EE', 'Europe/Tallinn', [
    ['2009-07-01', '20'],
    ['2024-01-01', '22'],
    ['2025-07-01', '24'],
  ]),
  place('FI', 'Europe/Helsinki', [
    ['2013-01-01', '24'],
    ['2024-09-01', '25.5'],
  ]),
  place('FI-01', 'Europe/Mariehamn', [[always, '0']]),
  place('FR', 'Europe/Paris', [['2014-01-01', '20']]),
  place('DE', 'Europe/Berlin', [
    ['2007-01-01', '19'],
    ['2020-07-01', '16'],
    ['2021-01-01', '19'],
  ]),
  place('GR', 'Europe/Athens', [['2016-06-01', '24']]),
  place('HU', 'Europe/Budapest', [['2012-01-01', '27']]),
  place('IE', 'Europe/Dublin', [
    ['2012-01-01', '23'],
    ['2020-09-01', '21'],
    ['2021-03-01', '23'],
  ]),
  place('IT', 'Europe/Rome', [['2013-10-01', '22']]),
  place('LV', 'Europe/Riga', [['2012-07-01', '21']]),
  place('LT', 'Europe/Vilnius', [['2009-09-01', '21']]),
  place('LU', 'Europe/Luxembourg', [
    ['2015-01-01', '17'],
    ['2023-01-01', '16'],
    ['2024-01-01', '17'],
  ]),
  place('MT', 'Europe/Malta', [['2004-01-01', '18']]),
  place('NL', 'Europe/Amsterdam', [['2012-10-01', '21']]),
  place('PL', 'Europe/Warsaw', [['2011-01-01', '23']]),
  place('PT', 'Europe/Lisbon', [['2011-01-01', '23']]),
  place('PT-20', 'Atlantic/Azores', [['2021-07-01', '16']]),
  place('PT-30', 'Atlantic/Madeira', [['2012-04-01', '22']]),
  place('RO', 'Europe/Bucharest', [
    ['2017-01-01', '19'],
    ['2025-08-01', '21'],
  ]),
  place('SK', 'Europe/Bratislava', [
    ['2011-01-01', '20'],
    ['2025-01-01', '23'],
  ]),
  place('SI', 'Europe/Ljubljana', [['2013-07-01', '22']]),
  place('ES', 'Europe/Madrid', [['2012-09-01', '21']]),
  place('ES-CN', 'Atlantic/Canary', [[always, '0']]),
  place('ES-CE', 'Africa/Ceuta', [[always, '0']]),
  place('ES-ML', 'Africa/Ceuta', [[always, '0']]),
  place('SE', 'Europe/Stockholm', [[always, '25']]),
  place('GB', 'Europe/London', [['2011-01-04', '20']]),
  place('CH', 'Europe/Zurich', [
    ['2018-01-01', '7.7'],
    ['2024-01-01', '8.1'],
  ]),
  place('LI', 'Europe/Vaduz', [
    ['2018-01-01', '7.7'],
    ['2024-01-01', '8.1'],
  ]),
  place('NO', 'Europe/Oslo', [['2005-01-01', '25']]),
  place('IS', 'Atlantic/Reykjavik', [['2015-01-01', '24']]),
  place('AU', 'Australia/Sydney', [['2017-07-01', '10']]),
  place('NZ', 'Pacific/Auckland', [['2010-10-01', '15']]),
  place('JP', 'Asia/Tokyo', [['2019-10-01', '10']]),
  place('KR', 'Asia/Seoul', [[always, '10']]),
  place('SG', 'Asia/Singapore', [
    ['2023-01-01', '8'],
    ['2024-01-01', '9'],
  ]),
  place('CA', 'America/Toronto', [['2008-01-01', '5']], false),
  place('CA-NB', 'America/Moncton', [['2016-07-01', '15']], false),
  place('CA-NL', 'America/St_Johns', [['2016-07-01', '15']], false),
  place(
    'CA-NS',
    'America/Halifax',
    [
      ['2010-07-01', '15'],
      ['2025-04-01', '14'],
    ],
    false,
  ),
  place('CA-ON', 'America/Toronto', [['2010-07-01', '13']], false),
  place('CA-PE', 'America/Halifax', [['2016-10-01', '15']], false),
  place('CA-QC', 'America/Montreal', [['2013-01-01', '14.975']], false),
];

/** The member states; Northern Ireland (XI) is one for goods only. */
export const memberStates: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
);
