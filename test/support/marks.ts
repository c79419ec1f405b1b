import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Values that must nowhere be found again, with a beginning in common that is found at once. */
export interface Marks {
  values: string[];
  /** In which of the ways in which programs write a value it stands in these bytes. */
  foundIn: (bytes: Buffer) => string[];
}

/** Makes so many values that occur nowhere else. Looked for with them is what else is to be found nowhere. */
export function makeMarks(count: number, others: readonly string[]): Marks {
  const common = `q${randomBytes(9).toString('hex')}`;
  const forms = new Map<string, (text: string) => boolean>();
  forms.set('as it is', (text) => [common, ...others].some((each) => text.toLowerCase().includes(each)));
  const hex = Buffer.from(common).toString('hex');
  forms.set('in hexadecimal', (text) => text.toLowerCase().includes(hex));
  const wide = Buffer.from(common, 'utf16le').toString('latin1');
  forms.set('in UTF-16', (text) => text.includes(wide));
  for (const before of [0, 1, 2]) {
    // What stands beside it changes the first and the last characters.
    const coded = Buffer.from('-'.repeat(before) + common)
      .toString('base64url')
      .slice(before === 0 ? 0 : 4, -4);
    forms.set(`in base64, ${before} past a third`, (text) => text.includes(coded));
  }
  return {
    values: Array.from({ length: count }, (_, index) => `${common}x${String(index).padStart(3, '0')}`),
    foundIn(bytes) {
      const text = bytes.toString('latin1');
      return [...forms].flatMap(([name, isIn]) => (isIn(text) ? [name] : []));
    },
  };
}

/** Reads every file of a folder. */
export async function readAll(folder: string): Promise<{ name: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(name) })));
}
