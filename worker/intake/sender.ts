import type { Context } from 'hono';
import type { ReaderContext } from '../delivery/release.ts';
import { readConfig, type Bindings, type Config } from '../env.ts';
import { mac } from '../mac.ts';
import type { Limit, Toll } from './limits.ts';
import { findPartner, type FoundPartner } from './partners.ts';
import type { OpenStanding, Standing } from './record.ts';

/** A request, and what is needed to answer it. */
export interface Arrival extends ReaderContext {
  request: Request;
}

export function arrivalOf({ env, executionCtx, req }: Context<Bindings>): Arrival {
  return { env, executionCtx, request: req.raw };
}

/** Who sends, as far as anyone asks: by way of whom, and at what toll. */
export interface Sender {
  /** Id of the partner. */
  partner: string | null;
  /** A test key was used: nothing of this is kept for good. */
  isTest: boolean;
  /** By what the browser says; a program can say so too. */
  standing: Exclude<Standing, 'unproven'> | OpenStanding;
  toll: Toll;
}

// An hour: what a household, a break room or a meeting behind one address sends at the easy rate.
const perAddress = { verified: 60, unverified: 20 };
const perUnverifiedOrigin = 200;
const perAllUnverified = 2000;
// Anybody can say that they come from these, and from another address each time.
const perOwnPages = 2000;
const perUnknownPartner = 1000;

/** Makes out a sender from the key of a partner, the page's origin, and the address, of which only a digest stays. */
export async function findSender(
  arrival: Arrival,
  key: string | undefined,
  origin = originOf(arrival),
): Promise<Sender> {
  const { env, request } = arrival;
  const [found, address] = await Promise.all([
    key === undefined ? null : findPartner(arrival, key),
    digestAddress(readConfig(env), request.headers.get('CF-Connecting-IP')),
  ]);
  const partner = found?.known?.isRevoked === true ? null : found;
  const isVerified = origin === ownOrigin(request) || (partner?.known?.origins.includes(origin) ?? false);
  const isOpen = !isVerified && partner?.known === null;
  return {
    partner: partner?.id ?? null,
    // Also by a key that was revoked: what a test sends is nobody.
    isTest: found?.mode === 'test',
    standing: isVerified ? 'verified' : isOpen ? { origin: origin.slice(0, 200) } : 'unverified',
    toll: { level: isVerified ? 0 : 1, limits: limitsOf({ partner, address, origin, isVerified }) },
  };
}

/** Origin of the page, by what the browser says; `null` where it says nothing. */
export function originOf({ request }: Arrival): string {
  const { headers } = request;
  // A page of our own sends no Origin with what it reads, nor with a form, since it sends no referrer.
  return headers.get('Sec-Fetch-Site') === 'same-origin' ? ownOrigin(request) : (headers.get('Origin') ?? 'null');
}

function ownOrigin({ url }: Request): string {
  return new URL(url).origin;
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
  if (partner !== null)
    limits.push({ name: `partner ${partner.id}`, most: partner.known?.perHour ?? perUnknownPartner });
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
async function digestAddress({ INTAKE_SECRET }: Config, address: string | null): Promise<string | null> {
  if (address === null) return null;
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
