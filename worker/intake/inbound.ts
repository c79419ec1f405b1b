import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { timestamp } from '../clock.ts';
import { digestContacts, toE164 } from '../contact.ts';
import { readConfig, type Bindings } from '../env.ts';
import { limitBody } from '../http.ts';
import { mac } from '../mac.ts';
import { problemDetails, ProblemError, problemResponses } from '../problem.ts';
import { keepAct } from './acts.ts';
import { isFromProvider } from './inbound-signature.ts';
import { recipients } from './keep.ts';
import { isRevocation } from './keywords.ts';
import { seal } from './seal.ts';

const Message = z
  .object({
    from: z.string().min(3).max(40).meta({ description: 'The number that it came from, best in E.164.' }),
    text: z.string().max(8000).meta({ description: 'What it says.' }),
    id: z.string().min(1).max(200).optional().meta({
      description: 'The provider’s name for it, so that a repeat is kept once.',
    }),
  })
  .meta({ id: 'InboundMessage', description: 'A text message that somebody sent to the campaign.' });

const example = { from: '+15035550142', text: 'STOP', id: 'SM0123456789' };

/** A message in the provider’s own words: JSON, or the form that Twilio and others send. */
function readMessage(type: string, body: string): z.infer<typeof Message> {
  const isForm = type.toLowerCase().startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(body);
  const value: unknown = isForm
    ? { from: form.get('From'), text: form.get('Body'), id: form.get('MessageSid') ?? undefined }
    : parseJson(body);
  const result = Message.safeParse(value);
  if (result.success) return result.data;
  throw new ProblemError('invalid_request', { errors: problemDetails(result.error) });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ProblemError('malformed_json');
  }
}

/** Text messages that people send to the campaign. */
export function registerInbound(app: OpenAPIHono<Bindings>): void {
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/inbound/sms',
    operationId: 'receiveMessage',
    tags: ['Taking part'],
    summary: 'Hand on a text message',
    description:
      'For the campaign’s provider of text messages. A word like STOP or ALTO alone takes the consent to text messages back; anything else is sealed and waits for a person. JSON, or a form with `From`, `Body` and `MessageSid`. The secret goes as `Bearer`, as the password of `Basic`, or signs by Standard Webhooks.',
    security: [{ inboundSecret: [] }],
    request: {
      body: {
        required: true,
        content: {
          'application/json': { schema: Message, example },
          'application/x-www-form-urlencoded': {
            schema: z.object({ From: z.string(), Body: z.string(), MessageSid: z.string().optional() }),
            example: { From: example.from, Body: example.text, MessageSid: example.id },
          },
        },
      },
    },
    responses: {
      204: { description: 'It is kept.' },
      ...problemResponses('malformed_json', 'unauthorized', 'body_too_large', 'invalid_request', 'unavailable'),
    },
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'inboundSecret', {
    type: 'http',
    scheme: 'bearer',
    description: 'The secret that the provider of text messages knows (`INBOUND_SECRET`).',
  });
  app.post('/v1/inbound/sms', limitBody(16 * 1024), async (c) => {
    const config = readConfig(c.env);
    const body = await c.req.text();
    if (!(await isFromProvider(config.INBOUND_SECRET, c.req.raw.headers, body))) {
      throw new ProblemError('unauthorized', { headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    const message = readMessage(c.req.header('Content-Type') ?? '', body);
    // A short code or a word as sender is no number, and still somebody.
    const phone = toE164(message.from) ?? message.from;
    const contact = (await digestContacts(config, { phone })).phone!;
    const name = message.id ?? c.req.header('webhook-id') ?? crypto.randomUUID();
    const act = { id: await mac(config.INTAKE_SECRET, 'message', name), receivedAt: timestamp(), actor: null, contact };
    if (isRevocation(message.text)) {
      await keepAct(c.env, { ...act, type: 'revocation', channel: 'sms', organization: '*', method: 'message' });
    } else {
      const fields = { type: 'message', phone, text: message.text, receivedAt: act.receivedAt };
      await keepAct(c.env, { ...act, type: 'message', sealed: await seal(fields, recipients(config, 'national')) });
    }
    c.header('Cache-Control', 'no-store');
    return c.body(null, 204);
  });
}
