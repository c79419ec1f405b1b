import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../../schema/kinds/index.ts';
import { Session, type Device } from '../../schema/wire/desk.ts';
import { launchChromium } from '../support/browser.ts';
import {
  addAuthenticator,
  byName,
  callFrom,
  invite,
  makePasskey,
  signIn,
  tokenOf,
  usePasskey,
} from '../support/desk.ts';
import { dataOf, manage } from '../support/manage.ts';
import { callsOnNational, fillNational, listLeaks, seenOfNational } from '../support/other-chapter.ts';
import { startPrivateStack } from '../support/private-stack.ts';

const paths = { register: '/desk/passkeys/registration/finish', signIn: '/desk/passkeys/sign-in/finish' };
const ofOregon = ['oregon:*:*:*'];

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let there: Awaited<ReturnType<typeof fillNational>>;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startPrivateStack(), launchChromium()]);
  there = await fillNational(stack);
});
afterAll(() => Promise.all([stack.stop(), browser.close()]));

const codeOf = async (page: Page, method: string, path: string, body?: unknown) => {
  const answer = await callFrom(page, method, path, body);
  return [answer.status, answer.body.code];
};
const cookieOf = async (context: BrowserContext) => {
  const [cookie] = await context.cookies();
  return `${cookie!.name}=${cookie!.value}`;
};
const statusOf = async (page: Page) => (await callFrom(page, 'GET', '/v1/manage/session')).status;

describe('an organizer', () => {
  it('comes in by an invitation, leaves, and comes back with the passkey', async () => {
    const { context, page, session } = await signIn(browser, stack, ofOregon);
    expect(session).toMatchObject({ name: 'Oregon organizer', grants: [{ chapter: 'oregon' }] });
    const read = await callFrom<Session>(page, 'GET', '/v1/manage/session');
    expect(Session.parse(read.body.data)).toEqual(session);
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: '__Host-desk', httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
    expect((await callFrom(page, 'DELETE', '/v1/manage/session')).status).toBe(204);
    expect([await statusOf(page), await context.cookies()]).toEqual([401, []]);
    const back = await callFrom<Session>(page, 'POST', paths.signIn, await usePasskey(page, 'Again'));
    expect([back.status, back.body.data.organizer]).toEqual([200, session.organizer]);
    const devices = await callFrom<Device[]>(page, 'GET', '/v1/manage/devices');
    expect(devices.body.data.filter(({ isCurrent }) => isCurrent).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['passkey', 'session']),
    );
    expect(devices.body.data).toHaveLength(2);
    await context.close();
  });

  it('is out at once where the session, the device or the organizer is revoked', async () => {
    const { context, page, session } = await signIn(browser, stack, ofOregon);
    expect((await callFrom(page, 'DELETE', `/v1/manage/devices/${session.device}`)).status).toBe(204);
    expect(await statusOf(page)).toBe(401);
    expect((await callFrom(page, 'POST', paths.signIn, await usePasskey(page))).status).toBe(200);
    expect(await statusOf(page)).toBe(200);
    expect((await manage(stack, 'DELETE', `organizers/${session.organizer!.id}`)).ok).toBe(true);
    expect(await statusOf(page)).toBe(401);
    expect(await codeOf(page, 'POST', paths.signIn, await usePasskey(page))).toEqual([403, 'passkey_refused']);
    await context.close();
  });

  it('who lost the device comes in again by a new invitation, which ends what there was', async () => {
    const lost = await signIn(browser, stack, ofOregon);
    const { id } = lost.session.organizer!;
    const invitation = await invite(stack, ofOregon, { organizer: id });
    expect(await statusOf(lost.page)).toBe(200);
    const context = await browser.newContext();
    const page = await context.newPage();
    await addAuthenticator(page);
    await page.goto(`${byName(stack)}/desk`);
    const made = await makePasskey(page, tokenOf(invitation));
    expect((await callFrom<Session>(page, 'POST', paths.register, made)).body.data.organizer!.id).toBe(id);
    expect([await statusOf(page), await statusOf(lost.page)]).toEqual([200, 401]);
    expect(await codeOf(lost.page, 'POST', paths.signIn, await usePasskey(lost.page))).toEqual([
      403,
      'passkey_refused',
    ]);
    await Promise.all([context.close(), lost.context.close()]);
  });
});

