import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { SubmissionEvent, SubmissionWebhook, WithdrawalWebhook, withdrawals } from '../../schema/wire/webhook.ts';
import type { Bindings } from '../env.ts';

const headers = z.object({
  'webhook-id': z.string().meta({ description: 'The same at every try: what you have already, acknowledge again.' }),
  'webhook-timestamp': z.string().meta({ description: 'Of this try, in seconds since 1970.' }),
  'webhook-signature': z.string().meta({ description: 'Standard Webhooks, `v1`: HMAC-SHA-256 under your `whsec_…`.' }),
});

const about = { id: 'pV3mF0m8XJ0h2b6yq4n1sT7uWc5zK9eRlA2dG8oBxYQ', chapter: 'oregon' };
const at = '2026-11-22T17:00:00.000Z';
const jwe = {
  protected: 'eyJlbmMiOiJBMjU2R0NNIn0',
  header: { alg: 'RSA-OAEP-256' as const, kid: 'receiver-5f0c3a9be17d2468-9c1f04aa' },
  encrypted_key: '…',
  iv: '…',
  ciphertext: '…',
  tag: '…',
};

const submission = (type: z.infer<typeof SubmissionEvent>): z.input<typeof SubmissionWebhook> => ({
  type,
  timestamp: at,
  data: { ...about, receivedAt: at, jwe },
});

/** Describes what receivers are sent, in the OpenAPI document. */
export function registerWebhooks(app: OpenAPIHono<Bindings>): void {
  for (const type of SubmissionEvent.options) {
    describe(type, 'Someone took part', SubmissionWebhook, submission(type));
  }
  for (const type of withdrawals) {
    describe(type, 'Someone withdrew', WithdrawalWebhook, { type, timestamp: at, data: about });
  }

  function describe(type: string, summary: string, schema: z.ZodType, example: object) {
    app.openAPIRegistry.registerWebhook({
      method: 'post',
      path: type,
      operationId: `on${type.replaceAll(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
      tags: ['Receivers'],
      summary,
      description:
        'Sent to approved receivers over https, signed by Standard Webhooks, of at most 20 kB. At least once, in no order. Answer 2xx within 10 s; else it comes again, ten times over about three days. 410 ends it for good, a redirect is not followed, `Retry-After` is heeded.',
      security: [],
      request: { headers, body: { required: true, content: { 'application/json': { schema, example } } } },
      responses: { '2XX': { description: 'You have it.' }, 410: { description: 'Send nothing any more.' } },
    });
  }
}
