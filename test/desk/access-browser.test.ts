import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Session } from '../../schema/wire/desk.ts';
import { launchChromium } from '../support/browser.ts';
import { callFrom, signIn } from '../support/desk.ts';

const api = { origin: inject('origin'), manageToken: inject('manageToken') };

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('an organizer', () => {
  it('comes in by an invitation', async () => {
    const { context, page, session } = await signIn(browser, api, ['oregon:*:*:*']);
    const read = await callFrom<Session>(page, 'GET', '/v1/manage/session');
    expect(Session.parse(read.body.data)).toEqual(session);
    await context.close();
  });
});
