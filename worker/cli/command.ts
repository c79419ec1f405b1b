import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Something that the person at the terminal can mend. Its message is one line that says how. */
export class UserError extends Error {
  override name = 'UserError';
}

/** Runs a command: what a person can mend is one line on standard error, and the exit code is 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    report(error);
  }
}

/** What stands on the command line. Where that can't be read the program ends, with one line that says why. */
export function readArguments<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    report(error);
    return process.exit(1);
  }
}

function report(error: unknown): void {
  console.error(isMendable(error) ? error.message : error);
  process.exitCode = 1;
}

/** Of the system's own errors, those of a file that was named, and of options that there are not. */
function isMendable(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (['UserError', 'ConfigError'].includes(error.name)) return true;
  const { code = '', path } = error as NodeJS.ErrnoException;
  return code.startsWith('ERR_PARSE_ARGS_') || (code.startsWith('E') && path !== undefined);
}
