import { z } from 'zod';
import type { Config } from './env.ts';
import { ProblemError } from './problem.ts';
import { readToken, signToken } from './signed-token.ts';

const Claims = z.strictObject({ release: z.string(), chapter: z.string(), expires: z.int() });

/** Which release of which chapter someone may see before it is live, and until when (seconds since 1970). */
export type PreviewClaims = z.infer<typeof Claims>;

/** Signs a preview. Who has the token sees the release until it expires. */
export function signPreview({ MANAGE_TOKEN }: Config, claims: PreviewClaims): Promise<string> {
  return signToken(MANAGE_TOKEN, 'preview', claims);
}

/**
 * The release of this chapter that a preview's token shows.
 * @throws {ProblemError} `invalid_request` where the token is forged, spoiled, expired or another chapter's.
 */
export async function readPreview({ MANAGE_TOKEN }: Config, token: string, chapter: string): Promise<string> {
  const claims = Claims.safeParse(await readToken(MANAGE_TOKEN, 'preview', token).catch(() => null)).data;
  if (claims?.chapter === chapter && claims.expires * 1000 > Date.now()) return claims.release;
  throw new ProblemError('invalid_request', {
    errors: [{ pointer: '/query/preview', detail: 'Not a preview of this chapter, or it has expired' }],
  });
}
