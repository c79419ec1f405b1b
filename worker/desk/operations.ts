import { OpenAPIHono } from '@hono/zod-openapi';
import type { Bindings } from '../env.ts';
import { invalidRequestHook } from '../problem.ts';
import { registerInvitations } from './invitation-routes.ts';
import { registerOrganizers } from './organizer-routes.ts';
import { registerPasskeys } from './passkey-routes.ts';
import { registerSession } from './session-routes.ts';

/** How organizers come in, who they are, and where they are signed in. */
export const desk = new OpenAPIHono<Bindings>({ defaultHook: invalidRequestHook });

registerPasskeys(desk);
registerSession(desk);
registerInvitations(desk);
registerOrganizers(desk);
