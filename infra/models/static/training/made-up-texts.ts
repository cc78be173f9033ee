import { readFileSync } from 'node:fs';
import { pick, type Random } from './random.ts';

interface Topic {
  readonly name: string;
  readonly things: readonly string[];
  readonly doing: readonly string[];
  readonly kinds: readonly string[];
  readonly reasons: readonly string[];
}

/** Reads topics.txt beside this file: blocks of `topic:`, `things:`, `doing:`, `kinds:` and `reasons:`. */
export function readTopics(): readonly Topic[] {
  const text = readFileSync(new URL('./topics.txt', import.meta.url), 'utf8').replaceAll(/^#.*$/gmu, '');
  return text
    .trim()
    .split(/\n\s*\n/u)
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'mu').exec(block)?.[1] ?? '';
      const list = (name: string) => field(name).split(', ');
      return {
        name: field('topic'),
        things: list('things'),
        doing: list('doing'),
        kinds: list('kinds'),
        reasons: list('reasons'),
      };
    });
}

/**
 * What people say, as patterns. Filled in are `thing`, `other` (another thing of the topic), `doing`, `kind`, `reason`,
 * `topic` and `far` (a thing of any topic); a name in capitals stands for one of the patterns under it. Statements of
 * taste and requests stand side by side, because a vector has to bring the one to the other.
 */
