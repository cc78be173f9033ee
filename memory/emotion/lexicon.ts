import type { EmotionName } from './emotion.ts';

/** What a word or phrase says of an emotion; `weight` 1 is a hint, 2 plain, 3 strong. */
export interface LexiconEntry {
  readonly emotion: Exclude<EmotionName, 'neutral'>;
  readonly weight: number;
}

/**
 * Words and phrases by emotion and weight, written for this project with a shopper's words in mind. Words are in lower
 * case without apostrophes ("cant"); a phrase joins its words by "_". Words of the trade that also name feelings
 * ("hot", "bitter", "rich", "crisp", "raw", "fresh") are left out.
 */
const WORDS: Readonly<Record<LexiconEntry['emotion'], readonly [string, string, string]>> = {
  joy: [
    `good like likes fine neat welcome right true exactly better best well care clever smart support lucky
    ready_for works worked sweet_of win wins won winning chill comfy handy heh hehe yep indeed sure
    absolutely respect worth favorite favourite favorites solid fair smile makes_sense not_bad pretty cool
    valid useful useful_to wish blessed bless deserve deserves recommend`,
    `happy joy glad pleased great awesome amazing wonderful excellent fantastic brilliant lovely beautiful
    gorgeous enjoy enjoyed enjoying enjoyable enjoys love loved loves loving adorable perfect perfectly
    impressive impressed congrats congratulations excited exciting excitement thrilled thankful grateful
    thank thanks thx ty cheers hilarious funny laugh laughed laughing yum yummy delicious hooray yippee
    woohoo relieved relief incredible superb legend legendary epic outstanding marvelous marvellous
    magnificent fabulous terrific splendid cheerful delighted delightful joyful blast gem admire admirable
    sweetheart wholesome nice liked fun cute hope hopes hoping hopefully luck agree agreed yay haha hahaha
    hah lol lmao lmfao xd appreciate appreciated helpful interesting interested proud optimistic i_like
    fair_enough no_worries good_point good_one nailed_it well_done good_job great_job nice_job nice_work
    good_for_you thats_cool pretty_cool so_cool pretty_good so_good very_good feel_better stay_strong
    looking_forward cant_wait stunning made_my_day youre_the_best happy_for proud_of happy_birthday is_the_best`,
    `ecstatic overjoyed elated adore adored best_ever so_happy so_excited love_it love_this love_that
    love_you i_love id_love would_love in_love thank_you thanks_for so_glad`,
  ],
  sadness: [
    `miss missed missing tired lost losing hurt pain poor bad unfortunately unfortunate pity suffer suffering
    suffered died unlucky bummer hopeless meh failed boring bored underwhelming ruined crying cry cried
    tears not_fair alas fell_apart embarrassing_for rough guilty guilt awful_for oops my_bad`,
    `sad sadly sadness saddened lonely loneliness upset disappointed disappointing disappointment disappoints
    heartbreaking depressed depression depressing miserable misery tragic tragedy grief grieving mourn
    devastated devastating sorrow gloomy unhappy suicide suicidal sorry apologize apologise apologies
    apology regret regrets hurts hurting painful awkward embarrassed embarrassing ashamed shame loss
    condolences feel_bad feels_bad feel_sorry too_bad i_miss let_down`,
    `heartbreak heartbroken inconsolable so_sad so_sorry im_sorry sorry_for sorry_to sorry_that sorry_about
    your_loss broken_heart breaks_my_heart`,
  ],
  anger: [
    `wrong stop dumb silly crap damn hell lie lies lying liar blame annoy bother bothers nonsense selfish
    trash garbage pointless broken ignored ignoring unfair fool foolish jerk toxic loser racist sexist
    racism corrupt cheater fraud complain complaining refuse shut nasty gross overpriced rip_off mad ass
    why_the you_people wasted wasting scum hostile bully abusive entitled arrogant coward cowards hypocrite
    wtf smh argh bs suck sucks again_and_again false damage dont_believe not_worth stop_it rude screw`,
    `angry anger annoyed annoying annoys frustrated frustrating frustration irritated irritating irritates
    hate hates hated hating hateful furious outraged outrageous outrage disgusting disgusted disgrace
    despise pissed pisses bullshit bitch bastard asshole assholes fuck fucking fucked fuckin shit shitty
    dick dickhead prick cunt idiot idiots idiotic moron moronic stupid stfu gtfo fuckers fucker motherfucker
    goddamn dumbass bastards shut_up fed_up piece_of_shit waste_of leave_me pissed_off infuriating
    infuriates resent fuming livid the_hell the_fuck damn_it that_sucks dare had_enough get_it_wrong
    got_it_wrong third_time dont_like disagree the_worst useless_bot not_acceptable ridiculous terrible
    awful horrible worst useless pathetic unacceptable rubbish doesnt_work didnt_work not_working
    isnt_working keeps_doing not_what_i thats_not_what wrong_again sick_of tired_of thats_wrong all_wrong
    so_wrong still_wrong still_not`,
    `enraged infuriated seething i_hate hate_you hate_this worst_ever how_dare fuck_this fuck_off fuck_you
    sick_and_tired waste_of_time waste_of_money what_the_hell what_the_fuck`,
  ],
  fear: [
    `danger dangerous unsafe threatening worry nervously tense uneasy paranoid shaking horror sketchy
    intimidating anxiously weird_feeling freaking_out phobia nightmares creeps creeped unsettling alarming
    wary`,
    `afraid scared scary scare scares fear fears feared frightened frightening frighten terrified terrifying
    terror worried worrying worrisome anxious anxiety nervous nervousness nightmare panic panicked panicking
    dread dreading horrified horrifying petrified spooky spooked creepy alarmed phobic haunted`,
    `so_scared so_afraid scared_to_death im_afraid im_scared scared_of scared_to afraid_of`,
  ],
  surprise: [
    `huh unexpected unexpectedly strange odd weird unsure puzzled hmm whoa woah gosh i_thought didnt_realize
    what_happened how_come guess_what so_weird i_didnt_know why_is why_does why_did what_do_you_mean
    you_mean out_of_nowhere no_idea explain_why not_sure dont_get_it wondering wonder shock no_way holy
    for_real`,
    `wow omg surprised surprising surprisingly surprise surprises shocked shocking astonished astonishing
    amazed astounded astounding stunned speechless unbelievably blimey incredulous baffled bewildered
    mindblowing flabbergasted confused confusing confuse confusion curious curiosity realized realised
    wondered dont_understand cant_believe couldnt_believe didnt_expect never_expected wasnt_expecting
    mind_blown blows_my_mind blew_my_mind never_knew oh_my oh_wow holy_crap holy_cow wait_what i_wonder
    im_surprised really_now`,
    `jaw_dropped jaw_dropping what_a_surprise im_confused`,
  ],
};

