/** Line drawings of the controls, on a grid of 24. */
const PATHS = {
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  send: 'M12 19V5M6 11l6-6 6 6',
  basket:
    'M4 10h16l-1.6 8.2A2 2 0 0 1 16.4 20H7.6a2 2 0 0 1-2-1.8L4 10zM8 10l3-6M16 10l-3-6M10 14v2.5M14 14v2.5',
  microphone:
    'M12 15a3.5 3.5 0 0 0 3.5-3.5v-5a3.5 3.5 0 0 0-7 0v5A3.5 3.5 0 0 0 12 15zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3',
  stop: 'M7 7h10v10H7z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  undo: 'M8 5L4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-3',
  bin: 'M5 7h14M10 7V5h4v2M7 7l.8 12h8.4L17 7M10.5 10.5v5M13.5 10.5v5',
  newChat: 'M12 8v6M9 11h6M4.5 5h15v12H9.500l-5 4z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0',
  chevron: 'M6 9.5l6 6 6-6',
  source: 'M7 4h7l4 4v12H7zM14 4v4h4M10 12.5h5M10 16h5',
  spark: 'M12 4l1.8 5.2L19 11l-5.2 1.8L12 18l-1.8-5.2L5 11l5.2-1.8z',
  retry: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  tag: 'M4 12V5a1 1 0 0 1 1-1h7l8 8-8 8zM8.5 8.5h.01',
  note: 'M12 8v5M12 16.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
} as const;

export type GlyphName = keyof typeof PATHS;

/** A control's drawing; what it means is said by the control's own label. */
export function Glyph({ name }: { readonly name: GlyphName }) {
  return (
    <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The leaf of the wordmark, also the assistant's face. */
export function Leaf() {
  return (
    <svg class="leaf-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        class="leaf-blade"
        d="M27.5 4.5C14 3.500 5 9.500 5 19.500c0 2 .5 3.800 1.300 5.200C8.200 26.600 10.700 27.500 13.500 27.500 23 27.500 28.500 17.500 27.500 4.500z"
      />
      <path class="leaf-vein" d="M5 29c2.500-7.500 8-13.500 15.500-17" />
    </svg>
  );
}
