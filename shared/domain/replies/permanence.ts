/**
 * Tells what the words of a mail server say about an address. The words come before any code, because servers put their
 * codes on many things: 5.1.0 stands for an unknown user and for a failed check of the sender.
 */

/**
 * Reasons that have nothing to do with whether the address exists: rules, rates, sizes, block lists, the sender, the
 * content, a full mailbox, a broken server.
 */
const OTHER_REASONS = [
  /\b(?:mailbox (?:is )?full|over ?quota|quota (?:exceeded|limit)|out of (?:disk|storage)|insufficient (?:system )?(?:storage|resources)|exceeded (?:its |the |their )?(?:storage|quota|limit)|(?:disk|storage) (?:is )?full|not enough (?:disk )?space|storage allocation)/iu,
  /\b(?:spf|dkim|dmarc|arc|sender (?:policy|address|domain|verif\w*|rejected|denied|not)|reverse dns|ptr record|helo|ehlo|unauthenticated|authentication (?:required|failed)|not authenti\w+|spoof\w*|impersonat\w*)\b/iu,
  /\b(?:block ?list\w*|black ?list\w*|deny ?list\w*|rbl|dnsbl|spamhaus|barracuda|spamcop|sorbs|proofpoint|mimecast|reputation|(?<!not )listed (?:at|by|in|on)|banned|blocked)\b/iu,
  /\b(?:spam|junk|bulk|virus|malware|phish\w*|unsolicited|content (?:rejected|filter\w*|blocked)|attachment (?:type|not|is)|prohibited|contains? (?:a )?(?:url|link|banned))\b/iu,
  /\b(?:polic(?:y|ies)|not (?:allowed|permitted|authori[sz]ed)|(?:relay|relaying)|access control|restrict(?:ed|ion)|administrative\w*|refused by|rule|moderat\w+|approval|only accepts?|not accept(?:ing)?|can(?:not|'t) (?:send|post) to)\b/iu,
  /\b(?:rate|too (?:many|much|fast|frequent|big|large|busy)|limit(?:ed|s)? exceeded|exceed\w* .{0,30}(?:rate|limit|size)|throttl\w*|tempor\w*|try again|later|grey ?list\w*|gray ?list\w*|deferred|max(?:imum)? (?:message )?size|message size|size limit|too long)\b/iu,
  /\b(?:loop|hop count|too many hops|timed? ?out|time-?out|connection (?:refused|lost|timed|reset)|tls|certificate|server (?:error|busy|unavailable|configuration)|protocol|syntax|configuration error|internal error|queue)\b/iu,
];

/** The address, or its whole domain, does not exist or no longer exists. */
const GONE = [
  /\b(?:(?:user|recipient|mailbox|account|address|person|alias|inbox)(?: name)?(?: (?:is|was))? (?:un ?known|invalid|not (?:found|known|exist\w*|valid|listed|recogni[sz]ed|available here)|nonexistent|disabled|deactivated|inactive|closed|suspended|terminated|expired|deleted|removed|discontinued|undeliverable))\b/iu,
  /\b(?:un ?known|invalid|no such|nonexistent|non-existent|unrecogni[sz]ed|bad|inactive|disabled|unrouteable|unroutable|undeliverable|nosuch) (?:local )?(?:user|recipient|mailbox|account|address|person|destination|alias|inbox|name|domain|host|e-?mail)\b/iu,
  /\b(?:does(?: not|n['’]t)|do(?: not|n['’]t)|did(?: not|n['’]t)) (?:exist|have (?:an? |any )?(?:\S+ )?(?:account|mailbox|inbox)|like recipient)\b/iu,
  /\b(?:no longer (?:exists?|available|valid|active|in use|works?|employed|on|a (?:valid|customer)|with us|accepts?)|has left|has been (?:disabled|deactivated|deleted|closed|removed|suspended|discontinued|terminated)|not our customer)\b/iu,
  /\b(?:couldn['’]t be found|could not be found|cannot be found|wasn['’]t found|was not found|not found|recipientnotfound|recipnotfound|usernotfound|user ?unknown|nosuchuser)\b/iu,
  /\b(?:no (?:mailbox|user|account|recipient|person|address|inbox|one)(?: by that name| with that name| here| of that name| named)?(?: here| found| exists?)?\b|not a (?:known|valid|local|current|registered) (?:user|recipient|mailbox|address|account))/iu,
  /\b(?:host (?:or domain name )?(?:is )?(?:unknown|not found)|unknown host|host unknown|domain (?:name )?(?:not found|does not exist|unknown|invalid)|no such (?:domain|host)|null mx|nxdomain|(?:name|domain) (?:service|server)? ?error .{0,60}host not found|invalid domain|no mx|not listed (?:in|at)|unable to (?:look ?up|resolve))\b/iu,
  /\b(?:address (?:rejected|not (?:valid|in use)|unknown|invalid|disabled)|rejected address|recipient (?:address )?rejected: (?:access denied|user unknown|unknown|undeliverable|no such)|invalid recipient|delivery not possible)\b/iu,
  /\b(?:utilisateur inconnu|adresse inconnue|boîte .{0,20}inexistante|destinataire inconnu|empfänger (?:unbekannt|existiert nicht)|unbekannte[rn]? (?:empfänger|benutzer)|gibt es nicht|existiert nicht|usuario (?:desconocido|inexistente)|no existe|gebruiker onbekend|onbekende (?:gebruiker|ontvanger)|bestaat niet|non esiste|utente sconosciuto|nie istnieje|nieznany (?:użytkownik|adresat)|ddim yn bodoli)/iu,
];

/** The most characters of a diagnosis. What comes after them quotes our email. */
const LONGEST_DIAGNOSIS = 4_000;

/** Codes of RFC 3463 that say that an address is wrong or has moved. They count if the words say nothing else. */
const GONE_CODES = /^5\.(?:1\.(?:1|2|3|6|10)|4\.4)$/u;

/** A code that says nothing. Servers use it beside words that say everything. */
const EMPTY_CODES = /^5\.(?:0\.0|1\.0|4\.1|5\.0)$/u;

/**
 * Tells whether a server says that there is no such address. `status` is its code by RFC 3463, and `text` its diagnosis.
 *
 * A code for a time (4.x.x) is never about whether an address exists. If the words name another reason, they win over
 * a code. If they say that the address does not exist, they win too.
 */
export function saysAddressIsGone({ status, text }: { status: string | undefined; text: string }): boolean {
  const said = text
    .slice(0, LONGEST_DIAGNOSIS)
    .replace(/(?<!\S)\S{1,320}@\S+/gu, ' ')
    .replace(/\bhttps?:\/\/\S+/giu, (url) => ` ${url.replace(/[^a-z]+/giu, ' ')} `);
  const code = /\b[245]\.\d{1,3}\.\d{1,3}\b/u.exec(said)?.[0] ?? status;
  if (code?.startsWith('4') === true || /^\s*(?:smtp;\s*)?4\d\d\b/u.test(said)) return false;
  if (code?.startsWith('5.7.') === true) return false;
  const isGone = GONE.some((pattern) => pattern.test(said));
  if (OTHER_REASONS.some((pattern) => pattern.test(said))) {
    // "550 5.1.1 User unknown, see our policy" still says that the user is unknown.
    return isGone && code !== undefined && GONE_CODES.test(code);
  }
  if (isGone) return true;
  if (code === undefined || EMPTY_CODES.test(code)) return false;
  return GONE_CODES.test(code);
}

/** Returns the words that say that an address is gone, for the record. */
export function goneWords(text: string): string | undefined {
  for (const pattern of GONE) {
    const found = pattern.exec(text.slice(0, LONGEST_DIAGNOSIS))?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}
