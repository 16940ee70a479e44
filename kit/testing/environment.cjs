const { TestEnvironment } = require('jest-environment-node');
const { types } = require('node:util');

/** Errors made by Node's core belong to another realm than a test's `Error`; GraphQL and others ask `instanceof`. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    const { Error: RealmError } = this.global;
    Object.defineProperty(RealmError, Symbol.hasInstance, {
      value(candidate) {
        const isOrdinary = Function.prototype[Symbol.hasInstance].call(this, candidate);
        return isOrdinary || (this === RealmError && types.isNativeError(candidate));
      },
    });
  }
};
