import { ConfigError, readConfig } from './config';

it('names every variable that cannot be used', () => {
  const read = () => readConfig({ PORT: 'eighty', DATABASE_URL: 'mysql://x', LYCEUM_SECRET: 'short' });
  expect(read).toThrow(ConfigError);
  for (const name of ['PORT', 'DATABASE_URL', 'LYCEUM_SECRET']) expect(read).toThrow(name);
});

it('in production, refuses to invent a secret, a database or a mail server', () => {
  expect(() => readConfig({ NODE_ENV: 'production' })).toThrow('LYCEUM_SECRET, DATABASE_URL, SMTP_URL');
});

it('does not take payments that it would never hear of', () => {
  expect(() => readConfig({ STRIPE_SECRET_KEY: 'sk_test_1' })).toThrow('STRIPE_WEBHOOK_SECRET');
});

it('takes no half of an account at Twilio, and calls nobody on this machine in production', () => {
  expect(() => readConfig({ TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_FROM: '+15005550006' })).toThrow(
    'missing: TWILIO_AUTH_TOKEN',
  );
  expect(() => readConfig({ NODE_ENV: 'production', PUSH_LOOPBACK: 'true' })).toThrow('PUSH_LOOPBACK must not be set');
});

it('people reach the product at its port, unless told otherwise', () => {
  expect(readConfig({}).PUBLIC_URL).toBe('http://localhost:4000');
  expect(readConfig({ PORT: '4100' }).PUBLIC_URL).toBe('http://localhost:4100');
  expect(readConfig({ PORT: '4100', PUBLIC_URL: 'https://learn.test' }).PUBLIC_URL).toBe('https://learn.test');
});

it('is frozen, and an empty variable is an absent one', () => {
  const config = readConfig({ PORT: '' });
  expect(config.PORT).toBe(4000);
  expect(Object.isFrozen(config)).toBe(true);
});
