/** What the OpenAPI document says of itself. */
export const openapiInfo = {
  openapi: '3.1.0',
  info: {
    title: 'United We Heal API',
    version: '1.0.0',
    summary: 'Localized campaign content, sign-ups, pledges and counters.',
    description:
      'Content is read without a key, from any origin. Text comes in the locale asked for, or in the nearest that is published, and says which. Errors are `application/problem+json` with a stable `code`.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/', description: 'The origin that serves this document.' }],
  tags: [
    { name: 'Content', description: 'What the campaign and its chapters publish.' },
    { name: 'Chapters', description: 'Which chapters and locales there are.' },
    { name: 'Taking part', description: 'Sign-ups, pledges and counters.' },
    { name: 'Authoring', description: 'What is written, with all its versions. For those who hold a token.' },
    { name: 'Publishing', description: 'Making what is written what readers see.' },
    { name: 'Access', description: 'Tokens, and what was done with them.' },
    { name: 'Desk', description: 'How organizers come in, and where they are signed in.' },
    { name: 'Receivers', description: 'Who is told of what people send, by webhook.' },
    { name: 'Consent', description: 'What people take back, erasure and legal holds. For those who look after it.' },
    { name: 'Operation', description: 'For those who run it.' },
  ],
};
