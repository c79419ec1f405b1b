import { z } from 'zod';
import { ProblemError } from '../problem.ts';

const Described = z.object({
  name: z.string(),
  description: z.string(),
  type: z.object({ text: z.string() }).optional(),
});

const Declaration = z.object({
  tagName: z.string(),
  description: z.string(),
  attributes: z.array(Described),
  events: z.array(Described),
  slots: z.array(Described),
  cssParts: z.array(Described),
  cssProperties: z.array(Described),
});

/** What the build wrote of the elements: `custom-elements.json`, and `manifest.json` of the files. */
const Manifest = z.object({ modules: z.array(z.object({ declarations: z.array(Declaration) })) });
const Files = z.record(z.string(), z.object({ file: z.string(), integrity: z.string(), brotli: z.number() }));

export type Described = z.infer<typeof Described>;

/** An element with the file that defines it. */
export interface Element extends z.infer<typeof Declaration> {
  /** `join-form` of `uwh-join-form`. */
  name: string;
  /** The file that never changes, and what it is checked by. */
  file: string;
  integrity: string;
  /** Bytes in brotli. */
  bytes: number;
}

let known: Element[] | undefined;

/** Every element that this deployment has, by its name. */
export async function listElements(assets: Fetcher): Promise<Element[]> {
  if (known !== undefined) return known;
  const [manifest, files] = await Promise.all(
    ['custom-elements', 'manifest'].map(async (name) => {
      const answer = await assets.fetch(`http://assets/embed/v1/${name}.json`);
      return answer.json();
    }),
  );
  const built = Files.parse(files);
  known = Manifest.parse(manifest)
    .modules.flatMap(({ declarations }) => declarations)
    .flatMap((each) => {
      const name = each.tagName.slice('uwh-'.length);
      const file = built[name];
      return file === undefined ? [] : [{ ...each, name, ...file, bytes: file.brotli }];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return known;
}

/** @throws {ProblemError} `not_found` where there is none of this name. */
export async function findElement(assets: Fetcher, name: string): Promise<Element> {
  const element = (await listElements(assets)).find((each) => each.name === name);
  if (element === undefined) throw new ProblemError('not_found', { detail: 'There is no such widget' });
  return element;
}
