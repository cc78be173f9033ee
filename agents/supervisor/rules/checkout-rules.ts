import { isInCart } from '#agents/supervisor/is-in-cart.ts';
import { readItems } from '#agents/supervisor/item-reading.ts';
import { type Rule, slots } from '#agents/supervisor/rule.ts';

/** What reads the cart and what orders it. */
export const CHECKOUT_RULES: readonly Rule[] = [
  {
    name: 'show_cart',
    confidence: 0.95,
    patterns: [
      'do i|we (already)? have (any|the|some|my|a)? +x',
      'have i|we (already)? got (any|the|some|my|a)? +x',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      // "do I have to pay", "do I have enough milk" ask something else
      const other = words.some((token) =>
        ['to', 'enough', 'left', 'at', 'what', 'time'].includes(token.text),
      );
      const sold = context.vocabulary.isShoppable(words[words.length - 1]?.lemma ?? '');
      const items = other || !sold ? [] : readItems(words, context, { ofCart: true });
      return items.length === 0 ? null : slots({ items });
    },
  },
  {
    name: 'show_cart',
    confidence: 0.969,
    patterns: ['how many|much +x (do i|do we|have i|have we) (have|got)? (in there|now|so far|already)?'],
    read: (match, context) => {
      const items = readItems(match.captures.x ?? [], context, { ofCart: true });
      const held = items.filter(({ query }) => isInCart(query, context.cartProducts));
      return held.length === 0 ? null : slots({ items: held });
    },
  },
  {
    name: 'confirm_order',
    confidence: 0.965,
    patterns: [
      '$i will|would (take|have|buy|get|like) (it all|everything|the lot|all of it|the whole lot|all of that)',
    ],
    read: (_match, { focus }) =>
      focus.dish == null
        ? slots({})
        : {
            kind: 'intents',
            intents: [{ name: 'recipe', confidence: 0.88, slots: { dish: focus.dish, addToCart: true } }],
          },
  },
  {
    name: 'show_cart',
    confidence: 0.97,
    patterns: [
      '(what is|what all is|what do i have|what have i got|what did i put|what have i put|what items are|what are the items|what products are|what else is|what|which items are|anything|how many items are|how many things are|how many items do i have|is there anything|do i have anything) (currently|already|so far)? (in|on) @cart (so far|right now|now|at the moment|currently)?',
      '($show|can i see|let me see|i want to see|i would like to see|go to|read out|check|review) $me? (what is (in|on))? @cart (please|contents|back|again|now)?',
      '@cart (please|contents|status|summary|total)?',
      '(check|see|tell me|do you know)? (if|whether) *x (is|are) (already)? (in|on) @cart',
      '(check|see|tell me|do you know)? (if|whether) @cart has|contains|includes +x',
      '(does|do) @cart have|contain|include +x',
      '(what are|show me|list|read|tell me)? (the)? (contents|items|things|products) (of|in|on) @cart (to me)?',
      '(read|show|list|tell) (me)? (out)? @cart (to|for) me',
      'how many|much +x (are|is|do i have|have i got) (there)? (in|on) @cart',
      '(am i|are we|is (it|that|this|everything)|is @cart) (still|already|now)? (over|under|within|in|above|below|on|inside) (my|the|our)? budget (now|so far|still|yet)?',
      'how much (is left|do i have left|have i got left|do we have left|is there left|remains) (of|in|from|on) (my|the|our) budget',
      '(how much|what is) (of)? (my|our|the)? (budget) (is left|do i have left|have i got left|remains|left)',
      '(how much|what) (can|could) (i|we) still spend (today|now)?',
      'does (it|this|that|@cart) fit (in|into|within)? (my|the|our) budget',
      'what (things|items|products|stuff)? (is|are) (available|there|listed|currently|left|already)? (in|on) @cart',
      '(did|have) i (remember to|already)? (put|add|added|got|get|include|included) +x (already|yet)? (to|in|on|into)? @cart',
      'what (did|have) i (just)? (add|added|put|picked|chosen|got|get|selected|select) (so far|already|in there|in it)?',
      'what (do i have|have i got) (so far|already|in there|now|right now|there)?',
      '(what is|how much is|tell me|give me|show me|what will be|what would be) $my? (running|current|cart|basket|order|grand|sub)? total|subtotal|bill (so far|now|please|price|cost)?',
      'how much (is|does|will|would) (everything|it all|all of it|all of this|all this|my cart|my basket|the cart|the basket|my order|my total|the total|this order) (cost|be|come to|so far|altogether|in total)?',
      '(how much|what) do i owe *',
      'how much (is|does) (my|the) (cart|basket|bag|order) (cost|worth|come to|total|so far)?',
      'what does (it all|everything|my cart|my basket|my order) (cost|come to|total)',
      'how much (am|are|have|did) (i|we) (spending|spent|spend|paying|up to|at) (so far|now|today|here|altogether|in total|on this|on all this|on groceries today|in my cart)?',
      '(is|are|do i have|did i add|have i added|did i already add|have i got|did i put) (there)? +x (already|still)? (in|on) @cart',
      '(read|repeat) (back)? (my|the)? (order|list|cart) (back)? (to me)?',
      '(summarize|summarise|recap|review) (my|the) (cart|order|basket|list)',
      'how many|much (items|things|products|stuff)? (do i|have i|are|is) (have|got|there)? (in there|in it|so far|already|now|in total)?',
      '(what is|whats) the (damage|total|sum|bill|grand total) (so far|now|please|at)?',
      '(the|my)? (total|subtotal|bill) (so far|please|now)?',
      'how much (so far|in total|altogether|is it so far|am i at|am i up to|have i spent|is that so far|is that in total|is that altogether|is it all together)',
      'where (am i|are we|do i stand) (at|up to)? (with)? (my|the)? (total|cart|order|list|price)? (so far|now)?',
      'what (am i|are we) (at|up to) (so far|now)?',
      '(did|have) i (already|ever)? (get|got|add|added|put|include|included|buy|pick|picked|remember) (up)? (any|the|some|my)? +x (already|yet|in there|too|in)?',
      '(do i|have i|did i) (already)? (have|got|get) (any|the|some|my)? +x (in there|in it|already|yet)',
      '(show me|tell me|list)? what (is|else is|all is) (in there|on there) (so far|now|already)?',
      'how many items (do i have|are there|have i got) (so far)?',
      '(how much|what) (am i|are we|will i be|will we be|have i been|would i be) (spending|paying|at|up to) (so far|now|in total|altogether|today|here|on this|for all this|for all of this|for this|for everything)?',
      '(how much|what) (have i|do i|will i|would i) (got to|have to)? (spent|pay|spend) (so far|now|in total|altogether|for all this|for everything|for all of it)?',
      '(what|how much) (does|will|would|is) (that|this|it|it all|that all|all that) (come|be|cost|add up) (to)? (so far|now|in total|altogether|all together)?',
    ],
    read: (match, context) => {
      const items = readItems(match.captures.x ?? [], context, { ofCart: true });
      return slots(items.length > 0 ? { items } : {});
    },
  },
  {
    name: 'confirm_order',
    confidence: 0.96,
    patterns: [
      '(please|now|lets|let us|i want to|i would like to|i am ready to|ready to|ready for|take me to|go to|proceed to|proceed with|time to|time for|can i|head to|continue to)? (the)? check out (now|please|my cart|my order|the cart|everything|my items|it all)?',
      'check me|us out',
      '(place|submit|finish|finalize|finalise|complete|confirm|process|send|close|wrap up|put through|put in|make) $my? (shopping|current|whole)? (order|purchase|transaction|cart|basket|checkout) (now|please|through)? (yes|yeah|yep)? (please)?',
      '(confirm|confirmed|place) (now|please|that)?',
      '(i am|we are|i think i am|all|ok i am)? (ready) to (order|pay|buy|purchase|check out|place my order|place the order)',
      '(i am|we are|i think i am|think i am|am)? (all)? (done|finished|all set|good to go|set) (shopping|here|for now|for today|thanks|adding|with shopping|with my shopping|with my order|with my list|now)?',
      'that is|was (about|pretty much)? (all|it|everything|enough) (for now|for today|i need|i want|i needed|i wanted|then|thanks|from me|i think|folks|for me|today|for this order|for the moment|that i need)?',
      'that will|would|should be (all|it|everything|enough) (for now|for today|then|thanks|today)?',
      'that should do (it)?',
      'that will do (it)?',
      '(nothing|no thing) (else|more) (for now|thanks|to add|today)?',
      '$i (do not)? (need|want) (nothing|anything) else (today|now|for now)?',
      '(buy|order|purchase|get) (everything|all the items|all items|the items|the things|what is|all of it) (that is)? (in|on|from) @cart (now)?',
      '(buy|order|purchase|get) (it|them|these|this|that|everything|all of it|it all|all of these|all of them|all of that|my cart|my basket|the cart|what is in my cart|now) (now|please|all)?',
      '(pay|pay now|pay up|let us pay|i want to pay|i would like to pay|proceed|purchase|checkout please|i will pay now|i want to order|order now|order please|order|buy now|i want to buy)',
      'pay for (it|this|everything|my order|my cart|my groceries|these)',
      'ring (me|it|this|everything|us) up',
      '(ship|send|deliver) (it|this|everything|them) (now|to me|home|over|out)?',
      'wrap (it|this|things) up',
      'go ahead (and|with) (order|place|the order|my order|it|place it|order it|place the order|place my order|check out|buy it)',
      '(looks|all looks|everything looks|it looks) good (place it|order it|place the order|place my order|check out|to me place it)',
      '(place|submit|confirm|complete|finalize|finalise) (it|this|now|please)',
      '(finalize|finalise)',
      'put|send|push $my? (whole|entire|current)? (order|cart|basket|purchase) (through|in|off) (now|please)?',
      '(put|push|send) (it|this|that|everything) through (now|please)?',
      'send (it|this|that|everything) (off|in) (now|please)?',
      '(get|have) (it|this|that|everything|all of it|all of this|my cart|my order) ordered|placed|sent (now|please)?',
      'book $my? (order|purchase)',
      '(it is|is it)? time to (pay|order|check out|buy)',
      '(can|could|may|shall|should) (i|we) pay (now|please|for (it|this|everything))?',
    ],
  },
];
