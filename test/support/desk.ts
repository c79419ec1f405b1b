import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import type { NewInvitation, Session } from '../../schema/wire/desk.ts';
import { dataOf, grant, manage, type Api } from './manage.ts';

/** An organizer at a device of their own. */
export interface SignedIn {
  context: BrowserContext;
  page: Page;
  session: Session;
  authenticator: Authenticator;
}

/** What keeps a person's passkeys: Chromium's virtual one, of this page alone. */
export interface Authenticator {
  cdp: CDPSession;
  id: string;
}

/** The same API under the name to which passkeys can be bound. */
export function byName({ origin }: Pick<Api, 'origin'>): string {
  return origin.replace('127.0.0.1', 'localhost');
}

/** Invites someone as the administrator, or with another token. */
export async function invite(
  api: Api,
  grants: readonly string[],
  more: { name?: string; organizer?: string; days?: number; token?: string } = {},
): Promise<NewInvitation> {
  const { token, ...rest } = more;
  const body = { name: 'Oregon organizer', grants: grants.map(grant), ...rest };
  return dataOf(await manage(api, 'POST', 'invitations', { body, ...(token !== undefined && { token }) }));
}

/** The secret of an invitation, as the desk reads it from the link. */
export function tokenOf({ link }: Pick<NewInvitation, 'link'>): string {
  return new URL(link).hash.slice(1);
}

/** Gives a page a device that makes passkeys, and unlocks them without asking. */
export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId: id } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id };
}

interface Answer<Data> {
  status: number;
  body: { data: Data; code?: string };
}

/** Calls the API as a script of the page does. */
export async function callFrom<Data>(page: Page, method: string, path: string, body?: unknown): Promise<Answer<Data>> {
  const request = { method, path, json: body === undefined ? null : JSON.stringify(body) };
  const { status, text } = await page.evaluate(async ({ method, path, json }) => {
    const sent = json === null ? {} : { headers: { 'Content-Type': 'application/json' }, body: json };
    const response = await fetch(path, { method, ...sent });
    return { status: response.status, text: await response.text() };
  }, request);
  return { status, body: JSON.parse(text === '' ? '{}' : text) as Answer<Data>['body'] };
}

/** Makes a passkey on the page, as the desk does, and gives what its end has to be sent. */
export async function makePasskey(page: Page, invitation: string, device = 'A phone') {
  const { body } = await callFrom<Began<PublicKeyCredentialCreationOptionsJSON>>(page, 'POST', begin.registration, {
    invitation,
  });
  const response = await page.evaluate(async (options) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    return made.toJSON();
  }, body.data.options);
  return { invitation, ticket: body.data.ticket, response, device };
}

/** Has a passkey sign on the page, as the desk does, and gives what its end has to be sent. */
export async function usePasskey(page: Page, device = 'A phone') {
  const { body } = await callFrom<Began<PublicKeyCredentialRequestOptionsJSON>>(page, 'POST', begin.signIn, {});
  const response = await page.evaluate(async (options) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const used = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    return used.toJSON();
  }, body.data.options);
  return { ticket: body.data.ticket, response, device };
}

const begin = { registration: '/desk/passkeys/registration', signIn: '/desk/passkeys/sign-in' };

interface Began<Options> {
  options: Options;
  ticket: string;
}

/**
 * Someone who was invited with these grants (`oregon:*:*:*`), made a passkey in the real ceremony, and is signed in at
 * `/desk`. Close `context` when you are done.
 */
export async function signIn(
  browser: Browser,
  api: Api,
  grants: readonly string[],
  { name, options = {} }: { name?: string; options?: Parameters<Browser['newContext']>[0] } = {},
): Promise<SignedIn> {
  const invitation = await invite(api, grants, name === undefined ? {} : { name });
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const authenticator = await addAuthenticator(page);
  await page.goto(`${byName(api)}/desk`);
  const made = await makePasskey(page, tokenOf(invitation));
  const { status, body } = await callFrom<Session>(page, 'POST', '/desk/passkeys/registration/finish', made);
  if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
  await page.goto(`${byName(api)}/desk`);
  return { context, page, session: body.data, authenticator };
}
