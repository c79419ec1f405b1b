import { z } from 'zod';
import { decodeToken, encodeToken } from './base64url.ts';
import type { Config } from './env.ts';
import { mac } from './mac.ts';

const Claims = z.strictObject({ release: z.string(), chapter: z.string(), expires: z.int() });

/** Which release of which chapter someone may see before it is live, and until when (seconds since 1970). */
export type PreviewClaims = z.infer<typeof Claims>;

/** Signs a preview. Who has the token sees the release until it expires. */
export async function signPreview({ MANAGE_TOKEN }: Config, claims: PreviewClaims): Promise<string> {
  const payload = encodeToken(claims);
  return `${payload}.${await mac(MANAGE_TOKEN, 'preview', payload)}`;
}

/** What a preview's token allows; null where it is forged, spoiled or expired. */
export async function readPreview({ MANAGE_TOKEN }: Config, token: string): Promise<PreviewClaims | null> {
  const [payload = '', signature = ''] = token.split('.');
  const expected = await mac(MANAGE_TOKEN, 'preview', payload);
  // Compared as digests under the secret: how much of a forged one was right can't be told from the time.
  if ((await mac(MANAGE_TOKEN, 'compare', signature)) !== (await mac(MANAGE_TOKEN, 'compare', expected))) return null;
  const claims = Claims.parse(decodeToken(payload));
  return claims.expires * 1000 > Date.now() ? claims : null;
}
