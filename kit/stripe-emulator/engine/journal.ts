import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Kept, ObjectName } from './objects';

export interface JournalLine {
  readonly account: string;
  readonly name: ObjectName;
  readonly id: string;
  /** Null: it is no more. */
  readonly object: Kept<ObjectName> | null;
}

/** A file of changes, one JSON line each; what a killed process left half-written is the last line, and does not count. */
export class Journal {
  private descriptor: number | null = null;

  constructor(private readonly file: string) {}

  read(): JournalLine[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n');
    return lines.slice(0, -1).map((line) => JSON.parse(line) as JournalLine);
  }

  /** Replaces the file by one without history, whole or not at all. */
  rewrite(lines: Iterable<JournalLine>): void {
    mkdirSync(dirname(this.file), { recursive: true });
    const draft = `${this.file}.draft`;
    const descriptor = openSync(draft, 'w', 0o600);
    for (const line of lines) writeSync(descriptor, `${JSON.stringify(line)}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(draft, this.file);
  }

  append(lines: readonly JournalLine[]): void {
    this.descriptor ??= openSync(this.file, 'a', 0o600);
    writeSync(this.descriptor, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  close(): void {
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }
}
