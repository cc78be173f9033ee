interface Heard {
  readonly message: string;
  readonly transcript: {
    readonly alternatives: readonly { readonly text: string; readonly confidence: number }[];
  } | null;
}

/** What a client shows as said: the message, else the transcript's most confident alternative. */
export function heardText({ message, transcript }: Heard): string {
  if (message !== '' || transcript === null) return message;
  const [best] = [...transcript.alternatives].sort((left, right) => right.confidence - left.confidence);
  return best?.text ?? '';
}
