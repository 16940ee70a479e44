import { checkVAT, countries } from 'jsvat';
import { memberStates } from './tax-rates.data';

/** What a VAT identification number looks like; never whether it is registered, or to whom. */
export interface VatIdCheck {
  /** Whether the number can be one of the country that it is said to be of. */
  readonly isPlausible: boolean;
  /** Without spaces and signs, with the prefix that the number has on invoices; null for what is no number at all. */
  readonly normalised: string | null;
  /** Whether check digits were compared; false where the format is all that can be looked at. */
  readonly hasCheckDigits: boolean;
}

const nothing: VatIdCheck = { isPlausible: false, normalised: null, hasCheckDigits: false };

/**
 * Checks format and check digits by jsvat. Its gaps, filled here where they can be:
 * - It knows Greece by `EL` alone; people write `GR` too.
 * - It knows no Belgian number that begins with 1, as new ones do since 2023.
 * - It has no check digits for French numbers with letters in their key, British government departments and health
 *   authorities, and Latvian persons: those pass by their format.
 * - It takes `EU…`, which is no member state's, and Brazilian numbers without a prefix; here a number has to begin with the
 *   code of its country.
 * - Nobody is asked (VIES, HMRC): a plausible number may belong to nobody, or to someone else.
 */
export function checkVatId(vatId: string, country: string): VatIdCheck {
  const written = vatId.toUpperCase().replace(/[\s./-]+/g, '');
  const prefix = country === 'GR' ? 'EL' : country;
  const normalised = country === 'GR' ? written.replace(/^GR/, 'EL') : written;
  if (!normalised.startsWith(prefix) || normalised.length > 20) return nothing;
  if (country === 'BE') return { isPlausible: isBelgian(normalised), normalised, hasCheckDigits: true };
  return {
    isPlausible: checkVAT(normalised, countries).isValid,
    normalised,
    hasCheckDigits: !formatOnly.some((format) => format.test(normalised)),
  };
}

/** A number of a business of a member state that its own country plausibly gave. */
export function isMemberStateVatId(vatId: string | null | undefined, country: string): boolean {
  return Boolean(vatId) && memberStates.has(country) && checkVatId(vatId!, country).isPlausible;
}

const formatOnly = [/^FR(?=.{0,1}[A-Z])/, /^GB(GD|HA)\d{3}$/, /^LV[0-3]/];

/** Ten digits, the first 0 or 1; the last two are 97 less the rest of the first eight by 97. */
function isBelgian(normalised: string): boolean {
  const [, digits, check] = /^BE([01]\d{7})(\d{2})$/.exec(normalised) ?? [];
  return digits !== undefined && 97 - (Number(digits) % 97) === Number(check);
}
