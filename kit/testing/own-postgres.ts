import { startEmbeddedPostgres, type EmbeddedPostgres } from '../database/embedded';

/** A PostgreSQL for one test file: commands name their databases as everybody's are named, so that two files would meet on the run's server. */
export function ownPostgres(folder: string): { readonly url: string } {
  const started: { postgres?: EmbeddedPostgres } = {};
  beforeAll(async () => {
    started.postgres = await startEmbeddedPostgres({ folder, password: 'known to this test only', durable: false });
  });
  afterAll(() => started.postgres?.stop());
  return {
    get url() {
      if (!started.postgres) throw new Error('PostgreSQL starts in beforeAll.');
      return started.postgres.url;
    },
  };
}
