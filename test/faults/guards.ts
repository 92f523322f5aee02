/** A line of the product that keeps one of the failures of FAILURES.md away, and what the product is without it. */
export interface Guard {
  /** F1 to F20. */
  readonly failure: `F${number}`;
  /** What the guard does, as docs/faults.md lists it. */
  readonly name: string;
  readonly file: string;
  /** The guard as it stands in the file, once. */
  readonly guard: string;
  readonly without: string;
  /** Where the tests are that must fail without it: those that name the failure. */
  readonly tests: readonly string[];
}

const sendOnce = 'shared/use-cases/send-once.ts';
const sweep = 'shared/use-cases/sweep.ts';
const rounds = 'shared/domain/deciding/rounds.ts';
const decide = 'shared/domain/deciding/decide.ts';
const ledgerStore = 'shared/adapters/dynamodb/notice-ledger-store.ts';
const settingsStore = 'shared/adapters/dynamodb/settings-store.ts';
const catchingUp = 'test/domain/deciding/catching-up.test.ts';
const deadSenders = 'test/faults/dead-senders.test.ts';
const links = 'test/progress-form/links.test.ts';

export const guards: readonly Guard[] = [
  {
    failure: 'F1',
    name: 'a rung fires on any day from its own on',
    file: rounds,
    guard: 'if (situation.hasCome(rung.day)) come.push({ rule, rung });',
    without: 'if (rung.day.equals(situation.today)) come.push({ rule, rung });',
    tests: [catchingUp],
  },
  {
    failure: 'F1',
    name: 'the next look is no later than the next rung',
    file: decide,
    guard: 'wakes.push(londonInstant(verdict.on, context.programme.sendingHours.from));',
    without: 'wakes.push(londonInstant(addDays(verdict.on, 1), context.programme.sendingHours.from));',
    tests: ['test/domain/attention.test.ts'],
  },
  {
    failure: 'F2',
    name: 'the rungs before the latest are skipped',
    file: rounds,
    guard: 'for (const { rule, rung } of come) yield* skipped(situation, { rule, rung, addressee });',
    without: '',
    tests: [catchingUp],
  },
  {
    failure: 'F2',
    name: 'a chaser waits ten working days after the accepted request',
    file: rounds,
    guard: 'const days = rule.requestAcceptedWorkingDays ?? 0;',
    without: 'const days = 0;',
    tests: [catchingUp],
  },
  {
    failure: 'F3',
    name: 'an unknown outcome keeps its claim',
    file: sendOnce,
    guard: "if (error.code === 'throttled' || error.code === 'unreachable') {",
    without:
      "if (error.code === 'throttled' || error.code === 'unreachable' || error.code === 'outcome-unknown') {",
    tests: ['test/faults/misbehaving-services.test.ts', deadSenders],
  },
  {
    failure: 'F3',
    name: 'the SDK hands an email to SES once',
    file: 'shared/adapters/ses-mailer.ts',
    guard: 'maxAttempts: 1,',
    without: 'maxAttempts: 3,',
    tests: ['test/faults/misbehaving-services.test.ts', deadSenders],
  },
  {
    failure: 'F3',
    name: 'throttling gives the claim back',
    file: sendOnce,
    guard: 'await ledger.release(claim);',
    without: '',
    tests: ['test/faults/misbehaving-services.test.ts'],
  },
  {
    failure: 'F3',
    name: 'a claim without a sender becomes unknown',
    file: sweep,
    guard: 'await recordLost(decision.lost, { ledger, at: contexts.now });',
    without: '',
    tests: [deadSenders],
  },
  {
    failure: 'F3',
    name: 'mail events settle a claim',
    file: 'functions/record-mail-event/handler.ts',
    guard: 'if (fact !== undefined) await recordMailEvent(fact, dependencies);',
    without: '',
    tests: [deadSenders],
  },
  {
    failure: 'F3',
    name: 'acceptance outranks unknown',
    file: 'shared/domain/notice.ts',
    guard: "  'unknown',\n  'accepted',\n  // Of",
    without: "  'accepted',\n  'unknown',\n  // Of",
    tests: [deadSenders],
  },
  {
    failure: 'F3',
    name: 'the end of a follow-up asks for attention',
    file: 'shared/adapters/dynamodb/follow-up-store.ts',
    guard: 'Item: followUpItem(after, { attentionAt: change.audit.at, attentionVersion: after.version }),',
    without:
      "Item: followUpItem(after, { attentionAt: after.state === 'open' ? change.audit.at : undefined, attentionVersion: after.version }),",
    tests: [deadSenders],
  },
  {
    failure: 'F3',
    name: 'the daily run looks for dead digests',
    file: 'shared/use-cases/send-digests.ts',
    guard:
      'for (const member of contexts.staff) await recordLostWeekly(member, { week, now, dependencies });',
    without: '',
    tests: [deadSenders],
  },
  {
    failure: 'F4',
    name: 'a claim is new',
    file: ledgerStore,
    guard: 'return putIn(table, noticeItem(entry), IF_NEW);',
    without: 'return putIn(table, noticeItem(entry));',
    tests: ['test/faults/duplicates.test.ts', 'test/adapters/dynamodb/notice-ledger-store.test.ts'],
  },
  {
    failure: 'F4',
    name: 'an old installation is fenced off',
    file: 'shared/use-cases/fence.ts',
    guard: 'return (await settings.fence()) !== undefined;',
    without: 'return (await settings.lastFence()) !== undefined;',
    tests: ['test/faults/duplicates.test.ts'],
  },
  {
    failure: 'F5',
    name: 'a claim is for the follow-up as it was read',
    file: ledgerStore,
    guard: "ConditionExpression: 'version = :version',",
    without: "ConditionExpression: 'version = :version OR attribute_exists(pk)',",
    tests: ['test/faults/stale.test.ts', 'test/adapters/dynamodb/notice-ledger-store.test.ts'],
  },
  {
    failure: 'F5',
    name: 'the sender decides again, and an answer stops the ladder',
    file: rounds,
    guard: "if (isAnswered(round)) return { is: 'answered' };",
    without: '',
    tests: ['test/faults/stale.test.ts', 'test/domain/deciding/rounds.test.ts'],
  },
  {
    failure: 'F6',
    name: 'the ledger tells one rung from another',
    file: 'shared/domain/deciding/ledger.ts',
    guard:
      'return this.#notices.filter(({ key }) => key.milestone === of.milestone.id && key.rung === of.rung);',
    without: 'return this.#notices.filter(({ key }) => key.milestone === of.milestone.id);',
    tests: [catchingUp],
  },
  {
    failure: 'F6',
    name: 'the ledger tells one round from another',
    file: 'shared/domain/deciding/ledger.ts',
    guard:
      'return this.#notices.filter(({ key }) => key.milestone === of.milestone.id && key.rung === of.rung);',
    without: 'return this.#notices.filter(({ key }) => key.rung === of.rung);',
    tests: [catchingUp],
  },
  {
    failure: 'F7',
    name: 'a delivery outranks a transient bounce',
    file: 'shared/domain/notice.ts',
    guard: "  'transientBounce',\n  'delivered',\n  'suppressed',",
    without: "  'delivered',\n  'transientBounce',\n  'suppressed',",
    tests: [
      'test/domain/notice.test.ts',
      'test/adapters/dynamodb/notice-ledger-store.test.ts',
      'test/end-to-end/what-becomes-of-an-email.test.ts',
    ],
  },
  {
    failure: 'F7',
    name: 'two facts that come at once are both kept',
    file: ledgerStore,
    guard: 'if (await table.put({ Item: noticeItem(after), ...unchanged })) return;',
    without: 'if (await table.put({ Item: noticeItem(after) })) return;',
    tests: ['test/adapters/dynamodb/notice-ledger-store.test.ts'],
  },
  {
    failure: 'F7',
    name: 'a bounce without a diagnosis is an automatic reply',
    file: 'shared/contracts/mail-event.ts',
    guard: '      !isDiagnosed\n',
    without: '      isDiagnosed\n',
    tests: ['test/replies/contact-change.test.ts'],
  },
  {
    failure: 'F8',
    name: 'a sender is answered three times a day, and ten times a round',
    file: 'shared/use-cases/send-reply-read.ts',
    guard: 'if (today.length >= MOST_REPLIES_A_DAY || earlier.length >= MOST_REPLIES_A_ROUND) {',
    without: 'if (today.length >= 1000 || earlier.length >= 1000) {',
    tests: ['test/replies/loops.test.ts'],
  },
  {
    failure: 'F8',
    name: 'a program that says so gets no answer',
    file: 'shared/domain/replies/sender.ts',
    guard: "if (submitted !== '' && !/^no\\b/u.test(submitted)) return 'Auto-Submitted';",
    without: '',
    tests: ['test/replies/loops.test.ts', 'test/replies/mutations.test.ts'],
  },
  {
    failure: 'F8',
    name: 'a program whose vendor says so gets no answer',
    file: 'shared/domain/replies/sender.ts',
    guard: 'if (named !== undefined) return named;',
    without: '',
    tests: ['test/replies/loops.test.ts'],
  },
  {
    failure: 'F8',
    name: 'words that came before are not answered again',
    file: 'shared/use-cases/receive-reply.ts',
    guard: 'isRepeated(answers, { mail, ...round.record })',
    without: 'isRepeated(answers, { mail, drafts: [], wholes: [] })',
    tests: ['test/replies/loops.test.ts'],
  },
  {
    failure: 'F8',
    name: 'our own email says that a program wrote it',
    file: 'shared/adapters/mime-message.ts',
    guard: "headers: { 'Auto-Submitted': email.answersSomebody ? 'auto-replied' : 'auto-generated' },",
    without: '',
    tests: ['test/replies/loops.test.ts'],
  },
  {
    failure: 'F9',
    name: 'only a POST begins a form',
    file: 'functions/progress-form/routes.ts',
    guard: "{ method: 'GET', path: '/f/:token', page: showStart },",
    without: "{ method: 'GET', path: '/f/:token', page: start },",
    tests: [links],
  },
  {
    failure: 'F10',
    name: 'a link is read without regard to case',
    file: 'shared/domain/link.ts',
    guard: '.toLowerCase()\n',
    without: '\n',
    tests: [links, 'test/replies/reply-address.test.ts'],
  },
  {
    failure: 'F10',
    name: 'a folded link is unfolded',
    file: 'shared/domain/link.ts',
    guard: ".replace(/[^0-9a-z]/gu, '')",
    without: ".replace(/[^0-9a-z=\\s]/gu, '')",
    tests: [links, 'test/replies/reply-address.test.ts'],
  },
  {
    failure: 'F10',
    name: 'an encoded plus before the reply token is read as one',
    file: 'shared/domain/replies/reply-address.ts',
    guard: '%2b|=2b|',
    without: '',
    tests: ['test/replies/reply-address.test.ts'],
  },
  {
    failure: 'F11',
    name: 'a month without such a day ends on its last',
    file: 'shared/domain/dates.ts',
    guard: 'Math.min(eventOn.day, lastDay)',
    without: 'Math.max(eventOn.day, Math.min(eventOn.day, lastDay))',
    tests: ['test/domain/dates.test.ts', 'test/domain/milestones.test.ts'],
  },
  {
    failure: 'F11',
    name: 'a day begins at midnight in London',
    file: 'shared/domain/dates.ts',
    guard: 'return isEarlier(at, startOfLondonDay(next)) ? dateOfDayNumber(utcDay) : next;',
    without: 'return isEarlier(at, startOfLondonDay(dateOfDayNumber(0))) ? next : dateOfDayNumber(utcDay);',
    tests: ['test/domain/dates.test.ts'],
  },
  {
    failure: 'F12',
    name: 'a changed calendar has every open date worked out again',
    file: settingsStore,
    guard: 'putIn(table, { ...keys.replanJob(), requestedAt: instantText(change.audit.at) }),',
    without: '',
    tests: ['test/end-to-end/a-holiday-added-late.test.ts'],
  },
  {
    failure: 'F12',
    name: 'a single day makes no more years known',
    file: 'shared/domain/calendar.ts',
    guard:
      'const last = knownTo !== undefined && isAfter(knownTo, calendar.knownTo) ? knownTo : calendar.knownTo;',
    without: 'const last = added.map(({ on }) => Temporal.PlainDate.from(on)).at(-1) ?? calendar.knownTo;',
    tests: ['test/domain/effect-of-change.test.ts'],
  },
  {
    failure: 'F13',
    name: 'a restored table may not send',
    file: settingsStore,
    guard: 'return fence.tableId === (await table.tableId()) ? fence : undefined;',
    without: 'return fence;',
    tests: ['test/use-cases/arm-table.test.ts'],
  },
  {
    failure: 'F13',
    name: 'an import waits to be released',
    file: 'shared/domain/notices-owed.ts',
    guard: "if (state !== 'open' || releasedAt === undefined) {",
    without: "if (state !== 'open' && releasedAt === undefined) {",
    tests: ['test/domain/deciding/whole-ladder.test.ts', 'test/cli/import-and-release.test.ts'],
  },
  {
    failure: 'F14',
    name: 'a batch taken in part is a failure',
    file: 'shared/adapters/sqs-wake-ups.ts',
    guard: 'if (failed.length > 0) {',
    without: 'if (failed.length > 1_000) {',
    tests: ['test/faults/sweeping.test.ts'],
  },
  {
    failure: 'F14',
    name: 'the attention moves on only when the wake-ups are out',
    file: sweep,
    guard: 'if (woken.length > 0) await wakeUps.send(woken);',
    without: 'if (woken.length > 0) await wakeUps.send(woken).catch(() => undefined);',
    tests: ['test/faults/sweeping.test.ts'],
  },
  {
    failure: 'F14',
    name: 'a refusal is recorded',
    file: sendOnce,
    guard:
      "await ledger.record({ mailId: claim.mailId, fact: 'failed', at: clock.now(), reason: error.message });",
    without: '',
    tests: ['test/faults/not-delivered.test.ts'],
  },
  {
    failure: 'F14',
    name: 'suppression is no acceptance',
    file: 'shared/contracts/mail-event.ts',
    guard:
      "return { fact: suppressed ? 'suppressed' : 'permanentBounce', at: timestamp, reason: bounceSubType };",
    without:
      "return { fact: suppressed ? 'delivered' : 'permanentBounce', at: timestamp, reason: bounceSubType };",
    tests: ['test/faults/not-delivered.test.ts', 'test/end-to-end/what-becomes-of-an-email.test.ts'],
  },
  {
    failure: 'F14',
    name: 'alarms hear of problems from the ledger',
    file: 'functions/sweep/handler.ts',
    guard: 'const { unknown, notTaken } = await recentProblems(dependencies);',
    without: 'const { unknown, notTaken } = { unknown: 0, notTaken: 0 };',
    tests: ['test/faults/not-delivered.test.ts'],
  },
  {
    failure: 'F15',
    name: 'a mail lies in the holding pen before it is read',
    file: 'shared/use-cases/receive-reply.ts',
    guard: 'const kept = await inbox.add(unreadMail(receipt));',
    without:
      'await mailReader.read(await rawMail.read(receipt.rawKey));\n  const kept = await inbox.add(unreadMail(receipt));',
    tests: ['test/replies/kept-first.test.ts'],
  },
  {
    failure: 'F15',
    name: 'what can only be read elsewhere waits for a human',
    file: 'shared/domain/replies/tell-kind.ts',
    guard: 'if (elsewhere !== undefined) return elsewhere;',
    without: '',
    tests: ['test/replies/corpus.test.ts'],
  },
  {
    failure: 'F15',
    name: 'an answer that only a program seems to have sent waits for a human',
    file: 'shared/domain/replies/tell-kind.ts',
    guard: 'answersInReply(reply.passages, context).answers.length > 0',
    without: 'false',
    tests: ['test/replies/corpus.test.ts'],
  },
  {
    failure: 'F16',
    name: 'the schedule runs the sweep',
    file: 'infra/service-map.ts',
    guard: 'everyMinutes: 15 }',
    without: 'everyMinutes: 150_000 }',
    tests: ['test/end-to-end/from-schedule-to-inbox.test.ts'],
  },
  {
    failure: 'F17',
    name: 'what comes after the form expired is kept',
    file: 'functions/progress-form/pages/page-context.ts',
    guard: 'const late = await openForExpired(opened, service);',
    without: 'const late = opened.reason === undefined ? await openForExpired(opened, service) : undefined;',
    tests: ['test/progress-form/saved-answers.test.ts'],
  },
  {
    failure: 'F17',
    name: 'what was typed is given back',
    file: 'functions/progress-form/pages/page-context.ts',
    guard: "const typed = request.method === 'POST' ? typedTexts(await request.fields()) : [];",
    without: "const typed = request.method === 'GET' ? typedTexts(await request.fields()) : [];",
    tests: ['test/progress-form/saved-answers.test.ts'],
  },
  {
    failure: 'F18',
    name: 'no message is too old',
    file: 'functions/send-notices/handler.ts',
    guard: 'take: async (message) => {',
    without: `take: async (message) => {
      const now = dependencies.clock.now().epochMilliseconds;
      const firstSeen = (globalThis.firstSeen ??= new Map());
      if (!firstSeen.has(message.body)) firstSeen.set(message.body, now);
      if (now - firstSeen.get(message.body) > 14 * 86_400_000) return;`,
    tests: ['test/faults/dead-letters.test.ts'],
  },
  {
    failure: 'F18',
    name: 'what was asked to be sent again is judged by today’s state',
    file: decide,
    guard: 'skipped.push(...staleResends(record.notices, { held, called }));',
    without: '',
    tests: ['test/domain/deciding/resends.test.ts'],
  },
  {
    failure: 'F19',
    name: 'logs quote nobody else’s words',
    file: 'shared/adapters/observability.ts',
    guard: '...(error instanceof ServiceError ? { detail: error.message } : {}),',
    without: 'detail: error.message,',
    tests: ['test/adapters/observability.test.ts'],
  },
  {
    failure: 'F19',
    name: 'an address in SES’s words is left out',
    file: 'shared/adapters/ses-mailer.ts',
    guard: '${withoutAddresses(error.message)}',
    without: '${error.message}',
    tests: ['test/faults/not-delivered.test.ts'],
  },
  {
    failure: 'F19',
    name: 'the address of a link is left at once',
    file: 'functions/progress-form/pages/start.ts',
    guard: "return redirectTo('/form', [sessionCookie(",
    without: "return redirectTo(`/form?${context.params['token'] ?? ''}`, [sessionCookie(",
    tests: [links],
  },
  {
    failure: 'F20',
    name: 'the sequence of a calendar entry rises with every change',
    file: 'functions/progress-form/pages/calendar.ts',
    guard: 'const sequence = followUp.version + Math.floor(running);',
    without: 'const sequence = Math.floor(running);',
    tests: ['test/progress-form/other-ways.test.ts'],
  },
  {
    failure: 'F20',
    name: 'the sequence of a calendar entry rises with time',
    file: 'functions/progress-form/pages/calendar.ts',
    guard: 'const sequence = followUp.version + Math.floor(running);',
    without: 'const sequence = followUp.version;',
    tests: ['test/progress-form/other-ways.test.ts'],
  },
];
