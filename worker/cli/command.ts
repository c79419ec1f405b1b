/** Something that the person at the terminal can mend. Its message is one line that says how. */
export class UserError extends Error {
  override name = 'UserError';
}

/** Runs a command: what a person can mend is one line on standard error, and the exit code is 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const expected = error instanceof Error && ['UserError', 'ConfigError'].includes(error.name);
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
}
