/** The words that programs use in their emails. If a sentence has any other word, a person wrote it. */

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/u);
}

const GRAMMAR = words(`
  a an the i i'm i've i'll i'd we we're we've we'll you you're he she they it it's my our your their me us them this that these
  those which who whose and or but if as so of to from for with without by at in on until till til up to after before during
  between about into out under via per is are am was were be been being do does don't did have has had will won't would shall should
  may can can't could cannot not no any all other there then than when while where please kindly thank thanks again also only
  just very many much more hello hi dear regards kind best`);

const TIMES = words(`
  january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept
  oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun mondays
  tuesdays wednesdays thursdays fridays st nd rd th am pm utc gmt bst today tomorrow week weeks day days hour hours month months
  year working inclusive noon midnight morning afternoon two three four five ten twenty one
  ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr ddydd dydd llun mercher iau gwener
  januar februar märz juni juli oktober dezember montag dienstag mittwoch donnerstag freitag uhr
  janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi heures`);

const MAIL = words(`
  email emails e-mail e-mails mail message messages mailbox inbox account address reply replies replied respond response responses
  responding answer send sent receive received read automated automatic automatically auto-reply autoreply`);

const ACKNOWLEDGING = words(`
  contacting contact writing getting get getting touch enquiry request query correspondence ticket case incident issue reference
  number id ref logged registered recorded assigned passed forwarded opened created queued raised reached reviewed processed
  answered dealt aim aims endeavour try hope intend come back within team support service helpdesk department liaison inspection
  monitored unmonitored staffed open closed generated acknowledgement acknowledge acknowledges quote use keep leave include add
  subject line note emergency emergencies urgent ring call dial visit website online soon possible member staff shortly turn
  order date confirm confirms receipt successfully wrote office opening need needed further police
  diolch am gysylltu eich neges e-bost mae wedi dod i law a byddwn byddaf yn ymateb ateb o fewn deg pum diwrnod diwrnodau gwaith
  ihre nachricht e-mail anfrage ist eingegangen erhalten wurde wir werden uns innerhalb von drei fünf tagen melden vielen dank für
  diese automatisch erstellt bitte nicht auf antworten
  votre demande courriel a été reçu reçue enregistrée nous vous répondrons sous jours merci de pour ceci est réponse automatique`);

const ABSENT = words(`
  office away leave annual maternity paternity sick study adoption special parental holiday holidays vacation course training
  secondment rest duty late turn nights absent absence off unavailable return returning returns returned back resume resuming
  available access limited intermittent sporadic little check checking checked monitor monitored monitoring reading replying deal
  dealing contact speak call ring telephone phone mobile tel ext urgent urgently immediate immediately assistance help emergency
  matters matter enquiry enquiries query queries anything something alternatively otherwise direct redirect forward forwarded
  refer deputy colleague colleagues team manager staff officer assistant cover covers covered covering role post duties behalf
  currently now presently next first soon possible able unable start starting end ending part time part-time non-working work
  days pattern regularly occasionally periodically meantime interim attention touch get giving evidence court trial estimated last
  attending attend conference meetings desk evenings evening home mobile normal duty unit room control happy easter christmas
  crime report dial later leaving admin reachable child children risk protection public press general website see look pick note writing contacting
  allan o'r swyddfa rwyf rydw rydwi i ar wyliau gwyliau blynyddol tan byddaf yn ôl y ddydd os yw'r mater un brys cysylltwch â
  diolch am eich neges e-bost dychwelyd fy
  ich bin bis zum vom im nicht büro urlaub abwesend erreichbar zurück ab am wieder in dringenden fällen wenden sie sich bitte an
  vielen dank für ihre nachricht und
  m mme je suis absent absente en congé jusqu'au de retour le du au bureau cas d'urgence contacter veuillez merci pour votre message et`);

const RECEIVED = words(`
  document displayed opened deleted recipient recipients recipient's computer guarantee content contents understood receipt return acknowledges
  confirms verifies note mdn disposition subject date
  darllenwyd eich neges at pwnc anfonwyd ar
  ihre nachricht wurde am um gelesen ungelesen angezeigt gelöscht ohne zu werden betreff gesendet an
  votre a été lu lue affiché affichée supprimé supprimée sans être le à objet envoyé
  su mensaje ha sido leído se el las asunto enviado uw bericht is gelezen op om verzonden onderwerp aan`);

const CALENDAR = words(`
  accepted declined tentatively tentative invitation event meeting google calendar organizer organiser invitee joining info
  video link new time proposed proposes view details`);

export const vocabularies = {
  acknowledgement: new Set([...GRAMMAR, ...TIMES, ...MAIL, ...ACKNOWLEDGING]),
  absence: new Set([...GRAMMAR, ...TIMES, ...MAIL, ...ABSENT]),
  receipt: new Set([...GRAMMAR, ...TIMES, ...MAIL, ...RECEIVED]),
  calendar: new Set([...GRAMMAR, ...TIMES, ...MAIL, ...CALENDAR]),
} as const;

/** The kinds of email that programs write. */
export type Boilerplate = keyof typeof vocabularies;
