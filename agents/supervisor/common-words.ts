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
    'weird dumb stupid useless awful terrible amazing awesome cool perfect brilliant robot boring bored crazy hey hi'
  ).split(' '),
);
