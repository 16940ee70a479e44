import { Viewer } from '../../../kit/identity/viewer';
import type { GatewayContext } from '../../context';
import { overridesFor } from './overrides';

const asked = (address: string, viewer = Viewer.anonymous) => ({ viewer, address }) as unknown as GatewayContext;
const addresses = Array.from({ length: 2_000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);

it('a percentage is that share of viewers, always the same ones', () => {
  const chosen = addresses.filter((address) => overridesFor(['percent(25)'], asked(address)).length > 0);
  expect(chosen.length / addresses.length).toBeCloseTo(0.25, 1);
  expect(addresses.filter((address) => overridesFor(['percent(25)'], asked(address)).length > 0)).toEqual(chosen);
});

it('none, all, and labels that are no percentage', () => {
  for (const address of addresses.slice(0, 50))
    expect(overridesFor(['percent(0)', 'percent(100)', 'beta'], asked(address))).toEqual(['percent(100)']);
});
