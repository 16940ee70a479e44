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

  /** A file that finds out while it is read that it cannot run here says so, and is skipped as a whole. */
  handleTestEvent({ name, describeBlock }) {
    if (name === 'run_describe_start' && this.global.skipsFile) describeBlock.mode = 'skip';
  }
};
