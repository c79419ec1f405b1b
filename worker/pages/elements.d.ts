import 'hono/jsx';

type WidgetAttributes = Record<string, unknown>;

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'uwh-join-form': WidgetAttributes;
      'uwh-pledge-counter': WidgetAttributes;
      'uwh-share': WidgetAttributes;
    }
  }
}
