/**
 * Frequent English words that no catalogue needs to know. A word listed here is never taken for a misspelt product,
 * and a message of such words alone speaks of no product.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'a about above actually after again against ago all almost alone along already also although always am among ' +
    'amount an and another answer any anybody anyone anything anyway anywhere are area around as ask asked asking at ' +
    'available away baby back bad be beautiful became because become been before began begin behind being believe ' +
    'below best better between big body both boy bring brought build built business busy but buy by call called came ' +
    'can car care case cause certain chance change check child city class clean clear close code cold come coming ' +
    'company complete computer consider control cook cooking cost could country course create cut data date daughter ' +
    'day dead deal death decide decided deep did die different difficult dinner discuss do does doing done door down ' +
    'drive drop during each early easy eat either else email end enjoy enough even evening event ever every everybody ' +
    'everyone everything exactly example except explain eye face fact fall family far fast father feel feeling few ' +
    'figure final find fine finish fire first five follow food for force forget forward found four free friend from ' +
    'front full fun funny game gave general get getting girl give given giving glad go goes going gone good got great ' +
    'group grow guess had half hand hang happen happened happy hard has hate have having he head hear heard heart ' +
    'help her here herself high him himself his history hold home hope hour house how however human hundred husband ' +
    'idea if important in inside instead interest into is issue it its itself job joke just keep kept key kid kill ' +
    'kind kitchen know known lady language large last late later law lay lead learn least leave left less let letter ' +
    'life light like likely line list listen little live living long look looking lose lost lot love low lunch made ' +
    'main make making man many market matter may maybe me mean means meant meet meeting member message might mind ' +
    'mine minute moment money month more morning most mother move movie much music must my myself name near nearly ' +
    'need neither never new news next nice night no nobody none nor normal not note nothing now number of off offer ' +
    'office often oh okay old on once one only open or order other our out outside over own page paid parent part ' +
    'party past pay people perhaps person phone pick picture piece place plan play please point police possible ' +
    'president pretty price probably problem program public pull put question quick quickly quite ran rather read ' +
    'ready real really reason receive recently recommend red remember remove report rest result return right room ' +
    'rule run sad safe said same saw say says school score screen second see seem seen self sell send sense sent ' +
    'serious serve service set several shall she ship shop shopping short should show side sign simple since single ' +
    'sister sit six size skip sleep slow small smart so some somebody someone something sometimes somewhere son soon ' +
    'sorry sort sound speak special spend sport staff stand start state stay step still stop store story street ' +
    'strong student stuff such suggest sun support suppose sure system take taken talk team tell ten than thank ' +
    'thanks that the their them then there these they thing think third this those though thought three through ' +
    'time tired to today together told tomorrow tonight too took top total touch toward town track travel trip true ' +
    'trust try trying turn twice two type under understand until up upon us use used user usual usually very view ' +
    'visit voice wait walk wall want was watch way we weather week weekend well went were what when where whether ' +
    'which while white who whole whom whose why wife will win wish with within without woman wonder wonderful word ' +
    'work working world worry worse worst would wow write wrong yeah year yes yesterday yet you young your yours ' +
    'yourself bitcoin election politics prime minister capital stock poem essay password python script sql table ' +
    'database hack prompt instruction previous ignore pretend translate flight hotel alarm timer taxi uber song ' +
    'able accept according account across act action active activity add address adult advice afraid afternoon age agree ' +
    'ahead air app appear apply approach argue arm army arrive art article attack attention author avoid award ball bank ' +
    'bar base basic basis battle beat bed behavior benefit bill bit black blood blue board book born bother bottom bought ' +
    'brother budget burn button camera cannot capable career carry cat central century chair character charge choice choose ' +
    'church claim collect college color command common community compare concern condition conference contact contain ' +
    'contract conversation copy corner correct cost couple court cover crime cultural culture cup current customer damage ' +
    'damn dance dark dear debate degree deliver delivery demand depend describe design desk detail develop device direction ' +
    'director discover discussion disease doctor dog dollar draw dream dress drink drug due duty economy edge education ' +
    'effect effort empty energy engine entire environment equal error especially event exist expect experience expert eyes ' +
    'fail fear field fight file fill film finally finger five floor fly focus foot foreign form forward freezing friend ' +
    'frog fuck funny future garden gas girl glass goal gone green ground growth gun guy hair handle hell hero hi higher hit ' +
    'hospital hot huge hurry hurt image imagine impact improve include increase indeed individual industry inform internet ' +
    'involve item join kick king knew land lawyer leader leg legal legs lend level lie lift lights link local lock log loud ' +
    'luck lying machine magazine maintain major male map mass master match material mention method mid middle mile military ' +
    'miss mistake model modern mouth music nation natural nature necessary network nine notice ocean oil organization others ' +
    'outside owner pain paint pair paper pass password patient pattern peace per perform period photo physical plant player ' +
    'pocket poor popular population position positive post power practice prepare present press pretty prevent private ' +
    'procedure process produce professional project property protect prove provide purpose push quality race radio raise ' +
    'range rate reach react realize record recover reduce refund region relate relationship remain remind repeat replace ' +
    'reply represent request require research resource respond response rich ride rise risk road rock role round save scene ' +
    'science sea season seat security seek sentence series session setting seven shake share shit shoot shoes shot ' +
    'shoulder skin social society soldier song source south space speech speed spoke spring stage standard star station stick ' +
    'stock stuck study style subject success suddenly suffer summer surface surprise table task tax teach teacher technology ' +
    'television tend term test text thank theory threat throw tie till title tool tough trade traditional train training ' +
    'treat treatment trial trouble truck turn tv unit upset useful value various version victim video violence vote wear ' +
    'website west whatever wide window winter wonder wood worker worth writer wrote hello maybe somewhat sense crap ass bye ' +
    'drip paint dump ok yep nope bot user rollover transfer username schedule musch internet browse website online login ' +
    'tree wild longer shorter higher drank eaten ate swam chose grandma grandpa uncle aunt cousin neighbor nephew niece ' +
    'breakfast lunch picnic camping hiking fridge freezer pantry cupboard oven grill stove microwave vs ' +
    'card march location chase america shut decline spell fuel spend spent tire noon drew lane seasonal china listen memorial ' +
    'wake expire tank rain spain fast india germany korea beach start birth slow pleasure australia cross rome connect ' +
    'africa angeles vegas beach canada japan london paris mexico france italy texas tokyo steve sarah peter james alex ' +
    'michael mary john locate regard pin pisces clock classic familiar international meter solve fly dial alaska colour ' +
    'recommend spain eat bend bent gift guide garage forget theater theatre steal stole review compose june july april ' +
    'august september october november december january february mail plane favour refrigerator tower lawn mart shark ' +
    'conform sand intense coast blank reserve chore hear liked fake hide menu heading supervisor complete originate broke ' +
    'sean linda crush accident share create county spot mario sing sang recur break porch choose refer shirt burger pound ' +
    'cross plan eater drew trivia camera route island airport station bridge river mountain rate score student grade ' +
    'weird dumb stupid useless awful terrible amazing awesome cool perfect brilliant robot boring bored crazy hey hi'
  ).split(' '),
);
