/** The walls of the house. A subgraph imports itself and kit; the gateway imports kit; kit imports neither. */
module.exports = {
  forbidden: [
    {
      name: 'subgraph-wall',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^(subgraphs|gateway|cli|e2e)/', pathNot: '^subgraphs/$1/' },
    },
    { name: 'gateway-wall', severity: 'error', from: { path: '^gateway/' }, to: { path: '^(subgraphs|cli|e2e)/' } },
    { name: 'kit-wall', severity: 'error', from: { path: '^kit/' }, to: { path: '^(subgraphs|gateway|cli|e2e)/' } },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(gateway|subgraphs|kit|cli)/', pathNot: '\\.(spec|contract|factory)\\.ts$|/testing/' },
      to: { path: '\\.(spec|contract|factory)\\.ts$|^kit/testing/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'gateway/ide/app' },
  },
};
