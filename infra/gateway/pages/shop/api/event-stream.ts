/** One server-sent event. */
export interface ServerEvent {
  /** Empty when the event carries none. */
  readonly id: string;
  readonly type: string;
  readonly data: string;
}

/** Reads server-sent events as WHATWG HTML section 9.2.6 says: lines end in LF, CR or CRLF, comments are left out. */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = '';
  let event = emptyEvent();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      rest += decoder.decode(value, { stream: !done });
      // A CR at the end may be half of a CRLF while more can come. What no line end closes is left out.
      const lines = rest.split(done ? /\r\n|\n|\r/ : /\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line !== '') {
          event = addLine(event, line);
          continue;
        }
        if (event.data !== null) yield { id: event.id, type: event.type || 'message', data: event.data };
        event = emptyEvent();
      }
      if (done) return;
    }
  } finally {
    // The reader of events stopped early: let the connection go.
    await reader.cancel().catch(() => undefined);
  }
}

interface Draft {
  readonly id: string;
  readonly type: string;
  readonly data: string | null;
}

function emptyEvent(): Draft {
  return { id: '', type: '', data: null };
}

function addLine(draft: Draft, line: string): Draft {
  const colon = line.indexOf(':');
  if (colon === 0) return draft;
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  switch (field) {
    case 'id':
      return { ...draft, id: value };
    case 'event':
      return { ...draft, type: value };
    case 'data':
      return { ...draft, data: draft.data === null ? value : `${draft.data}\n${value}` };
    default:
      return draft;
  }
}
