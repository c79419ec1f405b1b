import parsePolicy from 'content-security-policy-parser';

/** Something that a page's policy stops, and the directive that would let it through. */
export interface Finding {
  /** What does not work. */
  what: 'script' | 'data' | 'frame' | 'types' | 'form' | 'sandbox';
  /** The directive that stops it, as the page has it. */
  has: string;
  /** What to write instead. */
  add: string;
}

type Policy = ReturnType<typeof parsePolicy>;

interface Need {
  what: Finding['what'];
  /** The directive to write where there is none of its own. */
  directive: string;
  /** Those that decide, the closest first. */
  directives: readonly string[];
  isMet: (sources: readonly string[]) => boolean;
}

/**
 * Finds what of a widget a Content-Security-Policy stops.
 * @param text a header's value, or several, one a line; `Content-Security-Policy:` before it and a `<meta>` around it
 * are looked through.
 * @param kind whether the page carries the script and the element, or a frame.
 */
export function examine(text: string, api: string, kind: 'script' | 'frame'): Finding[] {
  return policiesIn(text).flatMap((policy) => [
    ...needsOf(api, kind).flatMap((need) => findingOf(policy, need, api)),
    ...(kind === 'script' ? [...examineTypes(policy), ...examineSandbox(policy)] : []),
  ]);
}

/** Every policy has to allow it: a header can come more than once, or hold several with commas between. */
function policiesIn(text: string): Policy[] {
  return text
    .split(/\r?\n/)
    .map((line) =>
      (/content=(?:"([^"]*)"|'([^']*)')/i.exec(line)?.slice(1).find(Boolean) ?? line).replaceAll('&#39;', "'"),
    )
    .map((line) => line.replace(/^\s*content-security-policy(?:-report-only)?\s*:/i, ''))
    .flatMap((line) => line.split(','))
    .filter((policy) => policy.trim() !== '')
    .map((policy) => parsePolicy(policy));
}

function needsOf(api: string, kind: 'script' | 'frame'): Need[] {
  const allows = (path: string) => (sources: readonly string[]) =>
    sources.some((source) => covers(source, new URL(path, api)));
  if (kind === 'frame')
    return [
      {
        what: 'frame',
        directive: 'frame-src',
        directives: ['frame-src', 'child-src', 'default-src'],
        isMet: allows('/embed/frame/'),
      },
    ];
  return [
    {
      what: 'script',
      directive: 'script-src',
      directives: ['script-src-elem', 'script-src', 'default-src'],
      // Then addresses count for nothing, and a script needs the page's nonce.
      isMet: (sources) => !sources.includes("'strict-dynamic'") && allows('/embed/v1/')(sources),
    },
    { what: 'data', directive: 'connect-src', directives: ['connect-src', 'default-src'], isMet: allows('/v1/') },
    { what: 'form', directive: 'form-action', directives: ['form-action'], isMet: allows('/') },
  ];
}

/** Whether a source of a policy stands for what is under this address (CSP Level 3). */
function covers(source: string, { protocol, hostname, port, pathname }: URL): boolean {
  if (source === '*') return true;
  const [, scheme, host, sourcePort, path] =
    /^(?:([a-z][a-z0-9+.-]*):(?:\/\/)?)?([^:/]*)(?::(\d+|\*))?(\/.*)?$/i.exec(source) ?? [];
  if (
    scheme !== undefined &&
    scheme.toLowerCase() !== protocol.slice(0, -1) &&
    !(scheme === 'http' && protocol === 'https:')
  )
    return false;
  if (host === undefined || host === '') return scheme !== undefined;
  const usual = protocol === 'https:' ? '443' : '80';
  const isHost = host.startsWith('*.')
    ? hostname.endsWith(host.slice(1).toLowerCase())
    : host.toLowerCase() === hostname;
  const isPort = sourcePort === '*' || (sourcePort ?? usual) === (port === '' ? usual : port);
  // A path that does not end in a slash stands for that one file.
  const isPath = path === undefined || (path.endsWith('/') && pathname.startsWith(path));
  return isHost && isPort && isPath;
}

function show(name: string, sources: readonly string[]): string {
  return [name, ...sources].join(' ');
}

function findingOf(policy: Policy, { what, directive, directives, isMet }: Need, api: string): Finding[] {
  const deciding = directives.find((each) => policy.has(each));
  if (deciding === undefined) return [];
  const sources = policy.get(deciding)!;
  if (isMet(sources)) return [];
  const kept = sources.filter((source) => source.toLowerCase() !== "'none'");
  const has = show(deciding, sources);
  if (sources.includes("'strict-dynamic'")) return [{ what, has, add: 'nonce="…"' }];
  // What stands in for others is left as it is.
  return [{ what, has, add: show(deciding === 'default-src' ? directive : deciding, [...kept, api]) }];
}

/** The policy of our own that Lit's templates need, where a page names those it allows. */
function examineTypes(policy: Policy): Finding[] {
  const named = policy.get('trusted-types');
  if (named === undefined || named.includes('*') || named.includes('uwh')) return [];
  const kept = named.filter((each) => each !== "'none'");
  return [{ what: 'types', has: show('trusted-types', named), add: show('trusted-types', [...kept, 'uwh']) }];
}

function examineSandbox(policy: Policy): Finding[] {
  const flags = policy.get('sandbox');
  if (flags === undefined || flags.includes('allow-scripts')) return [];
  return [{ what: 'sandbox', has: show('sandbox', flags), add: show('sandbox', [...flags, 'allow-scripts']) }];
}
