const strands = [
  ['evergreen', 'M4 40 C90 40 90 196 196 196 S290 118 316 118'],
  ['clay', 'M4 92 C90 92 90 40 190 40 S290 118 316 118'],
  ['gold', 'M4 144 C90 144 100 92 200 92 S290 118 316 118'],
  ['sage', 'M4 196 C90 196 90 144 180 144 S290 118 316 118'],
] as const;

/**
 * The motif: four strands that become one, which goes on to the edge of the page. `joined`: where somebody joined, the
 * last comes in. `apart`: where there is no page, they do not meet. `mark`: beside the name.
 */
export function Strands({ kind = '' }: { kind?: 'joined' | 'apart' | 'mark' | '' }) {
  const isWhole = kind === '' || kind === 'joined';
  return (
    <svg class={`strands ${kind}`.trim()} viewBox="-4 30 328 176" fill="none" aria-hidden="true">
      <g stroke-width="12" stroke-linecap="round">
        {isWhole && <path class="evergreen" d="M316 118H4000" />}
        {strands.map(([name, path]) => (
          <path class={name} d={path} pathLength="1" />
        ))}
      </g>
    </svg>
  );
}
