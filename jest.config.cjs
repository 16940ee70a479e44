/** ESM-only packages that SWC turns into CommonJS for Jest; Jest names the next one when it meets it. */
const esmOnly = [
  // CommonJS, but it loads node:os by import().
  'mongodb',
  'dinero\\.js',
  'graphile-worker',
  'jose',
  'uuid',
  'slugify',
  'commander',
  'p-limit',
  'yocto-queue',
  'graphql-ws',
  '@graphql-tools',
  'cookie',
  'content-disposition',
  '@tus',
  'srvx',
  'file-type',
  'token-types',
  'strtok3',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'htmlparser2',
  'entities',
  'dom-serializer',
  'domutils',
  'domhandler',
  'domelementtype',
].join('|');

/** @type {import('jest').Config} */
module.exports = {
  roots: [
    '<rootDir>/kit',
    '<rootDir>/subgraphs',
    '<rootDir>/gateway',
    '<rootDir>/cli',
    '<rootDir>/e2e',
    '<rootDir>/deploy',
  ],
  testEnvironment: '<rootDir>/kit/testing/environment.cjs',
  transform: {
    '^.+\\.ts$': '@swc/jest',
    '^.+\\.m?js$': [
      '@swc/jest',
      { swcrc: false, jsc: { target: 'es2023', parser: { syntax: 'ecmascript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly})/)`],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/kit/testing/global-setup.ts',
  globalTeardown: '<rootDir>/kit/testing/global-teardown.ts',
  // How long a test may hang until it is said so. No test says less: what takes a second here may take a minute elsewhere.
  testTimeout: 300_000,
  // Of two processors: a third file has what others leave idle, while they wait for a player, a broker or a lease. In full they seldom do.
  maxWorkers: process.env['LYCEUM_TEST_ALL'] ? 2 : 3,
  testSequencer: '<rootDir>/kit/testing/sequencer.cjs',
  reporters: ['default', '<rootDir>/kit/testing/summary-reporter.cjs'],
  workerIdleMemoryLimit: '1GB',
};
