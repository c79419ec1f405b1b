import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from 'zod';
import { RegistrationFinish, RegistrationStart, SignInFinish, SignInStart } from '../../schema/wire/desk.ts';
import { organizerPrefix } from '../access.ts';
import { DatabaseError, openDatabase, type Database, type Statement } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { limitBody, requireJson } from '../http.ts';
import { ownOrigins, requireOwnOrigin } from '../own-origin.ts';
import { ProblemError } from '../problem.ts';
import { giveCookie } from './begin-session.ts';
import { passkeyHost } from './host.ts';
import { requireInvitation } from './invitations.ts';
import { register } from './register.ts';
import { makeId } from './secret.ts';
import { findPasskey, signIn } from './sign-in.ts';
import { makeTicket, readTicket } from './ticket.ts';

/** Heavy, and needed by these alone. */
const loadPasskeys = () => import('./passkeys.ts');

/** The steps of WebAuthn: for the desk's own pages, and no part of the documented API. */
function ceremony<Schema extends z.ZodType>(path: string, schema: Schema) {
  return createRoute({
    method: 'post',
    path: `/desk/passkeys/${path}`,
    hide: true,
    middleware: [requireOwnOrigin, limitBody(32 * 1024), requireJson],
    request: { body: { required: true, content: { 'application/json': { schema } } } },
    responses: { 200: { description: 'Done.' } },
  });
}

/** Writes what a ceremony led to, all of it once. */
async function writeOnce(db: Database, statements: Statement[], code: 'invitation_invalid' | 'passkey_refused') {
  try {
    await db.write(statements);
  } catch (error) {
    // Someone was there before: with this ticket, this invitation, or this counter.
    if (error instanceof DatabaseError && error.isConstraint) throw new ProblemError(code);
    throw error;
  }
}

function prepare(c: Context<Bindings>) {
  const config = readConfig(c.env);
  c.header('Cache-Control', 'no-store');
  return { host: passkeyHost(c), origins: ownOrigins(c.req.url), config, db: openDatabase(config) };
}

/** How organizers come in: making a passkey with an invitation, and signing in with it. */
export function registerPasskeys(app: OpenAPIHono<Bindings>): void {
  app.openapi(ceremony('registration', RegistrationStart), async (c) => {
    const { host, config, db } = prepare(c);
    const invitation = await requireInvitation(db, c.req.valid('json').invitation);
    const organizer = invitation.organizer ?? organizerPrefix + makeId();
    const about = { act: 'register', host, organizer, invitation: invitation.id } as const;
    const { ticket, challenge } = await makeTicket(config, about);
    const { offerRegistration } = await loadPasskeys();
    const options = await offerRegistration({ host, organizer }, invitation.name, challenge);
    return c.json({ data: { options, ticket } }, 200);
  });

  app.openapi(ceremony('registration/finish', RegistrationFinish), async (c) => {
    const { host, origins, config, db } = prepare(c);
    const sent = c.req.valid('json');
    const ticket = await readTicket(config, sent.ticket, { act: 'register', host });
    const invitation = await requireInvitation(db, sent.invitation);
    const { checkRegistration } = await loadPasskeys();
    const isOfIt = ticket.invitation === invitation.id;
    const made = isOfIt ? await checkRegistration(sent.response, { ticket, origins }) : null;
    if (made === null) throw new ProblemError('passkey_refused');
    const { statements, session, cookie } = await register(db, { ticket, invitation, made, label: sent.device });
    await writeOnce(db, statements, 'invitation_invalid');
    giveCookie(c, cookie);
    return c.json({ data: session }, 201);
  });

  app.openapi(ceremony('sign-in', SignInStart), async (c) => {
    const { host, config } = prepare(c);
    const about = { act: 'sign_in', host, organizer: '', invitation: '' } as const;
    const { ticket, challenge } = await makeTicket(config, about);
    const { offerSignIn } = await loadPasskeys();
    return c.json({ data: { options: await offerSignIn(host, challenge), ticket } }, 200);
  });

  app.openapi(ceremony('sign-in/finish', SignInFinish), async (c) => {
    const { host, origins, config, db } = prepare(c);
    const sent = c.req.valid('json');
    const ticket = await readTicket(config, sent.ticket, { act: 'sign_in', host });
    const found = await findPasskey(db, sent.response.id);
    const { checkSignIn } = await loadPasskeys();
    const used = found && (await checkSignIn(sent.response, found.passkey, { ticket, origins }));
    if (!used) throw new ProblemError('passkey_refused');
    const { statements, session, cookie } = await signIn(db, { ticket, ...found, ...used, label: sent.device });
    await writeOnce(db, statements, 'passkey_refused');
    giveCookie(c, cookie);
    return c.json({ data: session }, 200);
  });
}
