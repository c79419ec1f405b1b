import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { kinds } from '../../schema/kinds/index.ts';
import { get } from '../support/api.ts';

// The package is CommonJS, whose default export arrives wrapped.
const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;
const run = promisify(execFile);

interface Operation {
  operationId: string;
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}
interface Media {
  schema: { $ref?: string };
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

let document: {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};
let source: string;

beforeAll(async () => {
  source = await (await get('/openapi.json')).text();
  document = JSON.parse(source) as typeof document;
});

function operations(): Operation[] {
  return Object.values(document.paths).flatMap((path) => Object.values(path));
}

describe('the OpenAPI document', () => {
  it('is 3.1, and passes Redocly’s recommended rules without an error or a warning', async () => {
    expect(document.openapi).toBe('3.1.0');
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source, config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual(
      [],
    );
  });

  it('has a concrete schema for every kind, and two operations', () => {
    for (const { typeName, plural } of kinds) {
      expect(document.components.schemas, typeName).toHaveProperty(typeName);
      expect(Object.keys(document.paths)).toEqual(expect.arrayContaining([`/v1/${plural}`, `/v1/${plural}/{slug}`]));
    }
    expect(JSON.stringify(document.components.schemas['Faq'])).not.toContain('additionalProperties":{}');
  });

  it('has an example for every body that is sent or received, errors included', () => {
    const without = operations().flatMap(({ operationId, requestBody, responses }) => {
      const bodies = [['request', requestBody] as const, ...Object.entries(responses)];
      return bodies.flatMap(([name, body]) =>
        Object.values(body?.content ?? {})
          .filter(({ example, examples }) => example === undefined && examples === undefined)
          .map(() => `${operationId} ${name}`),
      );
    });
    expect(without).toEqual([]);
  });

  it('gives examples of items that are what the API would send', () => {
    for (const kind of kinds) expect(kind.item.safeParse(kind.exampleItem).error, kind.name).toBeUndefined();
  });

  it('describes what the API really sends', async () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema(document, 'api');
    for (const { plural } of kinds) {
      const at = ['paths', `/v1/${plural}`, 'get', 'responses', '200', 'content', 'application/json', 'schema'];
      const pointer = at.map((part) => part.replaceAll('/', '~1')).join('/');
      const validate = ajv.compile({ $ref: `api#/${pointer}` });
      validate(await (await get(`/v1/${plural}?chapter=oregon&locale=es`)).json());
      expect(validate.errors, plural).toBeNull();
    }
  });

  it('yields a TypeScript client that compiles, and reads the campaign', async () => {
    const folder = await mkdtemp(join(import.meta.dirname, '../../dist/client-'));
    try {
      await writeFile(join(folder, 'openapi.json'), source);
      const options = {
        input: './openapi.json',
        output: { target: './client.ts', client: 'fetch', baseUrl: inject('origin') },
      };
      await writeFile(join(folder, 'orval.config.json'), JSON.stringify({ uwh: options }));
      const bin = join(import.meta.dirname, '../../node_modules/.bin');
      await run(join(bin, 'orval'), ['--config', './orval.config.json'], { cwd: folder });
      await writeFile(
        join(folder, 'use.ts'),
        `import { listFaqs } from './client.ts';
const answer = await listFaqs({ locale: 'es', chapter: 'oregon' });
if (answer.status !== 200) throw new Error('not 200');
const questions: string[] = answer.data.data.map(({ question }) => question);
console.log(questions.length);
`,
      );
      const compiler = {
        strict: true,
        noEmit: true,
        target: 'es2024',
        module: 'esnext',
        moduleResolution: 'bundler',
        allowImportingTsExtensions: true,
        lib: ['es2024', 'dom'],
        types: ['node'],
      };
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: compiler, files: ['use.ts'] }));
      await run(join(bin, 'tsc'), ['-p', folder]);
      const { stdout } = await run(process.execPath, [join(folder, 'use.ts')]);
      expect(stdout.trim()).toBe('10');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