const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  TEXT: [
    '{STATEMENT}',
    '{STATEMENT}',
    '{REQUEST}',
    '{REQUEST}',
    '{CHAT}',
    '{CHAT} {CHAT}',
    '{PRODUCT}',
    '{PRODUCT}',
    '{PRODUCT}',
    '{PRODUCT}',
    '{CHAT} {REQUEST}',
    '{STATEMENT} {CHAT}',
  ],
  STATEMENT: [
    '{TASTE}.',
    '{TASTE} {CAUSE}.',
    '{TASTE}, {TURN}.',
    '{TASTE} {CAUSE}, {TURN}.',
    '{SELF}, {TURN}.',
    '{SELF}, so {TASTE}.',
    'When it comes to {topic}, {TASTE}.',
    'For {doing}, {TASTE}.',
  ],
  TASTE: [
    'I love {thing}',
    'I really enjoy {doing}',
    'I hate {doing}',
    "I don't like {thing}",
    'I prefer {kind} {thing} over {other}',
    'I prefer {thing} to {other}',
    'I only buy {kind} {thing}',
    'I always choose {thing} instead of {other}',
    'I avoid {thing}',
    'I avoid anything with {reason}',
    'I try to stay away from {kind} {thing}',
    'I am not a fan of {kind} {thing}',
    "I can't stand {reason}",
    'I would rather have {thing} than {other}',
    'I strongly dislike {kind} {topic}',
    'I have a strong preference for {kind} {thing}',
    'I have an aversion to {thing}',
    'I never use {thing}',
    'I refuse to buy {thing} that is not {kind}',
    'I find {doing} stressful',
    'I feel uncomfortable with {doing}',
    'I am passionate about {doing}',
    'I need {thing} to be {kind}',
    'I am looking for something {kind}',
    "I don't believe in {thing}",
    'I get bored by {thing}',
    'I have had bad experiences with {thing}',
    'I only trust {kind} {thing}',
    '{doing} is not for me',
    '{doing} is important to me',
    'my favorite is {thing}',
    '{thing} makes me unhappy',
    'I am interested in {topic}, especially {thing}',
    'we usually get {thing} and {other}',
    'I am allergic to {thing}',
    'no {thing} please',
  ],
  SELF: [
    'I am a {kind} person',
    'I have a problem with {reason}',
    'I worry about {reason}',
    'I care a lot about {reason}',
    "I've been {doing} for years",
    'I suffer from {reason}',
    'my family is into {thing}',
    "I'm new to {topic}",
    'I spend a lot of time {doing}',
  ],
  CAUSE: [
    'because of {reason}',
    'due to {reason}',
    'because I care about {reason}',
    'because they are too {kind}',
    'since {reason} bothers me',
    'because it feels {kind}',
    'even though they are {kind}',
  ],
  TURN: [
    'and I avoid {thing} whenever possible',
    'so I stick to {kind} {thing}',
    'so {thing} is out of the question',
    'but I do like {thing}',
    'especially when {doing}',
    'and I would rather try {other}',
    'even if it is {kind}',
    'unless it is {kind}',
  ],
  REQUEST: ['{ASK}', '{ASK}', '{SETTING} {ASK}', '{SETTING} {ASK}', '{ASK} {SETTING}'],
  SETTING: [
    "I'm planning on {doing} next month.",
    "I'm thinking about {doing} this weekend.",
    "I've been thinking about getting {kind} {thing}.",
    "I'm looking for new {thing}.",
    'I need {thing} for my {other}.',
    "I'm interested in {doing}.",
    "I've decided to start {doing}.",
    "It's for my sister, who loves {other}.",
    'We are going {doing} with friends.',
    'I have some free time for {doing}.',
    'I want to learn more about {topic}.',
    'My budget for {thing} is small.',
  ],
  ASK: [
    'What is a good {thing}?',
    'Can you recommend {thing} for {doing}?',
    'Can you suggest some {kind} {thing}?',
    'What are some good options for {thing}?',
    'What are some popular {thing} I should try?',
    'Which {thing} should I get?',
    'Which would be better for me, {thing} or {other}?',
    'Where can I find {kind} {thing}?',
    'How do I get started with {doing}?',
    'What should I know before {doing}?',
    'Do you have any tips for {doing}?',
    'Any recommendations for {thing}?',
    'What do you suggest for {doing}?',
    'What are the best ways of {doing}?',
    'How can I make {doing} easier?',
    'Could you help me find {thing}?',
    'Help me plan {doing}.',
    'What are popular {topic} ideas?',
    'Can you give me some ideas for {doing} with {thing}?',
    "What's the best {thing} for a beginner?",
    'What would be a good choice of {thing} for {doing}?',
    'Is {thing} better than {other}?',
    'How much does {thing} cost?',
    'What kind of {thing} goes well with {other}?',
    'What are some alternatives to {thing}?',
    'Which {topic} trends are worth following?',
    'What {kind} {thing} do people like most?',
  ],
  CHAT: [
    'Yesterday I was {doing} with my sister.',
    'I just got a new {thing}, it is so {kind}!',
    'We went {doing} last summer and it was great.',
    'Did you ever try {doing}?',
    'My friend gave me {thing} for my birthday.',
    'How was the {thing}?',
    'I took a picture of the {thing} near the {other}.',
    'That {thing} reminds me of {far}.',
    '{doing} helps me relax.',
    'We talked about {topic} and {thing}.',
    'It was too {kind} for {doing}.',
    "I can't wait to go {doing} again.",
    'The {thing} was {kind} but the {other} was not.',
  ],
  PRODUCT: [
    '{thing}',
    '{kind} {thing}',
    '{thing} {other}',
    '{kind} {thing} for {doing}',
    '{thing} without {other}',
    '{kind} {kind2} {thing}',
    '{thing} and {other} set, {kind}, pack of 6',
    '{thing} with {other}, {kind} and {kind2}',
    '{topic} {thing}',
    'best {kind} {thing} {topic}',
    '{thing}: {kind}, {kind2}, great for {doing}',
    '{kind} {thing} with {other} for {topic}, {kind2}, 2 pack, {far}',
    '{thing} for {far}',
    '{kind} {thing}, {kind2} {other} for men and women, black, large',
    '{thing} {other} {kind} {kind2} {topic} accessories, white, set of 4',
    '{kind} {thing} replacement part, fits most {other}',
    '{thing} gift set with {other} and {far} for mom, dad or kids',
    '{topic}: {kind} {thing}, {kind2} design, small, 12 inch, {other} included',
    '{thing} under 50 dollars',
    '{kind} {thing} not {kind2}',
  ],
};

/** `count` texts, each once. */
export function makeUpTexts(random: Random, count: number): readonly string[] {
  const topics = readTopics();
  const made = new Set<string>();
  while (made.size < count) {
    const topic = pick(random, topics);
    const values: Readonly<Record<string, string>> = {
      topic: topic.name,
      thing: pick(random, topic.things),
      other: pick(random, topic.things),
      doing: pick(random, topic.doing),
      kind: pick(random, topic.kinds),
      kind2: pick(random, topic.kinds),
      reason: pick(random, topic.reasons),
      far: pick(random, pick(random, topics).things),
    };
    const text = fillIn(random, '{TEXT}', values);
    made.add(text.replaceAll(/(?<=^|[.?!] )\p{Ll}/gu, (letter) => letter.toUpperCase()));
  }
  return [...made];
}

function fillIn(random: Random, pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
    const choices = PATTERNS[name];
    return choices === undefined ? (values[name] ?? '') : fillIn(random, pick(random, choices), values);
  });
}
