/** A turn was to be stored in a conversation that belongs to another shopper. Ask `owner` before a turn starts. */
export class ConversationOwnedError extends Error {
  override readonly name = 'ConversationOwnedError';
  readonly conversationId: string;

  constructor(conversationId: string) {
    super(
      `Conversation "${conversationId}" belongs to another shopper. Store the turn under a conversation id of its own.`,
    );
    this.conversationId = conversationId;
  }
}
