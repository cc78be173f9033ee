import { describe, expect, it } from 'vitest';
import { buildContextWindow } from '#memory/conversation/context-window.ts';
import { conversationTitle } from '#memory/conversation/conversation-title.ts';
import { turnTopic } from '#memory/conversation/window-topic.ts';
import { turnRecord } from '#tests/conformance/conversation-log.ts';

const turns = (count: number) =>
  Array.from({ length: count }, (_, position) =>
    turnRecord({ turnId: `t${position + 1}`, recordedAt: position * 1_000 }),
  );

describe('buildContextWindow', () => {
  it('holds the latest ten turns unless told otherwise', () => {
    expect(buildContextWindow(turns(12)).turnIds).toEqual(
      turns(12)
        .slice(2)
        .map((turn) => turn.turnId),
    );
    expect(buildContextWindow(turns(12), 2).turnIds).toEqual(['t11', 't12']);
    expect(buildContextWindow(turns(12), 0).turnIds).toEqual([]);
  });

  it('is empty and calm before the first turn', () => {
    expect(buildContextWindow([])).toEqual({
      turns: [],
      turnIds: [],
      productIds: [],
      topic: null,
      trajectory: { emotions: [], mood: 0, trend: 'steady', current: null },
      statistics: { turns: 0, tokens: 0, wordsPerMessage: 0, spanMs: 0, intents: [] },
    });
  });

  it('counts its turns', () => {
    const window = buildContextWindow([
      turnRecord({ message: 'oat milk', intents: ['search_products'], tokens: 10, recordedAt: 100 }),
      turnRecord({
        message: 'add 2 and show  cart',
        intents: ['add_to_cart', 'show_cart'],
        tokens: 30,
        recordedAt: 400,
      }),
      turnRecord({ message: 'add it', intents: ['add_to_cart'], tokens: 5, recordedAt: 900 }),
    ]);
    expect(window.statistics).toEqual({
      turns: 3,
      tokens: 45,
      wordsPerMessage: 3,
      spanMs: 800,
      intents: [
        { name: 'add_to_cart', count: 2 },
        { name: 'search_products', count: 1 },
        { name: 'show_cart', count: 1 },
      ],
    });
  });

  it('names each product once, the latest first', () => {
    const window = buildContextWindow([
      turnRecord({ productIds: ['a', 'b'] }),
      turnRecord({ productIds: ['c', 'a'] }),
    ]);
    expect(window.productIds).toEqual(['c', 'a', 'b']);
  });

  it.each([
    [['Milk', 'Milk', null], 'Milk'],
    [['Milk', 'Milk', 'Milk', 'Bread', 'Bread', 'Bread'], 'Bread'],
    [['Milk', 'Milk', 'Milk', 'Bread'], 'Milk'],
    [['Milk', null, null, null, null, null, null], null],
    [[null, null], null],
  ] as const)('takes the topic of %j to be %s', (topics, topic) => {
    expect(buildContextWindow(topics.map((one) => turnRecord({ topic: one }))).topic).toBe(topic);
  });

  it.each([
    [[-0.6, -0.2, 0.3, 0.7], 'improving'],
    [[0.7, 0.1, -0.2, -0.5], 'worsening'],
    [[0.1, 0, 0.1, 0], 'steady'],
    [[-0.8, 0.8], 'steady'],
  ] as const)('reads the moods %j as %s', (scores, trend) => {
    const window = buildContextWindow(
      scores.map((score) => turnRecord({ emotion: { primary: score < 0 ? 'anger' : 'joy', score } })),
    );
    expect(window.trajectory.trend).toBe(trend);
  });

  it('says how long the latest emotion has lasted and weighs the latest turns most', () => {
    const { trajectory } = buildContextWindow(
      [0.9, -0.5, -0.5].map((score) =>
        turnRecord({ emotion: { primary: score < 0 ? 'anger' : 'joy', score } }),
      ),
    );
    expect(trajectory.current).toEqual({ emotion: 'anger', turns: 2 });
    expect(trajectory.emotions).toEqual(['joy', 'anger', 'anger']);
    expect(trajectory.mood).toBeLessThan(-0.1);
  });
});

describe('turnTopic', () => {
  it('lets the best products decide', () => {
    expect(turnTopic(['Milk', 'Bread', 'Bread'])).toBe('Milk');
    expect(turnTopic(['Milk', 'Bread', 'Bread', 'Bread', 'Bread'])).toBe('Bread');
    expect(turnTopic([])).toBeNull();
  });
});

describe('conversationTitle', () => {
  it('keeps a short message and cuts a long one at a word', () => {
    expect(conversationTitle('  oat\n milk ')).toBe('oat milk');
    expect(
      conversationTitle('I would like everything for a big pot of vegetable soup for eight people'),
    ).toBe('I would like everything for a big pot of vegetable soup…');
    expect(conversationTitle('😀'.repeat(100))).toBe(`${'😀'.repeat(59)}…`);
  });
});
