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

/** The name and code of an unknown error. Its message is left out: a database error repeats the row. */
export function describeError(error: unknown): Pick<LogFields, 'errorName' | 'errorCode'> {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(root instanceof Error)) return { errorName: typeof root };
  const code = 'code' in root && typeof root.code === 'string' ? { errorCode: root.code } : {};
  return { errorName: root.name, ...code };
}
