import { Matches } from 'class-validator';

/** ISO 3166-1 alpha-2, as people write it. */
export const IsCountry = (): PropertyDecorator =>
  Matches(/^[A-Za-z]{2}$/, { message: 'must be the two letters of a country, such as DE' });
