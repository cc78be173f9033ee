/** Every node of the turn graph, in canonical order: the order in which a trace and a reply list them. */
export const NODE_NAMES = [
  'intake',
  'privacy_scan',
  'session',
  'profile',
  'choose_transcript',
  'detect_emotion',
  'choose_mode',
  'supervise',
  'remember',
  'search_agent',
  'order_agent',
  'recall',
  'promotions',
  'research_agent',
  'personalise',
  'assemble_context',
  'compile',
  'post_process',
  'save',
  'learn',
  'stream',
] as const;
export type NodeName = (typeof NODE_NAMES)[number];

/** Nodes that finish once the reply is written: neither the reply nor its events tell of them. */
export const BEHIND_THE_REPLY: ReadonlySet<NodeName> = new Set(['save', 'learn', 'stream']);
