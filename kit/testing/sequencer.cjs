const { default: Sequencer } = require('@jest/test-sequencer');
const path = require('node:path');

/** What takes long, longest first: else the last file to begin may be one of these, while the other processor has nothing to do. */
const long = [
  /^e2e\/hostile-input\/generated/,
  /^e2e\/(command-line|entities|media|processes)\//,
  /\/crash\.spec|rabbit-bus/,
  /^e2e\/(course-page|ide|money|reload|tracing)\//,
  /\/conformance\//,
  /\/ffmpeg\/|\/worker\//,
  /browser\.spec/,
  /^e2e\//,
  /^subgraphs\/media\//,
];

/** By the time that a file took here the last time, where Jest remembers one; else by what it looks like. */
module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path: spec, context }) => {
      const file = path.relative(context.config.rootDir, spec);
      const place = long.findIndex((pattern) => pattern.test(file));
      return place === -1 ? long.length : place;
    };
    const sorted = super.sort(tests);
    return sorted.every(({ duration }) => typeof duration === 'number')
      ? sorted
      : sorted.toSorted((left, right) => rank(left) - rank(right));
  }
};
