import { FormVisitor } from './form-visitor.ts';

/** The demo lead's answer to each recommendation, in the order of the form. */
const statuses = ['part-way', 'part-way', 'not-started', 'waiting', 'different'];

/** Text for every field of the second page. The form asks only the questions that the first answer needs. */
const words: Readonly<Record<string, string>> = {
  practice: 'Every new child abuse investigation is now reviewed by a detective inspector within two days.',
  evidence: 'case-audit',
  'audit-cases': '40',
  'audit-month': '5',
  'audit-year': '2016',
  'audit-good': '31',
  document: 'Quality audit, May 2016',
  'document-holder': 'Head of Public Protection',
  'check-month': '9',
  'check-year': '2016',
  'plan-where': 'here',
  'plan-what': 'Train every investigator in the unit, and audit twenty cases a month.',
  'plan-month': '9',
  'plan-year': '2016',
  'plan-owner': 'Detective Superintendent, Public Protection',
  'plan-test': 'A monthly audit of twenty cases: nine in ten good enough.',
  instead: 'A joint team with the council in place of separate referrals.',
  'decided-by': 'Chief officer group',
  waiting: 'The county council: a data-sharing agreement.',
  'asked-month': '3',
  'asked-year': '2016',
  'finish-month': '9',
  'finish-year': '2016',
  likelihood: 'could-slip',
  'why-late': 'Recruitment took longer than planned.',
  officer: 'Detective Superintendent, Public Protection',
  'contacts-right': 'yes',
  approver: 'me',
  name: 'Shaw',
  rank: 'Chief Superintendent',
};

/**
 * Fills in the whole form as a lead does. It opens the link, answers each recommendation, checks the answers, enters the code
 * from the lead's mailbox, approves and sends. Throws an Error if the return was not sent.
 *
 * @returns The reference of the return, and the number of pages.
 */
export async function answerForm(
  link: string,
  { readCode }: { readCode: () => Promise<string> },
): Promise<{ reference: string; pages: number }> {
  const visitor = new FormVisitor();
  let pages = 0;
  const open = async (url: string): Promise<void> => {
    await visitor.open(url);
    pages += 1;
  };
  const send = async (answers: Readonly<Record<string, string>>): Promise<void> => {
    await visitor.send(answers);
    pages += 1;
  };
  await open(link);
  await send({});
  const taskList = visitor.page.url;
  const recommendations = visitor
    .links('/form/recommendation/')
    .filter((url) => /\/recommendation\/\d+$/u.test(url));
  for (const [index, url] of recommendations.entries()) {
    await open(url);
    await send({ status: statuses[index % statuses.length] ?? 'part-way' });
    if (visitor.page.url.endsWith('/details')) await send(words);
  }
  await open(new URL('/form/whole', taskList).href);
  await send(words);
  await open(new URL('/form/approve', taskList).href);
  await send(words);
  if (visitor.page.html.includes('value="send-code"')) {
    await send({ next: 'send-code' });
    await send({ code: await readCode() });
  }
  const reference = /[A-Z]+(?:-[A-Z]+)*-\d{4}-[A-Z]\d+/u.exec(visitor.page.html)?.[0] ?? '';
  if (reference === '') throw new Error(`The return was not sent. The page says "${visitor.page.title}".`);
  return { reference, pages };
}
