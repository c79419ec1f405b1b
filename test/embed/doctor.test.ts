import { describe, expect, it } from 'vitest';
import { partnerPolicy } from '../../worker/cli/partner.ts';
import { examine } from '../../worker/embed/doctor.ts';

const api = 'https://api.example.org';
const script = (policy: string) => examine(policy, api, 'script').map(({ what, add }) => `${what}: ${add}`);
const frame = (policy: string) => examine(policy, api, 'frame').map(({ what, add }) => `${what}: ${add}`);

describe('the embed doctor', () => {
  it('finds nothing to change in the strictest policy that works', () => {
    expect(script(partnerPolicy(api))).toEqual([]);
    expect(script(`${partnerPolicy(api)}; require-trusted-types-for 'script'; trusted-types uwh`)).toEqual([]);
  });

  it.each([
    ["default-src 'none'", [`script: script-src ${api}`, `data: connect-src ${api}`]],
    ["default-src 'self'", [`script: script-src 'self' ${api}`, `data: connect-src 'self' ${api}`]],
    [
      "script-src 'self'; connect-src 'self' https://*.example.com",
      [`script: script-src 'self' ${api}`, `data: connect-src 'self' https://*.example.com ${api}`],
    ],
    [`script-src-elem 'none'; script-src ${api}`, [`script: script-src-elem ${api}`]],
    [`script-src 'nonce-abc' 'strict-dynamic' ${api}`, ['script: nonce="…"']],
    [`script-src ${api}; connect-src ${api}/embed/v1/`, [`data: connect-src ${api}/embed/v1/ ${api}`]],
    ["form-action 'self'", [`form: form-action 'self' ${api}`]],
    ["trusted-types default 'allow-duplicates'", ["types: trusted-types default 'allow-duplicates' uwh"]],
    ["trusted-types 'none'", ['types: trusted-types uwh']],
    ['sandbox allow-forms', ['sandbox: sandbox allow-forms allow-scripts']],
  ])('says of "%s" what it stops, and what to write', (policy, said) => {
    expect(script(policy)).toEqual(said);
  });

  it.each([
    'script-src https:; connect-src *',
    'script-src *.example.org; connect-src https://api.example.org:443',
    `script-src ${api}/embed/v1/; connect-src api.example.org`,
    `script-src ${api}/embed/; connect-src HTTPS://API.EXAMPLE.ORG`,
  ])('knows that "%s" lets it through', (policy) => {
    expect(script(policy)).toEqual([]);
  });

  it.each([
    ['another host', `script-src https://example.org; connect-src ${api}`],
    ['a host that only ends like it', `script-src https://*.i.example.org; connect-src ${api}`],
    ['another port', `script-src ${api}:8443; connect-src ${api}`],
    ['another path', `script-src ${api}/other/; connect-src ${api}`],
    ['a path that is one file', `script-src ${api}/embed; connect-src ${api}`],
    ['another scheme', `script-src wss://api.example.org; connect-src ${api}`],
  ])('is not taken in by %s', (_, policy) => {
    expect(script(policy).map((each) => each.split(':')[0])).toEqual(['script']);
  });

  it('demands that every policy allows it: of two headers, of one with a comma, of a header and a tag', () => {
    const strict = "Content-Security-Policy: script-src 'self'";
    const blocked = [`script: script-src 'self' ${api}`];
    expect(script(`${strict}\nContent-Security-Policy: script-src *`)).toEqual(blocked);
    expect(script("script-src *, script-src 'self'")).toEqual(blocked);
    const tag = '<meta http-equiv="Content-Security-Policy" content="script-src &#39;self&#39;">';
    expect(script(`script-src *\n${tag}`)).toEqual(blocked);
  });

  it('needs less for a frame', () => {
    expect(frame("script-src 'none'; connect-src 'none'")).toEqual([]);
    expect(frame("default-src 'self'")).toEqual([`frame: frame-src 'self' ${api}`]);
    expect(frame("frame-src 'none'; default-src *")).toEqual([`frame: frame-src ${api}`]);
    expect(frame(`child-src ${api}; default-src 'none'`)).toEqual([]);
  });

  it('bears whatever is pasted', () => {
    for (const text of [
      '',
      ';;;',
      ',,',
      'no policy at all',
      '\u{0}\n\r\n',
      'default-src '.repeat(600),
      '<meta content="">',
    ])
      expect(() => examine(text, api, 'script')).not.toThrow();
  });
});
