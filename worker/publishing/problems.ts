/** How any request with a JSON body can fail. */
export const bodyProblems = [
  'malformed_json',
  'unauthorized',
  'forbidden',
  'body_too_large',
  'unsupported_media_type',
  'invalid_request',
  'unavailable',
] as const;
