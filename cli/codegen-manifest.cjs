'use strict';

const { createHash } = require('node:crypto');
const { Kind, print } = require('graphql');

/** Writes the manifest of persisted queries, in Apollo's format, that `lyceum documents publish` reads. */
function plugin(_schema, documents) {
  const operations = documents.map(({ document }) => {
    const body = print(document);
    const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const id = createHash('sha256').update(body).digest('hex');
    return { id, name: operation.name.value, type: operation.operation, body };
  });
  const byName = operations.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations: byName }, null, 2)}\n`;
}

module.exports = { plugin };
