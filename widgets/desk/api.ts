/** What the API says where it does not do what was asked (RFC 9457). */
export interface Problem {
  status: number;
  /** Stable; `unreachable` where no answer came. */
  code: string;
  title: string;
  detail?: string;
  errors?: readonly { pointer: string; detail: string }[];
}

/** An answer that is none of the expected ones. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** An answer with what names its state. */
export interface Answer<Data> {
  data: Data;
  /** What is said of the data, where anything is. */
  meta: Readonly<Record<string, unknown>>;
  /** Address of the next page, where there is one. */
  next: string | undefined;
  /** Send it as `match` to change what was read. */
  etag: string | null;
}

interface Call {
  body?: unknown;
  /** Instead of a body: a file as it is. */
  file?: Blob;
  /** The `ETag` that was read. */
  match?: string | null;
  signal?: AbortSignal;
}

/** Fired at the window where the session has ended. */
export const signedOut = 'desk-signed-out';

const unreachable: Problem = { status: 0, code: 'unreachable', title: 'No answer' };

/**
 * Calls an operation of the API by its path, like `/v1/manage/faqs?chapter=oregon`.
 * @throws {ProblemError} where it is refused, or no answer comes (`unreachable`).
 */
export async function call<Data>(
  method: string,
  path: string,
  { body, file, match, signal }: Call = {},
): Promise<Answer<Data>> {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(typeof match === 'string' && { 'If-Match': match }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(file && { body: file }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new ProblemError(unreachable);
  });
  const text = await response.text().catch(() => '');
  const json = text === '' ? {} : parse(text);
  if (!response.ok) {
    const problem = json as Partial<Problem>;
    if (response.status === 401) dispatchEvent(new Event(signedOut));
    throw new ProblemError({ ...unreachable, code: 'unexpected', ...problem, status: response.status });
  }
  const { data, meta, links } = json as {
    data: Data;
    meta?: Answer<Data>['meta'];
    links?: { next?: string };
  };
  return { data, meta: meta ?? {}, next: links?.next, etag: response.headers.get('ETag') };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** All pages of a list. */
export async function listAll<Row>(path: string, signal?: AbortSignal): Promise<Row[]> {
  const rows: Row[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const answer: Answer<Row[]> = await call('GET', next, signal ? { signal } : {});
    rows.push(...answer.data);
    next = answer.next;
  }
  return rows;
}
