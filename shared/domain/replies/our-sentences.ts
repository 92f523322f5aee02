/**
 * The sentences of our emails to bodies, as patterns. Revisit removes them from a quotation. Someone else wrote the
 * text that is left. A test compares the patterns with the wording, and fails if an email changes. If an email has
 * older wording, the patterns do not match it and a person has to look.
 *
 * The parts that differ are in braces, such as `{date}`, `{name}` and `{round}`.
 */
const SENTENCES = [
  'OFFICIAL',
  'SIMULATED: this force and its people are invented.',
  'Dear {name}',
  // The request.
  'Please tell us by {date} how {name} is responding to {recommendations} in {report}.',
  'Please tell us by {date} how far {name} has got with {recommendations} for action within three months, in {report}.',
  'Please tell us by {date} how far {name} has got with {recommendations} in {report}, so that inspectors know before they return.',
  'We have asked {name} to tell us by {date} how {name} is responding to {recommendations} in {report}.',
  'We have asked {name} to tell us by {date} how far {name} has got with {recommendations} for action within three months, in {report}.',
  'We have asked {name} to tell us by {date} how far {name} has got with {recommendations} in {report}, so that inspectors know before they return.',
  'This replaces the {round}.',
  'You do not need to send both.',
  'It takes {effort} with your action plan to hand.',
  'It takes {effort}: your last answers are there, and you can say that nothing has changed.',
  'It takes {effort}.',
  'You can stop, come back, or pass it to a colleague:',
  'Answer on the form, or reply to this email and write under each line.',
  'All {n} are on the form.',
  '"Not started" and "we don\'t know yet" are useful answers.',
  'Please do not name or describe any child or live case.',
  'Need more time, or already sent it another way?',
  'The same page lets you say so.',
  'Or reply to this email.',
  'We have no working email address for a lead, so we are writing to you.',
  'This is a copy of our email to {name}.',
  'You do not need to do anything.',
  'If they cannot answer, you can take it on, or say who should:',
  // Reminders.
  'In {name} {round}, {saved}, but not sent yet.',
  'In {name} {round}, {saved}.',
  '{name} {round} has no saved answers yet.',
  'Please answer the rest and send it by {date}:',
  'Please check and send them by {date}:',
  'Please answer by {date}:',
  'We asked for {name} {round} by {date}.',
  'We cannot find it here.',
  'Please choose one:',
  '- finish it ({saved})',
  '- finish it',
  '- ask for more time',
  '- tell us you sent it another way',
  '- tell us who should have it',
  'All four are here:',
  'A partial answer is better than none{end}',
  'If we have not heard by {date}, {voice} will ring you.',
  'We still need {name} {round}, which we asked for by {date}; {saved}.',
  'We still need {name} {round}, which we asked for by {date}.',
  'Anything you have is useful.',
  '"Not started" and "we don\'t know yet" are answers too.',
  'You can finish it, ask for more time, say that you sent it, or say who should have it:',
  'This is the last automatic email about it.',
  '{name} {round} has not been sent yet.',
  'It has not been sent yet.',
  'Please check your emailed answers, answer the rest and send it by {date}:',
  // What we have from the body.
  'Your email of {date} is on the form{under}{toPlace}.',
  'The email from {name} of {date} is on the form{under}{toPlace}.',
  'It counts once it is sent.',
  'We have your email of {date}.',
  'We have the email from {name} of {date}.',
  'We have not read it yet.',
  '{name} asked on {date} for more time, until {date}.',
  'We have not answered yet.',
  '{name} said on {date} that it was sent another way.',
  'Someone said on {date}, without a code, that it was sent another way.',
  'We have not found it yet.',
  'We have not found it.',
  'It has waited since {date} for {name} to approve it.',
  // An email that waits to be read.
  'A member of the team will read it by {date}.',
  'A member of the team will read it.',
  'You ask for more time for the {round}, until {date}.',
  'A member of the team will answer by {date}.',
  'A member of the team will answer.',
  'Until then, or until they have, we will not remind you about the {round}.',
  'If you meant to send your answers, the form is the quickest way:',
  // What has changed.
  'On {date} we gave you {date} as the date for the {duty}.',
  'On {date} we wrote that we aim to revisit by {date}.',
  'On {date} we wrote that we would revisit {name} from {span}.',
  'On {date} we wrote that we would revisit {name} on {span}.',
  'On {date} we wrote that the clock of the {duty} was stopped.',
  'On {date} we wrote that the clock of our revisit was stopped.',
  'On {date} we wrote that you do not need to send the {duty}.',
  'The date is now {date}.',
  'You no longer need to send the {duty}.',
  'The clock is stopped.',
  'You do not need to send it for now.',
  'We will write again when it goes on.',
  'We now aim to revisit by {date}.',
  'That clock is stopped.',
  'We no longer plan to revisit.',
  'We will now revisit {name} from {span}.',
  'We will now revisit {name} on {span}.',
  'That no longer holds.',
  'We are sorry for the trouble.',
  'We will write again when new days are fixed.',
  'Our follow-up of the {subject} report on {name} is closed.',
  'Is a date difficult?',
  'Reply to this email.',
  // After the date, an email says so in place of asking by it.
  'We asked for this by {date}.',
  'It is still useful.',
  'Please tell us how {name} is responding to {recommendations} in {report}.',
  'Please tell us how far {name} has got with {recommendations} for action within three months, in {report}.',
  'Please tell us how far {name} has got with {recommendations} in {report}, so that inspectors know before they return.',
  'Please answer the rest and send it:',
  'Please check and send them:',
  'Please answer:',
  'Please answer them.',
  'If we have not heard in the next few days, {voice} will ring you.',
  // After a return, and after a reply.
  'Thank you for {name} {round}.',
  '{voice} have read it, and {voice} have questions on {numbers} only.',
  'Please answer them by {date}.',
  'Your other answers stay as they are:',
  'For security, the questions are on the form and not in this email.',
  'Thank you.',
  'We received {name} {round} at {time} on {date}.',
  'We received the changes to {name} {round} at {time} on {date}.',
  'Reference: {code}',
  'Answers: {n} of {n}',
  '{voice} will read it by {date}.',
  'You can change your answers until {date}, using the same link.',
  '{voice} will read it as soon as possible.',
  'To change an answer now, reply to this email.',
  'For security, this email does not repeat them.',
  'We will not email you about this again before {date}, when the {round} opens, unless something is unclear.',
  'We will not email you about this again unless something is unclear.',

  'Was this not you?',
  '{Ask} today.',
  'Thank you for your email of {date}.',
  'We have put your words, unchanged, into the form for {name} {round}, under {where}.',
  'We have put your words, unchanged, into the form for {name} {round}, under {numbers}.',
  'Your words are on the form for {name} {round}, unchanged.',
  'They name no recommendation, so they are in no answer yet.',
  'Some name no recommendation.',
  'Please say on the form which recommendation they are about.',
  'Please say on the form which recommendation those are about.',
  'Nothing counts as answered until you have checked it and sent it.',
  'Please do so by {date}:',
  'Please do so:',
  'For security, this email does not repeat your words.',
  'Was your email not meant as an answer?',
  'Reply and say so.',
  // The dates, and the revisit.
  'The {subject} inspection report on {name} was published on {date}{end}',
  'You are our recorded lead.',
  'We will ask for:',
  '{date}: six-week response (action plan, and action on immediate recommendations)',
  '{date}: short three-month update',
  '{date}: update before our revisit',
  'We will send a form for each in good time.',
  'You do not need to do anything today.',
  'We aim to revisit by {date}.',
  'Arranging that is our job.',
  'Not the right person?',
  'Reply with the name of who is.',
  'We will revisit {name} from {span}, to follow up {report}.',
  'We will revisit {name} on {span}, to follow up {report}.',
  'This replaces the dates we gave before.',
  'You do not need to reply.',
  '{voice} will be in touch to arrange the details with you.',
  'If these dates would make things difficult, please {ask}.',
  'Please share the dates only with those who need them.',
  // More time, and a new link.
  'You asked for more time for {name} {round}.',
  'You now have until {date}.',
  'What was saved is kept{end}',
  'You had until {date}.',
  'Please send what you have.',
  '{voice} am sorry that {voice} cannot move the date.',
  'Please send what you have by {date}.',
  'Would it help to talk?',
  'Please {ask}.',
  'Here is your new link to {name} {round}:',
  'Please send it by {date}.',
  'The link is yours alone.',
  'To give the work to a colleague, pass it on through the page itself.',
  'Did you not ask for a new link?',
  'Then you do not need to do anything.',
  'If it worries you, {ask}.',
  // What was passed on.
  '{name} has passed {name} {round} to you.',
  'It concerns {report}.',
  'So far {saved}, and kept for you.',
  'You can stop, come back, or pass it on:',
  'Not for you?',
  'The same page lets you say who should have it.',
  // The signature.
  '{name}, follow-up team, {telephone}',
  'The follow-up team',
  'Your {roles} has a copy.',
  'Your {roles} have a copy.',
  'To check this is genuine, ask them or {check}',
  'To check this is genuine, {check}',
  'To check this is genuine, ask them.',
  // Emails said this before the organisation had settings.
  'To check this is genuine, ask them or ring the number on our website.',
  'To check this is genuine, ring the number on our website.',
  '{link}',
] as const;

