import { createHash } from 'node:crypto';
import type { GatewayContext } from '../../context';

const percentage = /^percent\((\d+(?:\.\d+)?)\)$/;

/**
 * The labels of progressive @override that are on for a request: `percent(n)` for that share of viewers, always the
 * same ones. Other labels stay off.
 */
export function overridesFor(labels: readonly string[], { viewer, address }: GatewayContext): string[] {
  return labels.filter((label) => {
    const share = percentage.exec(label)?.[1];
    return share !== undefined && placeOf(`${label}|${viewer.claims.id ?? address}`) < Number(share);
  });
}

/** A number from 0 to 100, evenly spread. */
function placeOf(text: string): number {
  return (createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32) * 100;
}
