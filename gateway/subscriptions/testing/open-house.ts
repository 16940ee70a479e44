import type { Config } from '../../../kit/config/config';
import { LiveHouse } from './live-house';
import { RawSocket } from './raw-socket';

interface OpenHouse {
  readonly house: LiveHouse;
  /** A socket that has begun; closed after the test. */
  begin(params?: Record<string, unknown>): Promise<RawSocket>;
  /** A socket that has said nothing yet. */
  connect(protocols?: string | string[]): Promise<RawSocket>;
}

/** A house for each test of a file. */
export function liveTest(settings: Partial<Record<keyof Config, string>> = {}): OpenHouse {
  let house: LiveHouse;
  const sockets: RawSocket[] = [];
  const kept = (socket: RawSocket): RawSocket => {
    sockets.push(socket);
    return socket;
  };
  beforeEach(async () => {
    house = new LiveHouse(settings);
    await house.open();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.close();
    await house.app.close();
  });
  return {
    get house() {
      return house;
    },
    begin: async (params = {}) => kept(await RawSocket.begin(house.url, params)),
    connect: async (protocols) => kept(await RawSocket.open(house.url, protocols)),
  };
}
