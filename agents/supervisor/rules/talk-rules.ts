import { type Rule, slots } from '#agents/supervisor/rule.ts';

export const TALK_RULES: readonly Rule[] = [
  {
    name: 'small_talk',
    confidence: 0.951,
    patterns: [
      '(ugh|argh|omg|god|gosh|man|wow|oh|hey)? (this|that|it|you|everything|the service|the app|this app|your service) (is|was|are) (so|really|very|just|a)? (terrible|awful|useless|stupid|bad|horrible|frustrating|annoying|ridiculous|dumb|a joke|slow|wrong|broken|a mess|worthless|unhelpful|disappointing) *',
      '(you|you guys) (suck|are no help|do not help|never understand|do not understand|do not listen|never listen) *',
      '(i am|we are) (so|very|really|getting)? (fed up|sick of this|tired of this|annoyed|frustrated|angry|disappointed) (with (you|this|it))?',
    ],
    read: () => slots({ complains: true }),
  },
  {
    name: 'greeting',
    confidence: 0.97,
    patterns: [
      '$hi (there|again|everyone|friend|leafloaf|assistant|you|all|guys|team|buddy|mate|sir|madam|bot|$hi)? (there)?',
      'good (morning|afternoon|evening|day) (to you|there|everyone|leafloaf|assistant|sir|madam)?',
      '(what is|what) up',
      '(anyone|anybody|is anyone|is anybody|are you) (there|here)',
    ],
  },
  {
    name: 'small_talk',
    confidence: 0.95,
    patterns: [
      '(ok|okay|great|perfect|cool|awesome|no|alright|good|fine|many|thank you|ok great)? $thank (you)? (so|very)? (much)? (a lot|a bunch|a million|again|for that|for your help|for the help|for everything|for helping|for helping me|that is great|that is all for that|bye|goodbye|everyone|buddy|friend|it was helpful|for all your help)?',
      '(thanks|thank you|great|ok|okay|oh|wow|yes|good) (that is|that was|this is|it is|you are|looks|sounds) (so|very|really|just)? (great|good|awesome|amazing|cool|nice|wonderful|fantastic|excellent|brilliant|perfect|lovely|helpful|fine|right|the one)',
      '(that is|that was|this is|you are|you were|it is|it was|i am|looks|sounds)? (so|very|really|pretty|just|super|absolutely|quite|actually)? (great|good|awesome|amazing|cool|nice|wonderful|fantastic|excellent|brilliant|perfect|lovely|helpful|funny|smart|sweet|kind|the best|a star|a lifesaver|a life saver|clever|fun|neat|impressive|useful|well done|beautiful|interesting)',
      '(how are|how is|how have|how you|how) (you|it|things|your day|everything|life|your weekend|ya) *',
      'how (are|is|do|does) (you|it|things|your day|everything|life) (doing|going|been|do|feel|feeling)? (today|so far|now)?',
      '(tell|say|give|know) (me|us)? (a|another|some|any)? (good|funny)? joke|jokes *',
      '(good|bye|goodbye|see|talk|catch|have|take) (bye|night|you|ya|to you|a|care|goodbye)? (later|soon|tomorrow|nice day|good day|great day|good one|nice one|good night|good evening|good weekend|around)?',
      '(bye|goodbye|farewell|ciao|cya|good night|goodnight) *',
      '(i am|i feel|we are) (so|very|really|a bit|a little|feeling|quite|too)? (happy|sad|tired|bored|stressed|excited|angry|frustrated|upset|annoyed|lonely|sick|hungry|thirsty|starving|confused|busy|exhausted|disappointed|glad|sorry) (today|right now|now|with you|about *|of *)?',
      '(you|i) (suck|rock|rule|love you|hate you|like you|love this|hate this|love it|love this app|like this app)',
      '(lol|haha|hahaha|hehe|wow|yay|hmm|hm|huh|oh|ah|aha|oops sorry|sorry|my bad|no problem|no worries|you are welcome|never mind thanks|congratulations|happy birthday|merry christmas|happy new year|nice to meet you|pleased to meet you|good job|nice job|great job|well done|good work|nice work|great work|way to go|nice one|good one|sounds good|looks good|got it|i see|makes sense|fair enough|interesting|whatever|i do not care)',
    ],
  },
  {
    name: 'small_talk',
    confidence: 0.96,
    patterns: [
      '(i|we) (do not) have any (allergies|allergy|dietary restrictions|restrictions|preferences)',
      '(i|we) (am|are) not allergic to (anything|any food|any foods)',
      'no allergies|restrictions',
    ],
  },
  {
    name: 'small_talk',
    confidence: 0.96,
    patterns: [
      '(and|so|but|hey|sorry)? (who|what) (exactly|really|actually)? (are|is) (you|your name|leafloaf|this) (exactly|again|anyway|called)?',
      '(who|what) am i (talking|speaking|chatting|writing) (to|with)',
      '(tell|say) (me|us)? (your name|who you are|what you are|something about yourself|about yourself)',
      '(do you have|have you got) a name',
      '(introduce yourself|what should i call you|what can i call you|who made you|who built you)',
      '(are you|you are) (a|an|really|actually|just)? (a|an)? (robot|bot|human|person|real|ai|machine|computer|alive|real person|chatbot|program|actual person) *',
      '(am i|are we) (talking|speaking|chatting) (to|with) (a|an) (real|actual)? (robot|bot|human|person|ai|machine|computer|chatbot|program) *',
    ],
    read: () => slots({ asksWho: true }),
  },
  {
    name: 'help',
    confidence: 0.95,
    patterns: [
      'help (me|please|us)? (please|out)?',
      '(i need|can i get|i want|give me|i could use) (some|a little|your)? (help|assistance|support)',
      '(what|how) (can|do|could|else can) (you|i|this app|this assistant|this) (do|help|help with|help me with|offer|ask|say|ask you|do here|do with you|use|work) (for|with|about)? (me|us|this|that|you|here)?',
      'how (does|do|can|should) (this|it|you|i|i use|the app|everything) (work|use|function|start|begin|get started|use this|use you|use this app|go) (this|you|it|here)?',
      'how (do|can|should|would|could) i (order|checkout|check out|pay|use|add|remove|change|edit|place|cancel|start|delete|apply|get|track|find|see|undo|update|begin|talk|speak|contact) *',
      'what (are|is) (your|the) (commands|features|options|capabilities|functions|abilities|possible commands)',
      '(what|which) (things|commands|questions) (can|do|should) (i|you) (ask|say|do|understand) *',
      '(explain|show me|tell me) (how|what) (to|you|this|it) (use|work|works|do|can do) *',
      '(i am|i am a bit|i am so) (lost|stuck|new here)',
      '(i do not know|not sure|i am not sure) (what|how) (to do|to say|to ask|this works|i can do|to use this)',
      '(talk|speak|connect|transfer|chat) (me)? (to|with) (a|an)? (human|person|agent|representative|someone|somebody|support|real person|operator|manager)',
      'customer (service|support)',
    ],
  },
];