describe('what was used, spoiled or ended', () => {
  it('opens nothing: invitations, tickets, signatures', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await addAuthenticator(page);
    await page.goto(`${byName(stack)}/desk`);
    const start = (invitation: string) => codeOf(page, 'POST', '/desk/passkeys/registration', { invitation });
    const invitation = await invite(stack, ofOregon);
    const token = tokenOf(invitation);
    const spoiled = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of ['', 'nothing', spoiled]) expect((await start(wrong))[0], wrong).toBe(403);
    const made = await makePasskey(page, token);
    const forged = { ...made, ticket: `${made.ticket.slice(0, -2)}AA` };
    expect((await codeOf(page, 'POST', paths.register, forged))[0]).toBe(403);
    expect((await callFrom(page, 'POST', paths.register, made)).status).toBe(201);
    expect((await codeOf(page, 'POST', paths.register, made))[0]).toBe(403);
    expect((await start(token))[0]).toBe(403);
    const used = await usePasskey(page);
    expect((await callFrom(page, 'POST', paths.signIn, used)).status).toBe(200);
    expect(await codeOf(page, 'POST', paths.signIn, used)).toEqual([403, 'passkey_refused']);
    const revoked = await invite(stack, ofOregon);
    expect((await manage(stack, 'DELETE', `invitations/${revoked.id}`)).ok).toBe(true);
    expect((await start(tokenOf(revoked)))[0]).toBe(403);
    await context.close();
  });

  it('is told of an address by number, to which no passkey can be bound', async () => {
    const body = JSON.stringify({});
    const headers = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
    const answer = await fetch(`${stack.origin}/desk/passkeys/sign-in`, { method: 'POST', headers, body });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('host name')]);
  });
});

describe('someone of another chapter at the desk', () => {
  it('gets 403 or 404 from every managing operation, and sees nothing of it', async () => {
    const { context } = await signIn(browser, stack, ofOregon);
    const calls = await callsOnNational(there);
    expect(calls.length).toBeGreaterThan(kinds.length * 11);
    const before = await seenOfNational(stack);
    const cookie = await cookieOf(context);
    const leaks = await listLeaks(calls, ({ method, address, body }) =>
      fetch(`${stack.origin}/v1/manage/${address}`, {
        method,
        headers: {
          Cookie: cookie,
          'Sec-Fetch-Site': 'same-origin',
          'If-Match': '*',
          ...(body && { 'Content-Type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
    expect(leaks).toEqual([]);
    expect(await seenOfNational(stack)).toEqual(before);
    await context.close();
  });

  it('invites nobody to more than they hold', async () => {
    const { context, page } = await signIn(browser, stack, ['oregon:*:*:*', '*:*:*:tokens']);
    const asked = (chapter: string) =>
      callFrom(page, 'POST', '/v1/manage/invitations', {
        name: 'More',
        grants: [{ chapter, locale: '*', kind: 'faq', action: 'update' }],
      });
    expect([(await asked('oregon')).status, (await asked('national')).status]).toEqual([201, 403]);
    await context.close();
  });
});

describe('a page of another origin', () => {
  let other: Server;
  let origin: string;
  beforeAll(async () => {
    other = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>Other</title>');
    });
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    // Another port of the same host: the same site, so that the cookie goes along.
    origin = `http://localhost:${(other.address() as AddressInfo).port}`;
  });
  afterAll(() => other.close());

  it('reads and changes nothing with the cookie of who visits it, and can’t frame the desk', async () => {
    const { context } = await signIn(browser, stack, ofOregon);
    const page = await context.newPage();
    await page.goto(origin);
    const api = byName(stack);
    const tried = await page.evaluate(async (address) => {
      const send = (method: string, type: string) =>
        fetch(`${address}/v1/manage/faqs?chapter=oregon`, {
          method,
          credentials: 'include',
          mode: 'no-cors',
          headers: { 'Content-Type': type },
          ...(method === 'POST' && { body: JSON.stringify({ slug: 'theirs' }) }),
        }).then(
          async (response) => [response.type, await response.text()],
          () => ['blocked', ''],
        );
      return [await send('GET', 'text/plain'), await send('POST', 'text/plain')];
    }, api);
    expect(tried).toEqual([
      ['opaque', ''],
      ['opaque', ''],
    ]);
    const cookie = await cookieOf(context);
    for (const more of [{ 'Sec-Fetch-Site': 'same-site' }, { 'Sec-Fetch-Site': 'cross-site' }, { Origin: origin }]) {
      const body = JSON.stringify({ slug: 'theirs' });
      const headers = { Cookie: cookie, 'Content-Type': 'application/json', ...more };
      const answer = await fetch(`${stack.origin}/v1/manage/faqs?chapter=oregon`, { method: 'POST', headers, body });
      expect(answer.status).toBe(403);
    }
    expect(await dataOf(await manage(stack, 'GET', 'faqs?chapter=oregon'))).toEqual([]);
    const shell = await fetch(`${stack.origin}/desk`);
    expect(shell.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
    await context.close();
  });
});
