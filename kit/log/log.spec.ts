import { Writable } from 'node:stream';
import { openLog } from './log';

it('writes JSON with passwords and tokens redacted, up to two levels down', () => {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => done(void lines.push(chunk.toString())) });
  const log = openLog({ LOG_LEVEL: 'info' }, { terminal: false, destination: sink });
  log.child({ requestId: 'r-1', operation: 'LogIn' }).info(
    {
      password: 'p1',
      input: { newPassword: 'p2', deep: { refreshToken: 'p3' } },
      headers: { authorization: 'p4' },
      payment: { client_secret: 'p5', deep: { clientSecret: 'p6' } },
    },
    'seen',
  );
  const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  expect(line).toMatchObject({ requestId: 'r-1', operation: 'LogIn', msg: 'seen' });
  expect(lines[0]).not.toMatch(/p[1-6]"/);
});
