/** Who is signed in, and what they may do: the answer of `GET /v1/manage/session`. */
export interface Session {
  /** Null where a token asks. */
  organizer: { id: string; name: string } | null;
  name: string;
  grants: readonly { chapter: string; locale: string; kind: string; action: string }[];
  device: string | null;
  expiresAt: string | null;
}

/**
 * Whether the session may do this; `*` stands for each chapter, language or kind, and in one chapter for everything but
 * `export`. What the server says counts.
 */
export function may(
  { grants }: Session,
  action: string,
  { chapter, kind = '*', locale = '*' }: { chapter: string; kind?: string; locale?: string },
): boolean {
  const covers = (granted: string, wanted: string) => granted === '*' || granted === wanted;
  return grants.some(
    (grant) =>
      covers(grant.action, action) &&
      (action !== 'export' || grant.action !== '*' || grant.chapter === '*') &&
      covers(grant.chapter, chapter) &&
      covers(grant.kind, kind) &&
      covers(grant.locale, locale),
  );
}
