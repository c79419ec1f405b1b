import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { Problem, problemCodes, type ProblemCode, type ProblemDetail } from '../schema/wire/problem.ts';
import { DatabaseError } from './db.ts';
import { ConfigError } from './env.ts';
import { describeError, logError, rootOf } from './log.ts';

interface ProblemOptions {
  detail?: string;
  errors?: ProblemDetail[];
  headers?: Record<string, string>;
}

/** Thrown by routes; answered as `application/problem+json`. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: ProblemCode;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(code);
    this.code = code;
    this.options = options;
  }
}

function problemOf(code: ProblemCode, { detail, errors }: ProblemOptions = {}): Problem {
  return {
    type: 'about:blank',
    ...problemCodes[code],
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  };
}

function answer(code: ProblemCode, options: ProblemOptions): Response {
  return Response.json(problemOf(code, options), {
    status: problemCodes[code].status,
    headers: { ...options.headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  });
}

/** For `Hono.onError`. */
export function onError(error: Error, c: Context): Response {
  return toProblem(error, { url: c.req.url, route: c.req.routePath });
}

/** The one place that turns whatever was thrown into an answer. */
export function toProblem(error: Error, { url, route }: { url: string; route: string }): Response {
  if (error instanceof ProblemError) return answer(error.code, error.options);
  if (error instanceof HTTPException && error.status === 400) return answer('malformed_json', {});
  if (error instanceof HTTPException && error.status === 413) return answer('body_too_large', {});
  if (error instanceof ConfigError) {
    logError({ event: 'bad_configuration', hint: error.message });
    return answer('unavailable', {});
  }
  if (!URL.canParse(url)) return answer('invalid_request', { detail: 'The Host header names no host' });
  const root = rootOf(error);
  logError({ event: 'request_failed', route, ...describeError(root) });
  if (root instanceof DatabaseError && root.isPassing)
    return answer('unavailable', { headers: { 'Retry-After': '5' } });
  return answer('internal_error', {});
}

const pointerPrefix: Record<string, string> = {
  json: '',
  query: '/query',
  param: '/path',
  header: '/header',
};

/** What zod found wrong, without the values that it found. */
export function problemDetails(error: z.ZodError, target = 'json'): ProblemDetail[] {
  const pointerTo = (path: PropertyKey[]) =>
    (pointerPrefix[target] ?? '') +
    path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'There is no such field' }))
      : [{ pointer: pointerTo(issue.path), detail: issue.message }],
  );
}

/** For every `OpenAPIHono`: bad input is 422 with what is wrong where. */
export function invalidRequestHook(result: { success: boolean; error?: unknown; target?: string }): void {
  if (result.success) return;
  throw invalidRequest(result.error as z.ZodError, result.target);
}

export function invalidRequest(error: z.ZodError, target?: string): ProblemError {
  return new ProblemError('invalid_request', { errors: problemDetails(error, target) });
}

/** How any managing request with a JSON body can fail. */
export const bodyProblems = [
  'malformed_json',
  'unauthorized',
  'forbidden',
  'body_too_large',
  'unsupported_media_type',
  'invalid_request',
  'unavailable',
] as const;

const exampleErrors: Partial<Record<ProblemCode, ProblemDetail[]>> = {
  invalid_request: [{ pointer: '/query/locale', detail: 'Not a well-formed BCP 47 language tag' }],
};

/** The error answers of an operation for its OpenAPI contract, with an example for each code. */
export function problemResponses<const Code extends ProblemCode>(...codes: Code[]) {
  const responses: Record<number, { description: string; content: object }> = {};
  for (const status of new Set(codes.map((code) => problemCodes[code].status))) {
    const same = codes.filter((code) => problemCodes[code].status === status);
    const examples = same.map((code) => {
      const errors = exampleErrors[code];
      return [
        code,
        { summary: problemCodes[code].title, value: problemOf(code, errors === undefined ? {} : { errors }) },
      ];
    });
    responses[status] = {
      description: same.map((code) => problemCodes[code].title).join('; '),
      content: { 'application/problem+json': { schema: Problem, examples: Object.fromEntries(examples) } },
    };
  }
  return responses as Record<
    (typeof problemCodes)[Code]['status'],
    { description: string; content: { 'application/problem+json': { schema: typeof Problem } } }
  >;
}
