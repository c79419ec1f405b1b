import { build } from '../../worker/cli/build.ts';
import { benchReads } from './reads.ts';
import { benchScale } from './scale.ts';

await build();
const parts: Record<string, () => Promise<void>> = { reads: benchReads, scale: benchScale };
const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await bench();
