import { z } from 'zod';
import { Scope } from '../../schema/wire/consent.ts';
import type { Config } from '../env.ts';
import { readToken, signToken } from '../signed-token.ts';

const purpose = 'revocation-link';

const Claims = z.strictObject({ contact: z.string(), ...Scope });

/** What a link takes back: whose, by keyed digest, and how much. */
export type LinkClaims = z.infer<typeof Claims>;

/** Signs a link with which its holder takes consent back. It does not expire: nor does that right. */
export function signLink({ INTAKE_SECRET }: Config, claims: LinkClaims): Promise<string> {
  return signToken(INTAKE_SECRET, purpose, claims);
}

/** What a link takes back; null where it is forged or spoiled. */
export async function readLink({ INTAKE_SECRET }: Config, token: string): Promise<LinkClaims | null> {
  const claims = await readToken(INTAKE_SECRET, purpose, token);
  return claims === null ? null : Claims.parse(claims);
}
