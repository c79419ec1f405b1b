import { build } from './build.ts';
import { requireFreePort } from './child.ts';
import { runCommand, UserError } from './command.ts';
import { loadContent } from './content.ts';
import { pushContent } from './content-sync.ts';
import { servePartner } from './partner.ts';
import { readPort, readSettings } from './settings.ts';
import { readVariables, startStack } from './stack.ts';

const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];

const draftNote = `
  Wording that no lawyer has approved yet is shown here, with a note. SHOW_DRAFTS=false shows it as in production.`;

async function main(): Promise<void> {
  if (major < 22 || (major === 22 && minor < 18)) {
    throw new UserError(
      `Node ${process.versions.node} is too old: run "npm ci" for the one that comes with this project, or install 24.`,
    );
  }
  // Until all runs, leaving ends at once what was started so far.
  let leave = () => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leave());
  const settings = readSettings();
  const partnerPort = readPort('PARTNER_PORT', settings.port + 1);
  await requireFreePort(settings.port, 'PORT');
  await requireFreePort(partnerPort, 'PARTNER_PORT');
  const { SHOW_DRAFTS: showsDrafts } = await readVariables(settings);
  const [content] = await Promise.all([loadContent('content'), build()]);
  const stack = await startStack(settings);
  const stopped = new Promise<void>((resolve) => {
    leave = resolve as () => never;
  });
  try {
    const state = await pushContent(settings.dataDir, stack, content).then(
      ({ changed }) => (changed ? 'published' : 'as it was'),
      (error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        return `as the server has it, not as the files have it: ${error.message}\n `;
      },
    );
    const partner = await servePartner(stack.origin, partnerPort);
    console.log(`
  United We Heal is ready. Content is ${state}; data is in ${settings.dataDir}.

  The campaign          ${stack.origin}/
  The API’s reference   ${stack.origin}/docs
  A partner’s page      http://127.0.0.1:${partnerPort}/
  The organizers’ desk  http://localhost:${settings.port}/desk  (come in: npm run desk -- invite --name Me --grant '*:*:*:*')
${showsDrafts === 'true' ? draftNote : ''}
  Ctrl-C stops everything.
`);
    const ended = stack.children.map(async ({ name, ended: end }) => ({ name, tail: await end }));
    const first = await Promise.race([stopped, ...ended]);
    partner.close();
    if (first !== undefined) {
      throw new UserError(`${first.name} ended by itself; everything is stopped. ${first.tail.split('\n').at(-1)}`);
    }
  } finally {
    await stack.stop();
  }
}

await runCommand(main);
