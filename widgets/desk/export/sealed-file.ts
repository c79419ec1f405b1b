import type { ExportBegin, ExportEnd, SealedSubmission } from '../../../schema/wire/sealed-submission.ts';

/** Why a file can't be read. */
export class FileError extends Error {
  override name = 'FileError';
  readonly code: 'not-an-export' | 'not-a-key' | 'public-key';

  constructor(code: FileError['code']) {
    super(code);
    this.code = code;
  }
}

type Line = ExportBegin | ExportEnd | SealedSubmission;

/** The lines of a file, as it is read from the disk, with how many bytes they took. */
async function* readLines(file: Blob): AsyncGenerator<{ line: string; bytes: number }> {
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  const encoder = new TextEncoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : lines.pop()!;
    for (const line of lines) if (line !== '') yield { line, bytes: encoder.encode(line).length + 1 };
    if (done) return;
  }
}

function parse(line: string): Line | null {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return null;
  }
}

/** What stands in an export, a batch of records at once. */
export interface Batch {
  records: SealedSubmission[];
  /** How much of the file was read so far, in bytes. */
  bytes: number;
  /** Lines that are none of an export. */
  spoiled: number;
  /** How the file ends; null where more comes, or the rest is missing. */
  end: ExportEnd | null;
}

const recordsPerBatch = 200;

/**
 * Reads an export from the desk.
 * @throws {FileError} where the file is none.
 */
export async function* readExport(file: Blob): AsyncGenerator<Batch> {
  let batch: Batch = { records: [], bytes: 0, spoiled: 0, end: null };
  let isBegun = false;
  for await (const { line, bytes } of readLines(file)) {
    const parsed = parse(line);
    if (!isBegun) {
      if (parsed === null || !('kind' in parsed) || parsed.kind !== 'sealed-submissions')
        throw new FileError('not-an-export');
      isBegun = true;
    } else if (parsed === null) batch.spoiled += 1;
    else if ('sealed' in parsed) batch.records.push(parsed);
    else if (parsed.kind === 'end') batch.end = parsed;
    batch.bytes += bytes;
    if (batch.records.length < recordsPerBatch) continue;
    yield batch;
    batch = { records: [], bytes: batch.bytes, spoiled: 0, end: null };
  }
  if (!isBegun) throw new FileError('not-an-export');
  yield batch;
}
