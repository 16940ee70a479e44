import { DateTime } from 'luxon';
import { taxPlaces, type TaxPlace } from './tax-rates.data';

/** What is levied in a place at a moment. */
export interface PlaceRate {
  readonly jurisdiction: string;
  readonly rate: string;
  readonly isInclusive: boolean;
}

const places: ReadonlyMap<string, TaxPlace> = new Map(taxPlaces.map((place) => [place.code, place]));

/** The codes under which a place may have a rate, the closest first: `CA-ON`, `CA`. A region may come as `ON` or `CA-ON`. */
export function codesOf(country: string, region?: string | null): string[] {
  const nation = country.trim().toUpperCase();
  if (!region) return [nation];
  const part = region.trim().toUpperCase();
  return [part.startsWith(`${nation}-`) ? part : `${nation}-${part}`, nation];
}

/** The rate of the table; null where it has none. A day begins at midnight of the place. */
export function knownRate(codes: readonly string[], at: Date): PlaceRate | null {
  const place = codes.map((code) => places.get(code)).find((found) => found !== undefined);
  const rate = place?.rates.findLast(({ from }) => DateTime.fromISO(from, { zone: place.zone }).toJSDate() <= at);
  return place && rate ? { jurisdiction: place.code, rate: rate.percent, isInclusive: place.isInclusive } : null;
}