/** Single signs: emoji and emoticons, as they stand. */
const SIGNS: Readonly<Record<LexiconEntry['emotion'], string>> = {
  joy: '😀 😃 😄 😁 😆 😂 🤣 😊 🙂 😍 🥰 😘 😋 😎 🤗 🥳 👍 🎉 ❤ 💕 🙌 👏 😇 ☺ 💖 🤩 🙏 :) :-) :D =) ;) <3 ^^',
  sadness: "😢 😭 😞 😔 🙁 ☹ 😿 💔 😥 😪 😓 🥺 😩 😫 :( :-( :'( =(",
  anger: '😠 😡 🤬 👿 😤 🖕 👎 🙄 😒 >:(',
  fear: '😨 😱 😰 😧 😟 😬',
  surprise: '😮 😲 😯 🤯 😳 🤔 :O :o',
};

const SIGN_WEIGHT = 2;

/** Weights of words and phrases; a phrase is found by its words joined with "_". */
export const LEXICON: ReadonlyMap<string, LexiconEntry> = new Map(
  Object.entries(WORDS).flatMap(([emotion, levels]) =>
    levels.flatMap((words, level) =>
      words
        .split(/\s+/u)
        .map((word) => [word, { emotion: emotion as LexiconEntry['emotion'], weight: level + 1 }] as const),
    ),
  ),
);

/** Longest phrase, in words. */
export const LONGEST_PHRASE = Math.max(...[...LEXICON.keys()].map((phrase) => phrase.split('_').length));

export const SIGN_LEXICON: ReadonlyMap<string, LexiconEntry> = new Map(
  Object.entries(SIGNS).flatMap(([emotion, signs]) =>
    signs
      .split(' ')
      .map((sign) => [sign, { emotion: emotion as LexiconEntry['emotion'], weight: SIGN_WEIGHT }] as const),
  ),
);

/** Phrases of courtesy and request, and turns of speech, whose words name no feeling. */
export const PLAIN_PHRASES: ReadonlySet<string> = new Set(
  `id_like i_would_like we_would_like would_like would_you_like like_to looks_like something_like sounds_like feel_like
  seems_like more_like things_like just_like dont_worry no_thanks no_thank_you sorry_i_meant sorry_,_i_meant sorry_,_i_mean sorry_,_can sorry_,_make sorry_,_no sorry_,_not no_sorry sorry_can
  sorry_make good_for what_about pretty_much right_now all_right as_well well_done_steak right_away good_morning
  good_afternoon good_evening good_night best_before best_price best_deal best_by best_seller best_sellers low_fat
  better_price mad_dog hot_damn`.split(/\s+/u),
);

/** Words that turn what follows within a few words into its opposite. */
export const NEGATIONS: ReadonlySet<string> = new Set(
  `not no never none neither nor dont doesnt didnt isnt wasnt arent werent wont wouldnt cant cannot couldnt shouldnt
  aint hardly without havent hasnt hadnt nothing`.split(/\s+/u),
);

/** How much stronger, or weaker, the next word of feeling becomes. */
export const DEGREES: ReadonlyMap<string, number> = new Map([
  ...`very really so extremely absolutely totally completely incredibly super utterly truly fucking damn too insanely
  seriously deeply highly such freaking`
    .split(/\s+/u)
    .map((word) => [word, 1.4] as const),
  ...`slightly somewhat kinda kind_of bit little mildly fairly sort_of rather barely`
    .split(/\s+/u)
    .map((word) => [word, 0.6] as const),
]);

/** What a negated emotion says instead, and how much of its weight is left: "not happy" is a little sad. */
export const NEGATED: Readonly<
  Record<
    LexiconEntry['emotion'],
    { readonly emotion: LexiconEntry['emotion'] | null; readonly share: number }
  >
> = {
  joy: { emotion: 'anger', share: 0.6 },
  sadness: { emotion: null, share: 0 },
  anger: { emotion: null, share: 0 },
  fear: { emotion: 'joy', share: 0.3 },
  surprise: { emotion: null, share: 0 },
};
