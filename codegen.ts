import type { CodegenConfig } from '@graphql-codegen/cli';

/** Each `schema/operations/*.graphql` becomes a typed document for clients, and one that `lyceum documents` registers. */
const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  documents: 'schema/operations/*.graphql',
  generates: {
    'schema/operations/manifest.json': { plugins: ['./cli/codegen-manifest.cjs'] },
    'schema/operations/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        avoidOptionals: { field: true },
        strictScalars: true,
        scalars: {
          BigInt: 'string',
          CurrencyCode: 'string',
          Date: 'string',
          DateTime: 'string',
          Duration: 'number',
          EmailAddress: 'string',
          Locale: 'string',
          URL: 'string',
        },
      },
    },
  },
};

export default config;
