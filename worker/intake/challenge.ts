import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { Challenge } from '../../schema/wire/challenge.ts';
import { IdempotencyKey } from '../../schema/wire/signup.ts';
import { readConfig, type Bindings } from '../env.ts';
import { problemResponses } from '../problem.ts';
import { journalOf, refuse } from './keep.ts';
import { challengeFor } from './proof.ts';
import { arrivalOf, findSender } from './sender.ts';

const getChallenge = createRoute({
  method: 'get',
  path: '/v1/challenge',
  operationId: 'getChallenge',
  tags: ['Taking part'],
  summary: 'Get a proof of work to solve',
  description:
    'What is sent carries a proof of work, made for its Idempotency-Key and no other. It is easy from a partner’s pages, and the harder the more was sent of late; who solves it is never turned away. Answer with `{ challenge, solution: { counter, derivedKey } }` as JSON in base64 in the header `UWH-Proof`, where `derivedKey` is the digest in hexadecimal. Good for 30 minutes.',
  security: [],
  request: {
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    query: z.object({ partner: z.string().max(100).optional().meta({ description: 'Publishable key of a partner.' }) }),
  },
  responses: {
    200: {
      description: 'What to solve.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: Challenge }),
          example: {
            data: {
              parameters: {
                algorithm: 'SHA-256' as const,
                cost: 1 as const,
                data: { key: 'gX0u2m8XJ0h2b6yq4n1sT7uWc5zK9eRlA2dG8oBxYQk', level: 0 },
                expiresAt: 1_795_368_600,
                keyLength: 32 as const,
                keyPrefix: '0b3fb2b4b1c6f5a8b7a1d0c9e8f70615',
                nonce: '6d1f0f3c4f7a4bbf9f3e1d2c5b6a7988',
                salt: '3b9f1c5d7e2a4860b1c3d5e7f9a2b4c6',
              },
              signature: '5df9a1a0b2f7c6d4e8913b5f7a2c4e6081b3d5f7092a4c6e8f1b3d5a7c9e0f2b',
            },
          },
        },
      },
    },
    ...problemResponses('invalid_request', 'unavailable'),
  },
});

/** Proofs of work. */
export function registerChallenge(app: OpenAPIHono<Bindings>): void {
  app.openapi(getChallenge, async (c) => {
    c.header('Cache-Control', 'no-store');
    const { toll } = await findSender(arrivalOf(c), c.req.valid('query').partner);
    const level = await journalOf(c.env).levelOf(toll).catch(refuse);
    const key = c.req.valid('header')['idempotency-key'];
    return c.json({ data: await challengeFor(readConfig(c.env), key, level) }, 200);
  });
}
