import type { Fields, FormReader, ReadPage } from './form-reader.ts';

/** Complete answers as somebody types them, for tests about something else. */

export const donePractice = 'A supervisor reviews every case within 24 hours.';

export const doneDetails: Fields = {
  practice: donePractice,
  evidence: ['case-audit'],
  'audit-cases': '20',
  'audit-month': '4',
  'audit-year': '2016',
  'audit-good': '17',
  document: 'Case audit April 2016',
  'document-holder': 'Detective Inspector Ali',
};

export const planDetails: Fields = {
  'plan-where': 'here',
  'plan-what': 'Train all response officers.',
  'plan-month': '9',
  'plan-year': '2016',
  'plan-owner': 'Superintendent Okoro',
  'plan-test': 'A monthly sample of 20 cases.',
};

/** Answers one recommendation on its two pages. */
export async function answer(
  reader: FormReader,
  number: number,
  given: { status: string; details?: Fields },
): Promise<ReadPage> {
  const path = `/form/recommendation/${number}`;
  const first = await reader.get(path);
  const second = await reader.post(path, { status: given.status }, first);
  return given.details === undefined ? second : reader.post(`${path}/details`, given.details, second);
}

export async function answerWhole(reader: FormReader, given: Fields = {}): Promise<ReadPage> {
  const page = await reader.get('/form/whole');
  return reader.post(
    '/form/whole',
    { officer: 'Chief Superintendent Shaw', 'contacts-right': 'yes', ...given },
    page,
  );
}

/** Approves as the reader, and sends. */
export async function send(reader: FormReader): Promise<ReadPage> {
  const page = await reader.get('/form/approve');
  return reader.post('/form/approve', { approver: 'me', rank: 'Chief Superintendent', name: 'Shaw' }, page);
}
