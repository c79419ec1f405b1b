import { build } from '../../worker/cli/build.ts';
import { benchExport } from './export.ts';
import { benchIntake } from './intake.ts';
import { benchPages } from './pages.ts';
import { benchReads } from './reads.ts';
import { benchScale } from './scale.ts';
import { benchSearch } from './search.ts';
import { benchSize } from './size.ts';
import { benchWidgets } from './widgets.ts';

await build();
const parts: Record<string, () => Promise<void>> = {
  reads: benchReads,
  scale: benchScale,
  search: benchSearch,
  size: benchSize,
  widgets: benchWidgets,
  pages: benchPages,
  intake: benchIntake,
  export: benchExport,
};
const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await bench();
