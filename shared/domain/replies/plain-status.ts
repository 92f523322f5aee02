import { Temporal } from 'temporal-polyfill';
import { londonDate, type Instant } from '../dates.ts';
import type { RoundRule } from '../programme.ts';
import type { AnswerField, StatusChoice } from '../answer.ts';

/** The status and the words that a text states so plainly that nobody could misread them. */
export interface PlainReading {
  readonly status?: StatusChoice;
  readonly words: Partial<Record<AnswerField, string>>;
}

/** The part of the text that gives the status. It ends at the first full stop, line end or dash that ends a thought. */
const FIRST_STATEMENT = /^[^.!?;\n]{1,200}/u;

const CHECKED = String.raw`(?:(?:has|have) (?:been |now )?)?(?:also |now )?(?:been )?(?:checked|tested|audited|verified|assured)`;

const STATEMENTS: readonly (readonly [StatusChoice, RegExp])[] = [
  [
    'done-checked',
    new RegExp(
      String.raw`^(?:now |fully |all )?(?:done|complete|completed|finished|implemented),?\s*(?:and|&|\+)\s*(?:we (?:have )?|it (?:has been |is )|this (?:has been |is ))?${CHECKED}\b`,
      'iu',
    ),
  ],
  [
    'done-not-checked',
    /^(?:now |all )?(?:done|complete|completed|finished|implemented),?\s*(?:but |and |though )?(?:it (?:is|has) |this (?:is|has) |we have )?(?:not (?:yet )?(?:been )?|yet to be |to be |un-?)(?:checked|tested|audited|verified|assured)\b/iu,
  ],
  [
    'part-way',
    /^(?:this (?:is|work is) |it is |we are |work is |still )?(?:part[- ]?way(?: through| there)?|partly (?:done|complete|completed)|partially (?:done|complete|completed)|in progress|under ?way|ongoing|on-going|half[- ]?way(?: through)?)\b/iu,
  ],
  [
    'not-started',
    /^(?:this (?:has|is) |it (?:has|is) |we have |work has )?(?:not (?:yet )?started|not (?:yet )?begun|yet to (?:start|begin|commence)|not (?:yet )?commenced|nothing (?:done|started) yet)\b/iu,
  ],
  ['different', /^(?:we are |we're )?doing something (?:different|else)\b/iu],
  [
    'waiting',
    /^(?:we are |we're |still )?(?:waiting (?:for|on)|awaiting)\s+(?:\S+\s+){0,4}?(?:council|authority|partners?|organi[sz]ation|agency|cps|prosecution|nhs|health|trust|ministry|home office|college of policing|social (?:care|services)|children['’]s services|courts?)\b/iu,
  ],
  [
    'unchanged',
    /^(?:there (?:is|has been) )?(?:no change|nothing (?:has )?changed|unchanged|no further (?:update|progress|change)|as (?:per |in )?(?:our |the )?last (?:time|update|return))\b/iu,
  ],
];

/** Words that turn a statement into its opposite, a wish, a question or a part of itself. */
const UNDONE =
  /\?|\b(?:if|unless|except|apart from|bar|almost|nearly|not quite|hope|hoping|should be|will be|would|could|might|may be|aim|when|once|until|subject to|some of|most of|bulk of|mostly|largely|believe|think|unsure|not sure)\b/iu;

/**
 * Returns the status that the first words state, and a month for finishing or checking. "Done and checked – audit of 30
 * cases" states a status. "Nearly done" and "will be done by June" do not. Revisit reads a month only if the text
 * plainly says what it is for, as in "we expect to finish in October 2016".
 */
export function readPlainStatus(
  words: string,
  { form, receivedAt }: { form: RoundRule['form']; receivedAt: Instant },
): PlainReading {
  const said = withoutName(words.trim());
  const first = FIRST_STATEMENT.exec(said)?.[0] ?? '';
  const isAsked = said.charAt(first.length) === '?';
  const statement = first.split(/\s[–—-]\s|:\s/u, 1)[0] ?? first;
  const found = STATEMENTS.filter(([, pattern]) => pattern.test(statement));
  const [status] = found[0] ?? [];
  if (
    status === undefined ||
    isAsked ||
    found.length > 1 ||
    UNDONE.test(statement) ||
    contradicts(words, status)
  ) {
    return { words: {} };
  }
  // An action plan is new, so nothing in it can be unchanged.
  if (status === 'unchanged' && form === 'action-plan') return { words: {} };
  return { status, words: monthsIn(words, { status, form, receivedAt }) };
}

/**
 * Tells whether the first words state how far the work has got, such as "Part way" or "In progress, expected to finish
 * in June 2016".
 */
export function statesPlainly(words: string): boolean {
  const statement = FIRST_STATEMENT.exec(words.trim())?.[0] ?? '';
  return STATEMENTS.some(([, pattern]) => pattern.test(statement));
}

/** Tells whether the words only state a status, such as "Not started." */
export function isStatusAlone(words: string): boolean {
  const said = withoutName(words.trim());
  return STATEMENTS.some(([, pattern]) => {
    const found = pattern.exec(said);
    return found !== null && !/[\p{L}\p{N}]/u.test(said.slice(found[0].length));
  });
}

/** Removes the name of the recommendation from words such as "Rec 2 is in progress". */
function withoutName(words: string): string {
  return words.replace(NAME, '');
}

const NAME =
  /^[\s*_•-]*(?:rec+om+endation|rec|area|question|r)\.?\s*(?:no\.?\s*)?\d{1,2}[\s:.)*–-]+(?:(?:is|was|has been|now)\s+)?/iu;

