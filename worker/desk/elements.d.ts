import 'hono/jsx';

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'uwh-desk': Record<string, unknown>;
    }
  }
}
