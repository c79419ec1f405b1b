import { build } from '../../worker/cli/build.ts';
import { benchReads } from './reads.ts';

await build();
await benchReads();
