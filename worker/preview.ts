import { z } from 'zod';
import type { Config } from './env.ts';
import { readToken, signToken } from './signed-token.ts';

const Claims = z.strictObject({ release: z.string(), chapter: z.string(), expires: z.int() });

/** Which release of which chapter someone may see before it is live, and until when (seconds since 1970). */
export type PreviewClaims = z.infer<typeof Claims>;

/** Signs a preview. Who has the token sees the release until it expires. */
export function signPreview({ MANAGE_TOKEN }: Config, claims: PreviewClaims): Promise<string> {
  return signToken(MANAGE_TOKEN, 'preview', claims);
}

/** What a preview's token allows; null where it is forged, spoiled or expired. */
export async function readPreview({ MANAGE_TOKEN }: Config, token: string): Promise<PreviewClaims | null> {
  const read = await readToken(MANAGE_TOKEN, 'preview', token);
  if (read === null) return null;
  const claims = Claims.parse(read);
  return claims.expires * 1000 > Date.now() ? claims : null;
}
