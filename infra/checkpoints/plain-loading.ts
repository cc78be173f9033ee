import type { SerializerProtocol } from '@langchain/langgraph-checkpoint';

/** What stands in a serialised text wherever something other than plain JSON was serialised. */
const MARK = '"lc":';

/**
 * LangGraph's serializer, but a text that is plain JSON is read as that: it looks at every value of a checkpoint one by
 * one, each a promise, and most checkpoints hold nothing else.
 */
export function loadingPlainText(serializer: SerializerProtocol): SerializerProtocol {
  return {
    dumpsTyped: (value) => serializer.dumpsTyped(value),
    async loadsTyped(type, data) {
      if (type !== 'json') return serializer.loadsTyped(type, data);
      const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
      return text.includes(MARK) ? serializer.loadsTyped(type, text) : JSON.parse(text);
    },
  };
}
