// Its weight is met by who comes in alone: load this file when it is needed.
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { z } from 'zod';
import type { RegistrationFinish, SignInFinish } from '../../schema/wire/desk.ts';
import { decodeToken, fromBase64url, toBase64url } from '../base64url.ts';
import { ticketMs, type Ticket } from './ticket.ts';

/** EdDSA, ES256 and RS256: what authenticators and this runtime have in common. */
const algorithms = [-8, -7, -257];

interface Expected {
  ticket: Pick<Ticket, 'challenge' | 'host'>;
  /** Origins of the pages on which the ceremony may have been. */
  origins: string[];
}

/** What a browser needs to make a passkey, found later without a name. Who made the authenticator is not asked. */
export function offerRegistration(
  { host, organizer }: { host: string; organizer: string },
  name: string,
  challenge: Uint8Array<ArrayBuffer>,
) {
  return generateRegistrationOptions({
    rpID: host,
    rpName: `Desk of ${host}`,
    userID: new TextEncoder().encode(organizer),
    userName: name,
    userDisplayName: name,
    challenge,
    timeout: ticketMs,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  });
}

/** What a browser needs to sign in with whichever passkey of this host it has. */
export function offerSignIn(host: string, challenge: Uint8Array<ArrayBuffer>) {
  return generateAuthenticationOptions({ rpID: host, challenge, timeout: ticketMs, userVerification: 'required' });
}

/** The passkey that was made; null where anything about it is not as it must be. */
export async function checkRegistration(
  response: z.infer<typeof RegistrationFinish>['response'],
  { ticket, origins }: Expected,
): Promise<{ credential: string; publicKey: string; counter: number } | null> {
  if (isInFrame(response.response.clientDataJSON)) return null;
  // Whatever it throws says that the response is not good: it asks nothing of anyone.
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge: ticket.challenge,
    expectedOrigin: origins,
    expectedRPID: ticket.host,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null);
  if (checked?.verified !== true) return null;
  const { id, publicKey, counter } = checked.registrationInfo.credential;
  return { credential: id, publicKey: toBase64url(publicKey), counter };
}

/** The counter of a passkey that signed; null where anything about it is not as it must be. */
export async function checkSignIn(
  response: z.infer<typeof SignInFinish>['response'],
  passkey: { organizer: string; credential: string; publicKey: string; counter: number },
  { ticket, origins }: Expected,
): Promise<{ counter: number } | null> {
  const { clientDataJSON, userHandle } = response.response;
  if (isInFrame(clientDataJSON)) return null;
  if (userHandle !== toBase64url(new TextEncoder().encode(passkey.organizer))) return null;
  const { credential: id, counter } = passkey;
  const checked = await verifyAuthenticationResponse({
    response: { ...response, response: { ...response.response, userHandle } },
    expectedChallenge: ticket.challenge,
    expectedOrigin: origins,
    expectedRPID: ticket.host,
    credential: { id, publicKey: fromBase64url(passkey.publicKey), counter },
  }).catch(() => null);
  return checked?.verified === true ? { counter: checked.authenticationInfo.newCounter } : null;
}

/** Whether a page of another origin had the desk in a frame. The library leaves that to us. */
function isInFrame(clientDataJSON: string): boolean {
  try {
    return (decodeToken(clientDataJSON) as { crossOrigin?: unknown }).crossOrigin === true;
  } catch {
    return true;
  }
}