const DATE = String.raw`[0-9]{1,2}\s\p{L}{3,12}\s[0-9]{4}`;
const CAPITALISED = String.raw`[\p{Lu}\p{N}][\p{L}\p{M}\p{N}’'/&().-]{0,30}`;
const ASK = 'ring me|ring us|reply to this email';

/**
 * The patterns for the parts in braces. A name stays on its line and begins with a capital. Words that someone added to
 * our sentence do not match as a name.
 */
const DIFFERS: Readonly<Record<string, string>> = {
  date: DATE,
  span: String.raw`[0-9]{1,2}(?: \p{L}{3,12}(?: [0-9]{4})?)?(?: to ${DATE})?`,
  day: String.raw`[0-9]{1,2} \p{L}{3,12}`,
  list: '[0-9][0-9, and]{0,30}',
  time: '[0-9]{1,2}(?::[0-9]{2})?[ap]m',
  n: '[0-9]{1,3}',
  name: String.raw`${CAPITALISED}(?:,? (?:(?:of|and|for|the|de|van) )*${CAPITALISED}){0,8}`,
  link: String.raw`<?https?://\S{1,300}`,
  round: '(?:six-week response|three-month update|update before our revisit)',
  saved: '[0-9]{1,3} of [0-9]{1,3} answers? (?:is|are) saved',
  recommendations: String.raw`the\s(?:[0-9]{1,3}\s)?(?:open\s)?recommendations?`,
  report: String.raw`the\s[\p{L}\s]{3,40}\sreport\spublished\son\s${DATE}`,
  subject: String.raw`[\p{Ll} ]{3,40}`,
  roles: '(?:(?:lead|deputy|sign-off officer|inspection liaison officer|chief officer)(?:, | and )?){1,5}',
  voice: '(?:I|[Ww]e)',
  numbers: 'recommendations? [0-9][0-9, and]{0,30}',
  where: '(?:recommendations? [0-9][0-9, and]{0,30})?(?: ?and under )?(?:["“]anything we should know["”])?',
  about:
    '(?:revisit|dates|six-week response|three-month update|update before our revisit|pre-revisit update)',
  under: '(?:, under recommendations? [0-9][0-9, and]{0,30})?',
  toPlace: '(?:, with [0-9]{1,3} parts? that waits? to be placed)?',
  duty: String.raw`[\p{Ll}][\p{Ll} -]{3,60}`,
  code: '[A-Z0-9-]{1,40}',
  effort: String.raw`about\s(?:[0-9]{1,3}\sminutes|an\shour(?:\sand\sa\shalf)?|[0-9]{1,2}(?:\sand\sa\shalf)?\shours)`,
  check: String.raw`ring\s[\p{L}\p{M}\p{N}\s’'&,()-]{2,120}\son\s[+0-9\s]{5,20},\sthe\snumber\son\s[\w/.~-]{3,100}`,
  telephone: '[0-9 ]{5,20}',
  ask: `(?:${ASK})`,
  Ask: `(?:${ASK.replace(/\br/gu, 'R')})`,
  end: '[.:]?',
};

/** Returns a pattern for one of our sentences, with the parts that differ in braces. */
export function buildSentencePattern(sentence: string): string {
  return sentence
    .split(/(\{\w+\})/u)
    .map((part) => (part.startsWith('{') ? (DIFFERS[part.slice(1, -1)] ?? part) : literal(part)))
    .join('');
}

/**
 * Returns a pattern for the fixed text. A program may have broken the line at any space, or changed the quotation
 * marks.
 */
function literal(text: string): string {
  return text
    .replace(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`)
    .replace(/"/gu, '["“”]')
    .replace(/'/gu, "['’]")
    .replace(/ /gu, String.raw`\s+`);
}

const OURS = new RegExp(
  SENTENCES.map(buildSentencePattern)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'gu',
);

/** Removes the sentences of our emails from a text. `listed` are lines of the email that differ, such as its list. */
export function removeOurSentences(text: string, listed: readonly string[] = []): string {
  const left = text.replace(OURS, ' ');
  if (listed.length === 0) return left;
  const lines = [...listed].map(literal).sort((a, b) => b.length - a.length);
  return left.replace(new RegExp(String.raw`^[ \t]*(?:${lines.join('|')})[ \t]*$`, 'gmu'), ' ');
}
