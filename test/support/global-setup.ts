import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build } from '../../worker/cli/build.ts';
import { servePartner } from '../../worker/cli/partner.ts';
import { findFreePort } from '../../worker/cli/child.ts';
import { loadContent } from '../../worker/cli/content.ts';
import { callManage } from '../../worker/cli/manage.ts';
import { startStack } from '../../worker/cli/stack.ts';
import { unpackChromium } from './browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    origin: string;
    partnerOrigin: string;
    libsqlUrl: string;
    manageToken: string;
    dataDir: string;
  }
}

/** Builds and unpacks once, and starts one API with the campaign's content and one partner's site, for all tests that only add to it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await Promise.all([build(), unpackChromium()]);
  const dataDir = await mkdtemp(join(tmpdir(), 'uwh-test-'));
  const stack = await startStack({ port: await findFreePort(), dataDir, libsqlUrl: undefined });
  await callManage(stack, 'PUT', 'content', await loadContent('content'));
  const partnerPort = await findFreePort();
  const partner = await servePartner(stack.origin, partnerPort);
  project.provide('origin', stack.origin);
  project.provide('partnerOrigin', `http://127.0.0.1:${partnerPort}`);
  project.provide('libsqlUrl', stack.libsqlUrl);
  project.provide('manageToken', stack.manageToken);
  project.provide('dataDir', dataDir);
  return async () => {
    partner.close();
    partner.closeAllConnections();
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
