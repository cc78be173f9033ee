import type { ReplyPersonalization } from './reply.ts';

/** The section of a turn that was not personalised: switched off, or its node failed. */
export const UNPERSONALIZED: ReplyPersonalization = {
  enabled: false,
  features: [],
  usualItems: [],
  reorder: [],
  complementary: [],
  alternatives: [],
};
