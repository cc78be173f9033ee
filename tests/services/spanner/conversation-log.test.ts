import { createSpannerConversationLog } from '#infra/spanner/conversation-log.ts';
import { createSpannerOutbox } from '#infra/spanner/outbox.ts';
import { conversationLogCases } from '#tests/conformance/conversation-log.ts';
import { testSpanner } from './open-test-spanner.ts';

const spanner = testSpanner();

conversationLogCases(async () => {
  const database = await spanner.emptied();
  return {
    log: createSpannerConversationLog(database),
    outbox: createSpannerOutbox(database, { holder: 'one', elapsed: () => 1 }),
  };
});
