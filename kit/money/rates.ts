import { Big } from 'big.js';

/** A rate as an exact decimal: `'0.19'`, never a float that only looks like it. */
export type Rate = Big;

/** @param text digits with a point, such as `0.0825` */
export function rate(text: string): Rate {
  return new Big(text);
}

/** Hundredths of a percent: 1900 is 19 %. */
export function basisPoints(points: number): Rate {
  return new Big(points).div(10_000);
}

/** So much of an amount, in whole minor units; a half is rounded away from zero. */
export function atRate(minor: bigint, of: Rate): bigint {
  return BigInt(new Big(minor.toString()).times(of).round(0, Big.roundHalfUp).toFixed(0));
}
