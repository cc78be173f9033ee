import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectEmotion } from '#memory/emotion/detect-emotion.ts';
import { EMOTIONS } from '#memory/emotion/emotion.ts';

const primary = (text: string) => detectEmotion(text).primary;

describe('detectEmotion', () => {
  it.each([
    ['This is wonderful, I love it!', 'joy'],
    ['thank you so much 😊', 'joy'],
    ['I am so sad my daughter is moving away', 'sadness'],
    ['how disappointing :(', 'sadness'],
    ['This is so frustrating, you got it wrong again', 'anger'],
    ['I hate this stupid thing', 'anger'],
    ["you're useless", 'anger'],
    ["I'm scared the kids will react to the nuts", 'fear'],
    ['really worried about allergens', 'fear'],
    ["wow, I can't believe it's that cheap", 'surprise'],
    ['this is confusing', 'surprise'],
  ])('feels what is said: %s', (text, emotion) => {
    expect(primary(text)).toBe(emotion);
  });

  it.each([
    'oat milk under $5',
    'add 1 gallon of milk and 2 dozen eggs',
    'show me the best price for bread',
    "I'd like some good cheese",
    'a beverage with a homemade taste',
    'remove the bread, no, the rolls',
    'sorry, I meant the small one',
    'no thanks',
    'actually make it 3',
    'again please',
    "what's in my cart?",
    'low sodium soup',
    'dead simple dinner ideas',
    '',
    '?!',
    'दाल और चावल',
  ])('is neutral about %j', (text) => {
    expect(primary(text)).toBe('neutral');
  });

  it('turns a feeling round when it is denied, and lets go of the denial after the clause', () => {
    expect(primary('I am not happy')).not.toBe('joy');
    expect(detectEmotion('I am not happy').sentimentScore).toBeLessThan(detectEmotion('ok').sentimentScore);
    expect(detectEmotion('oat milk under $5')).toMatchObject({ sentiment: 'neutral', sentimentScore: 0 });
    expect(primary("I'm not angry")).toBe('neutral');
    expect(primary('no, I love it')).toBe('joy');
    expect(primary("don't worry")).toBe('neutral');
  });

  it('is surer and more intense with stronger words, capitals and exclamation marks', () => {
    const intensities = [
      'I am slightly annoyed',
      'I am annoyed',
      'I am extremely annoyed',
      'I AM EXTREMELY ANNOYED!!',
    ].map((text) => detectEmotion(text).intensity);
    expect(intensities).toEqual([...intensities].sort((left, right) => left - right));
    expect(new Set(intensities).size).toBe(4);
  });

  it('lets the greater feeling win where there are several, and shows them all', () => {
    const { scores, primary: name } = detectEmotion(
      'great prices but I am furious, this is outrageous and unacceptable',
    );
    expect(name).toBe('anger');
    expect(scores.joy).toBeGreaterThan(scores.fear);
  });

  it('gives shares that add up to one and agree with what it names, whatever comes', () => {
    const words = fc.constantFrom(
      'not',
      'very',
      'happy',
      'hate',
      'scared',
      'milk',
      'wow',
      '!',
      '😡',
      'sad',
      'HELLO',
      '.',
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(words).map((one) => one.join(' ')),
    );
    fc.assert(
      fc.property(text, (one) => {
        const emotion = detectEmotion(one);
        const total = EMOTIONS.reduce((sum, name) => sum + emotion.scores[name], 0);
        expect(total).toBeCloseTo(1, 9);
        expect(emotion.confidence).toBe(Math.max(...Object.values(emotion.scores)));
        expect(emotion.confidence).toBe(emotion.scores[emotion.primary]);
        expect(Math.abs(emotion.sentimentScore)).toBeLessThanOrEqual(1);
        expect(emotion.intensity).toBeGreaterThanOrEqual(0);
        expect(emotion.intensity).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('detectEmotion beside product names', () => {
  const names = ['angry orchard', 'joy soap', 'love it jam'].map((name) => name.split(' '));
  const isProduct = (words: readonly string[], position: number) =>
    names.some((name) =>
      name.some((_, at) => name.every((part, offset) => words[position - at + offset] === part)),
    );
  const masked = (text: string) => detectEmotion(text, { isProduct }).primary;

  it.each(['add 2 angry orchard', 'joy soap and joy soap', 'a love it jam'])(
    'is neutral about %j',
    (text) => {
      expect(primary(text)).not.toBe('neutral');
      expect(masked(text)).toBe('neutral');
    },
  );

  it('still hears the shopper', () => {
    expect(masked("I'm angry about the angry orchard")).toBe('anger');
    expect(masked('love it, thanks')).toBe('joy');
  });
});
