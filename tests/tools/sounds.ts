/**
 * How an English word sounds, roughly: consonants by the place where they are made, a run of vowels as one. Enough to
 * find words that a recogniser could take for each other; it is no pronouncing dictionary.
 */
export function soundOf(word: string): string {
  const letters = word.toLowerCase().replace(/[^a-z]/gu, '');
  const sounds = letters
    .replace(/^(?:kn|gn|pn)/u, 'n')
    .replace(/^wr/u, 'r')
    .replace(/^wh/u, 'w')
    .replace(/mb$/u, 'm')
    .replace(/(?:tch|ch|sh|ti(?=on)|ci(?=a|o)|dg|j|g(?=[ei]))/gu, '6')
    .replace(/ph|gh(?=t?$)|v|f/gu, (match) => (match.startsWith('gh') ? '' : '3'))
    .replace(/th/gu, '7')
    .replace(/c(?=[eiy])|[sz]|x(?=$)/gu, '5')
    .replace(/ck|qu|[cgkqx]/gu, '4')
    .replace(/[bp]/gu, '1')
    .replace(/[dt]/gu, '2')
    .replace(/l/gu, '8')
    .replace(/r/gu, '9')
    .replace(/m|n/gu, '0')
    .replace(/[hwy](?=[aeiouy])/gu, (match) => (match === 'w' ? 'w' : ''))
    .replace(/(?<=[^aeiouy])e$/u, '')
    .replace(/[aeiouyhw]+(?=$|.)/gu, 'A');
  return sounds.replace(/(.)\1+/gu, '$1');
}
