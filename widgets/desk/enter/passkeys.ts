import {
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { call } from '../api.ts';
import type { Session } from '../session.ts';

interface Begun<Options> {
  options: Options;
  ticket: string;
}

/** What this device is called in the list of one's devices: the system, as far as the browser tells. */
function nameOfDevice(): string {
  const agent = navigator.userAgent;
  const systems: [RegExp, string][] = [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'Mac'],
    [/CrOS/, 'Chromebook'],
    [/Linux/, 'Linux'],
  ];
  return systems.find(([pattern]) => pattern.test(agent))?.[1] ?? 'Browser';
}

/** Makes a passkey by an invitation, and comes in with it. */
export async function takeUp(invitation: string): Promise<Session> {
  const { options, ticket } = await begin<PublicKeyCredentialCreationOptionsJSON>('registration', { invitation });
  const response = await startRegistration({ optionsJSON: options });
  return finish('registration', { invitation, ticket, response });
}

/** Comes in with a passkey that is there. */
export async function signIn(): Promise<Session> {
  const { options, ticket } = await begin<PublicKeyCredentialRequestOptionsJSON>('sign-in', {});
  const response = await startAuthentication({ optionsJSON: options });
  return finish('sign-in', { ticket, response });
}

async function begin<Options>(what: string, body: object): Promise<Begun<Options>> {
  return (await call<Begun<Options>>('POST', `/desk/passkeys/${what}`, { body })).data;
}

async function finish(what: string, body: object): Promise<Session> {
  const path = `/desk/passkeys/${what}/finish`;
  return (await call<Session>('POST', path, { body: { ...body, device: nameOfDevice() } })).data;
}
