import { runCommand, UserError } from './command.ts';
import { migrate } from './libsql.ts';
import { readSettings } from './settings.ts';

await runCommand(async () => {
  const { libsqlUrl } = readSettings();
  if (libsqlUrl === undefined) {
    throw new UserError(
      'Set LIBSQL_URL to the server whose tables to bring up to date. "npm start" does it for its own.',
    );
  }
  await migrate(libsqlUrl, process.env['LIBSQL_AUTH_TOKEN'] ?? '');
  console.log('The tables are up to date.');
});
