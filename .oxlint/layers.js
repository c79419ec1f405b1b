import { isBuiltin } from 'node:module';

// Who may import whom. A file is ruled by the first row whose `files` its path begins with; `may` lists what it can
// import: folders or files of this repository, and packages, less what `not` names. `types` may be imported as types only. Where it `loads`, a name may be computed.
const layers = [
  {
    files: ['schema/kinds/', 'schema/wire/'],
    may: ['schema/kinds/', 'schema/wire/', 'zod'],
    why: 'schema/kinds and schema/wire import zod alone, so that a shape can be used anywhere.',
  },
  {
    files: ['schema/tables/'],
    may: ['schema/tables/', 'drizzle-orm'],
    why: 'schema/tables imports drizzle alone: a table knows nothing of its users.',
  },
  {
    files: ['worker/cli/'],
    may: ['worker/cli/', 'worker/*', 'schema/', 'packages', 'node'],
    why: 'Commands speak to the Worker over HTTP: they import schema and the shared files of worker/, and no capability.',
  },
  {
    files: ['worker/pages/', 'worker/embed/'],
    may: ['own folder', 'worker/*', 'worker/delivery/release.ts', 'schema/', 'widgets/shared/strings.ts', 'packages'],
    why: 'Pages and what is embedded import schema, the shared files of worker/, their own folder, delivery’s release reader, and the words that their form has in common with the element.',
  },
  {
    files: ['worker/intake/'],
    may: ['own folder', 'worker/*', 'worker/delivery/release.ts', 'schema/', 'packages'],
    why: 'A capability imports schema, the shared files of worker/, its own folder and delivery’s release reader, and runs without Node.',
  },
  {
    files: ['worker/delivery/', 'worker/publishing/', 'worker/desk/'],
    may: ['own folder', 'worker/*', 'schema/', 'packages'],
    why: 'A capability imports schema, the shared files of worker/ and its own folder: no other capability, and nothing of Node.',
  },
  {
    files: ['worker/index.ts'],
    may: ['worker/'],
    why: 'index.ts is the entry: the app, and the objects with their alarms.',
  },
  {
    files: ['worker/app.ts'],
    may: ['worker/', 'schema/', 'packages'],
    why: 'app.ts mounts the capabilities, and imports nothing else.',
  },
  {
    files: ['worker/encoding.ts'],
    may: ['hono', 'node:zlib'],
    why: 'Encoding needs brotli, which every runtime here has in node:zlib alone.',
  },
  {
    files: ['worker/'],
    may: ['worker/*', 'schema/', 'packages'],
    why: 'What every capability shares knows none of them; app.ts alone mounts them.',
  },
  {
    files: ['widgets/build.ts'],
    may: ['esbuild', 'node'],
    why: 'The build of the widgets imports none of them.',
  },
  {
    files: ['widgets/desk/'],
    may: ['widgets/desk/', 'packages'],
    types: ['schema/'],
    why: 'The desk is an application of its own: it knows the API by types alone, and nothing of the elements.',
  },
  {
    files: ['widgets/shared/load-delivery.ts'],
    may: ['widgets/shared/'],
    loads: true,
    why: 'It loads one file of its own build by the address that the build gave it, and is the only one to do so.',
  },
  {
    files: ['widgets/'],
    may: ['widgets/', 'lit'],
    not: ['widgets/desk/'],
    types: ['schema/'],
    why: 'Widgets know the API by types alone, never a value (zod would weigh more than all of them), and carry lit and nothing heavier.',
  },
  { files: ['test/'], may: ['test/', 'worker/', 'schema/', 'widgets/', 'packages', 'node'], why: 'Tests import code.' },
];

/** The path of a relative import from the root of the repository; a package's name as it is. */
function targetOf(file, specifier) {
  if (!specifier.startsWith('.')) return specifier;
  const parts = file.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function allows(rule, file, target, isPackage) {
  if (rule === 'packages') return isPackage && !isBuiltin(target);
  if (rule === 'node') return target.startsWith('node:');
  if (isPackage) return target === rule || target.startsWith(`${rule}/`);
  if (rule === 'own folder') return target.startsWith(file.slice(0, file.lastIndexOf('/') + 1));
  // The files of a folder, less those through which everything is reached.
  if (rule.endsWith('/*')) {
    const name = target.slice(rule.length - 1);
    return target.startsWith(rule.slice(0, -1)) && !name.includes('/') && !['app.ts', 'index.ts'].includes(name);
  }
  return rule.endsWith('/') ? target.startsWith(rule) : target === rule;
}

const boundaries = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = context.filename.slice(context.cwd.length + 1);
    const layer = layers.find(({ files }) => files.some((prefix) => file.startsWith(prefix)));
    if (layer === undefined) {
      const isConfiguration = !file.includes('/') || file.startsWith('.');
      return isConfiguration
        ? {}
        : { Program: (node) => context.report({ node, message: 'Code stands in schema, worker, widgets or test.' }) };
    }
    const check = (node) => {
      if (node.source === null || node.source === undefined) return;
      if (typeof node.source.value !== 'string') {
        if (!file.startsWith('test/') && layer.loads !== true)
          context.report({ node, message: 'Name what is imported: nobody can check a computed name.' });
        return;
      }
      const specifier = node.source.value;
      const target = targetOf(file, specifier);
      const isType = node.importKind === 'type' || node.exportKind === 'type';
      const allowed = [...layer.may, ...(isType ? (layer.types ?? []) : [])];
      const isBarred = (layer.not ?? []).some((prefix) => target.startsWith(prefix));
      if (!isBarred && allowed.some((rule) => allows(rule, file, target, !specifier.startsWith('.')))) return;
      context.report({ node, message: layer.why });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default { meta: { name: 'layers' }, rules: { boundaries } };
