import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { generatedFiles } from '../../cli/commands/compose';
import { projectFolder } from '../../cli/files';

it.each(Object.entries(generatedFiles()).map(([file, text]) => [relative(projectFolder, file), file, text]))(
  '%s is what lyceum compose writes',
  (_, file, text) => {
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);
