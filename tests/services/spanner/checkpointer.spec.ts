import { validate } from '@langchain/langgraph-checkpoint-validation';
import { createSpannerCheckpointer } from '#infra/spanner/checkpointer.ts';
import { testSpanner } from './open-test-spanner.ts';

const spanner = testSpanner();

validate({
  checkpointerName: 'Spanner checkpointer',
  createCheckpointer: async () => createSpannerCheckpointer(await spanner.emptied()),
});
