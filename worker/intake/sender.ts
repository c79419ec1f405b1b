import type { Context } from 'hono';
import { readConfig, type Bindings, type Config } from '../env.ts';
import { mac } from '../mac.ts';
import type { Limit, Toll } from './limits.ts';
import { findPartner, type FoundPartner } from './partners.ts';

/** Who sends, as far as anyone asks: by way of whom, and at what toll. */
export interface Sender {
  /** Id of the partner. */
  partner: string | null;
  /** A test key was used: nothing of this is kept for good. */
  isTest: boolean;
  /** It came from a page of the partner or of our own, by what the browser says; a program can say so too. */
  isVerified: boolean;
  toll: Toll;
}

// An hour: what a household, a break room or a meeting behind one address sends at the easy rate.
const perAddress = { verified: 60, unverified: 20 };
const perUnverifiedOrigin = 200;
const perAllUnverified = 2000;
// Anybody can say that they come from these, and from another address each time.
const perOwnPages = 2000;

/** Makes out a sender from the key of a partner, the page's origin, and the address, of which only a digest stays. */
export async function findSender(c: Context<Bindings>, key: string | undefined, origin = originOf(c)): Promise<Sender> {
  const [found, address] = await Promise.all([
    key === undefined ? null : findPartner(c, key),
    digestAddress(readConfig(c.env), c.req.header('CF-Connecting-IP')),
  ]);
  const partner = found?.isRevoked === false ? found : null;
  const isVerified = origin === ownOrigin(c) || (partner?.origins.includes(origin) ?? false);
  return {
    partner: partner?.id ?? null,
    // Also by a key that was revoked: what a test sends is nobody.
    isTest: found?.mode === 'test',
    isVerified,
    toll: { level: isVerified ? 0 : 1, limits: limitsOf({ partner, address, origin, isVerified }) },
  };
}

/** Origin of the page, by what the browser says; `null` where it says nothing. */
export function originOf(c: Context): string {
  // A page of our own sends no Origin with what it reads, nor with a form, since it sends no referrer.
  return c.req.header('Sec-Fetch-Site') === 'same-origin' ? ownOrigin(c) : (c.req.header('Origin') ?? 'null');
}

function ownOrigin(c: Context): string {
  return new URL(c.req.url).origin;
}

function limitsOf({
  partner,
  address,
  origin,
  isVerified,
}: {
  partner: FoundPartner | null;
  address: string | null;
  origin: string;
  isVerified: boolean;
}): Limit[] {
  const limits: Limit[] = [];
  if (address !== null)
    limits.push({ name: `address ${address}`, most: isVerified ? perAddress.verified : perAddress.unverified });
  if (partner !== null) limits.push({ name: `partner ${partner.id}`, most: partner.perHour });
  if (isVerified && partner === null) limits.push({ name: 'own pages', most: perOwnPages });
  if (!isVerified) {
    limits.push(
      { name: `origin ${origin.slice(0, 200)}`, most: perUnverifiedOrigin },
      { name: 'unverified', most: perAllUnverified },
    );
  }
  return limits;
}

/** An address as a keyed digest that is another one every day; of IPv6 the network, since a household has many. */
async function digestAddress({ INTAKE_SECRET }: Config, address: string | undefined): Promise<string | null> {
  if (address === undefined) return null;
  const day = new Date().toISOString().slice(0, 10);
  return (await mac(INTAKE_SECRET, `address ${day}`, networkOf(address))).slice(0, 22);
}

function networkOf(address: string): string {
  // Also one of IPv4 in the dress of IPv6.
  const dotted = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (dotted !== undefined || !address.includes(':')) return dotted ?? address;
  const [head, tail] = address.toLowerCase().split('::') as [string, string | undefined];
  const groups = head.split(':').filter((group) => group !== '');
  const rest = tail?.split(':') ?? [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
