/** What may be logged: codes and names of our own. Never a request's body, address, query or header. */
export interface LogFields {
  event: string;
  route?: string;
  errorName?: string;
  errorCode?: string;
  /** What the operator should set. */
  hint?: string;
}

/** Writes one line of JSON for the operator. */
export function logError(fields: LogFields): void {
  console.error(JSON.stringify({ level: 'error', ...fields }));
}

/** What lies under an error: drizzle wraps others', and puts the statement's values into its own message. */
export function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}

/** The name and code of an unknown error. Its message is left out: nobody knows what is in it. */
export function describeError(error: unknown): Pick<LogFields, 'errorName' | 'errorCode'> {
  const root = rootOf(error);
  if (!(root instanceof Error)) return { errorName: typeof root };
  return { errorName: root.name, ...('code' in root && typeof root.code === 'string' && { errorCode: root.code }) };
}
