const { writeFileSync } = require('node:fs');

/**
 * Ends a run with one plain line that any tool can read, and writes the files with a failure, a line each, into the
 * file that LYCEUM_TEST_FAILURES names.
 */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    this.line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    const list = process.env['LYCEUM_TEST_FAILURES'];
    if (list) {
      const files = results.testResults.filter((file) => file.numFailingTests > 0 || file.testExecError);
      writeFileSync(list, files.map((file) => `${file.testFilePath}\n`).join(''));
    }
    process.stdout.write(`${this.line}\n`);
  }
};
