import { describe, expect, it } from 'vitest';
import { ownMostFrequent, ownPopular, ownRecent, popularityIn } from './frequency-references.ts';
import { type TifuSettings, tifuKnn } from './tifu-knn.ts';

describe('references by frequency', () => {
  const popularity = popularityIn([
    [['tea'], ['tea'], ['tea']],
    [['rye'], ['jam']],
    [['rye', 'jam']],
    [['jam', 'ice']],
    [['rye']],
    [['rye']],
  ]);
  const history = [['tea', 'rye'], ['jam', 'oil'], ['oil']];

  it('counts what most baskets held first', () => {
    expect(popularity.items.slice(0, 2)).toEqual(['rye', 'tea']);
  });

  it('puts the most frequent first and differs only in how equals are ordered', () => {
    expect(ownMostFrequent(history)).toEqual(['oil', 'tea', 'rye', 'jam']);
    expect(ownRecent(history, popularity).slice(0, 4)).toEqual(['oil', 'jam', 'rye', 'tea']);
    expect(ownPopular(history, popularity).slice(0, 4)).toEqual(['oil', 'rye', 'tea', 'jam']);
  });

  it('fills up with what is popular, nothing twice', () => {
    const listed = ownRecent(history, popularity);
    expect(listed.slice(4)).toEqual(['ice']);
    expect(new Set(listed).size).toBe(listed.length);
  });
});

describe('TIFU-KNN', () => {
  const settings: TifuSettings = {
    grouping: 'oldest',
    groups: 3,
    withinDecay: 0.9,
    groupDecay: 0.6,
    alpha: 1,
    neighbours: 10,
  };
  const history = [['old'], ['old', 'mid'], ['mid'], ['mid'], ['mid'], ['new', 'mid', 'recent']];
  const rank = (changed: Partial<TifuSettings>) =>
    tifuKnn([{ user: 'a', baskets: [['new', 'theirs']] }], { ...settings, ...changed })('b', history);

  it('weighs the later baskets more in both groupings', () => {
    for (const grouping of ['oldest', 'latest'] as const) {
      const ranked = rank({ grouping, groupDecay: 0.3 });
      expect(ranked[0]).toBe('mid');
      expect(ranked.indexOf('new')).toBeLessThan(ranked.indexOf('old'));
    }
  });

  it('lets a group counted from the latest basket be smaller where the history begins', () => {
    const four = [['first'], ['b'], ['b'], ['last']];
    const ranked = (grouping: TifuSettings['grouping']) =>
      tifuKnn([], { ...settings, grouping, groupDecay: 1, withinDecay: 1 })('b', four);
    expect(ranked('latest')[0]).toBe('first');
    expect(ranked('oldest')[0]).not.toBe('last');
  });

  it('hears the neighbours by so much as alpha leaves them, and never the shopper as their own', () => {
    expect(rank({ alpha: 0.1 }).slice(0, 2)).toEqual(['new', 'theirs']);
    expect(rank({ alpha: 1 }).slice(0, 1)).toEqual(['mid']);
    const alone = tifuKnn([{ user: 'b', baskets: [['secret']] }], { ...settings, alpha: 0.1 });
    expect(alone('b', history)).not.toContain('secret');
  });
});
