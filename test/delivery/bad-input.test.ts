import { describe, expect, inject, it } from 'vitest';
import { get, problemOf } from '../support/api.ts';

describe('bad input', () => {
  it.each([
    ['/v1/nothing', 404, 'not_found'],
    ['/v1/faqs/nothing', 404, 'not_found'],
    ['/v1/faqs?chapter=nowhere', 404, 'not_found'],
    ['/v1/chapters/nowhere', 404, 'not_found'],
    ['/v1/counters/nothing', 404, 'not_found'],
    ['/embed/v1/nothing.js', 404, 'not_found'],
    ['/xx/', 404, 'not_found'],
    ['/en/news/nothing', 404, 'not_found'],
    ['/v1/faqs?locale=en_US', 422, 'invalid_request'],
    ['/v1/faqs?locale=', 422, 'invalid_request'],
    ['/v1/faqs?chapter=No%20Slug', 422, 'invalid_request'],
    ['/v1/faqs?limit=0', 422, 'invalid_request'],
    ['/v1/faqs?limit=101', 422, 'invalid_request'],
    ['/v1/faqs?limit=ten', 422, 'invalid_request'],
    ['/v1/faqs?cursor=nonsense', 422, 'invalid_request'],
    ['/v1/faqs?cursor=%F0%9F%92%A9', 422, 'invalid_request'],
    ['/v1/counters/No%20Slug', 422, 'invalid_request'],
  ])('%s is %i', async (path, status, code) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(await problemOf(response)).toMatchObject({ status, code });
  });

  it('points at the value that can’t be used', async () => {
    const problem = await problemOf(await get('/v1/faqs?limit=0&locale=!!'));
    expect(problem.errors!.map(({ pointer }) => pointer).toSorted()).toEqual(['/query/limit', '/query/locale']);
  });

  it.each([
    ['POST', '/v1/faqs', 'GET, HEAD'],
    ['DELETE', '/v1/chapters/oregon', 'GET, HEAD'],
    ['GET', '/v1/signups', 'POST'],
    ['POST', '/v1/manage/content', 'GET, HEAD, PUT'],
    ['PATCH', '/healthz', 'GET, HEAD'],
  ])('%s %s is 405 and says what is allowed', async (method, path, allow) => {
    const response = await fetch(inject('origin') + path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe(allow);
    expect((await problemOf(response)).code).toBe('method_not_allowed');
  });

  it('never answers 500, whatever it is asked', async () => {
    const values = [
      '',
      '%',
      '%00',
      '%FF',
      '../..',
      '.',
      'null',
      '__proto__',
      'constructor',
      '\u202e',
      'a'.repeat(9000),
      '1e999',
      '-1',
      '[]',
      "'--",
    ];
    const paths = values.flatMap((value) => {
      const encoded = value.startsWith('%') ? value : encodeURIComponent(value);
      return [
        `/v1/faqs?locale=${encoded}`,
        `/v1/faqs?cursor=${encoded}`,
        `/v1/goals?limit=${encoded}`,
        `/v1/faqs?chapter=${encoded}`,
        `/v1/${encoded}`,
        `/v1/faqs/${encoded}`,
        `/v1/counters/${encoded}`,
        `/${encoded}/`,
        `/en/chapters/${encoded}`,
        `/embed/v1/${encoded}.js`,
      ];
    });
    const answers = await Promise.all(
      paths.map(async (path) => [path.slice(0, 60), (await get(path)).status] as const),
    );
    expect(answers.filter(([, status]) => status >= 500)).toEqual([]);
    const health = await get('/healthz');
    expect(health.status).toBe(200);
  });

  it.each(['__proto__', 'constructor', 'toString'])('treats a chapter or slug named %s as unknown', async (name) => {
    expect((await get(`/v1/chapters/${name}`)).status).toBe(404);
    expect((await get(`/v1/faqs/${name}`)).status).toBe(404);
  });
});