/** Tells whether later words take the statement back. If so, nobody can tell what the sender meant. */
function contradicts(words: string, status: StatusChoice): boolean {
  const later = withoutName(words.trim()).slice(
    FIRST_STATEMENT.exec(withoutName(words.trim()))?.[0].length ?? 0,
  );
  const isDone = status === 'done-checked' || status === 'done-not-checked';
  return isDone
    ? /\b(?:not (?:yet )?(?:complete|completed|done|finished|in place|started)|still (?:to|outstanding|working)|outstanding|remains? to|except)\b/iu.test(
        later,
      )
    : /\b(?:now|has been|is|was) (?:fully )?(?:done|complete|completed|finished)\b/iu.test(later) &&
        status !== 'part-way';
}

// prettier-ignore
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const MONTH = String.raw`(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?),?\s+(20\d\d)`;
const FINISH = new RegExp(
  String.raw`\b(?:expect(?:ed)?(?: it)? (?:to (?:finish|complete|be (?:done|complete|completed|finished))|completion(?: date)?)|(?:will|to) (?:finish|complete|be (?:done|complete|completed|finished))(?: it| this)?|complet(?:e|ion)(?: date| is)?|finish(?:ed)?|done|due)(?: is| are)?\s*(?:by|in|at|for|:|–|-|of)?\s*(?:(?:the )?(?:end|middle|start|beginning) of )?${MONTH}\b`,
  'giu',
);
const CHECK = new RegExp(
  String.raw`\b(?:will (?:be )?(?:check(?:ed)?|audit(?:ed)?|test(?:ed)?)|(?:check|audit|testing) (?:is )?(?:planned|due|booked|scheduled|set))\b[^.\n]{0,40}?\b(?:by|in|for)\s+(?:(?:the )?(?:end|middle|start|beginning) of )?${MONTH}\b`,
  'giu',
);

function monthsIn(
  words: string,
  { status, receivedAt, form }: { status: StatusChoice; form: RoundRule['form']; receivedAt: Instant },
): Partial<Record<AnswerField, string>> {
  if (status === 'done-not-checked')
    return monthFields('check', onlyMonth(words, { said: CHECK, receivedAt }));
  if (status === 'done-checked' || status === 'unchanged') return {};
  const month = onlyMonth(words, { said: FINISH, receivedAt });
  const isPlan = form === 'action-plan' && status !== 'waiting';
  return monthFields(isPlan ? 'plan' : 'finish', month);
}

/**
 * Returns the one month that the words give, if it had not passed when the email came. If they give two different
 * months, nobody can tell which one is meant.
 */
function onlyMonth(
  words: string,
  { said, receivedAt }: { said: RegExp; receivedAt: Instant },
): Temporal.PlainYearMonth | undefined {
  const months = [...words.matchAll(said)].flatMap(([, name = '', year = '']) => {
    const month = MONTHS.findIndex((candidate) => candidate.startsWith(name.slice(0, 3).toLowerCase())) + 1;
    return month === 0 ? [] : [Temporal.PlainYearMonth.from({ year: Number(year), month })];
  });
  const [first, ...more] = months;
  if (first === undefined || more.some((other) => !other.equals(first))) return undefined;
  const isPast = Temporal.PlainYearMonth.compare(first, londonDate(receivedAt).toPlainYearMonth()) < 0;
  return isPast ? undefined : first;
}

function monthFields(
  name: 'check' | 'plan' | 'finish',
  month: Temporal.PlainYearMonth | undefined,
): Partial<Record<AnswerField, string>> {
  if (month === undefined) return {};
  return { [`${name}-month`]: String(month.month), [`${name}-year`]: String(month.year) };
}
