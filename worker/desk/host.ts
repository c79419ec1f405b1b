import type { Context } from 'hono';
import { ProblemError } from '../problem.ts';

const addressOnly = /^(?:\[.*\]|\d+(?:\.\d+){3})$/;
const thisMachine = /^(?:\[::1\]|127(?:\.\d+){3})$/;

/** The origin at which the desk of this host is: under its name, where it was asked by an address of this machine. */
export function deskOrigin(url: string): string {
  const here = new URL(url);
  if (thisMachine.test(here.hostname)) here.hostname = 'localhost';
  return here.origin;
}

/**
 * The host name to which passkeys are bound.
 * @throws {ProblemError} `passkeys_impossible` where it is an IP address: browsers bind none to those.
 */
export function passkeyHost(c: Context): string {
  const { hostname } = new URL(c.req.url);
  if (!addressOnly.test(hostname)) return hostname;
  const isHere = thisMachine.test(hostname);
  const detail = isHere ? `Open ${deskOrigin(c.req.url)}/desk instead` : 'Open the desk by a host name, over https';
  throw new ProblemError('passkeys_impossible', { detail });
}
