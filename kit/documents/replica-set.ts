import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient, MongoServerError, type Db, type Document } from 'mongodb';

interface Member {
  readonly url: string;
  readonly port: number;
  readonly durable: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  /** Ends the wait. */
  readonly signal: AbortSignal;
}

const name = 'lyceum';
const [notYetInitialized, alreadyInitialized] = [94, 23];

/** Makes a server that has just been started the only member of its replica set, and waits until it takes writes. */
export async function becomePrimary({ url, port, durable, timeout, signal }: Member): Promise<void> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: timeout });
  signal.addEventListener('abort', () => void client.close());
  try {
    await client.connect();
    const admin = client.db('admin');
    await configure(admin, { host: `127.0.0.1:${port}`, durable });
    const deadline = Date.now() + timeout;
    while (!(await admin.command({ hello: 1 }))['isWritablePrimary']) {
      if (Date.now() > deadline) throw new Error('mongod does not become primary; see mongod.log');
      await pause(20);
    }
  } finally {
    await client.close();
  }
}

/** The port is another one at each start: only by force can a member be told that it is the one it was. */
async function configure(admin: Db, { host, durable }: { host: string; durable: boolean }): Promise<void> {
  const known = await configuration(admin);
  if (known === null) {
    const members = [{ _id: 0, host }];
    const wanted = { _id: name, version: 1, members, writeConcernMajorityJournalDefault: durable };
    await admin.command({ replSetInitiate: wanted }).catch(ignore(alreadyInitialized));
    return;
  }
  const [member] = known['members'] as Document[];
  if (member?.['host'] === host) return;
  const version = Number(known['version']) + 1;
  await admin.command({ replSetReconfig: { ...known, version, members: [{ ...member, host }] }, force: true });
}

async function configuration(admin: Db): Promise<Document | null> {
  const answer = await admin.command({ replSetGetConfig: 1 }).catch(ignore(notYetInitialized));
  return answer ? (answer['config'] as Document) : null;
}

function ignore(code: number): (error: unknown) => null {
  return (error) => {
    if (error instanceof MongoServerError && error.code === code) return null;
    throw error;
  };
}
