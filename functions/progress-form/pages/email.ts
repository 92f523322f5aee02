import {
  countUnplaced,
  isUnplaced,
  type FormEmail,
  type PiecePlace,
} from '../../../shared/domain/form/form-email.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { placeEmail } from '../../../shared/use-cases/form/place-email.ts';
import { buttons, conflictWords } from '../../../shared/wording/en/form/journey.ts';
import { cutReasons, emailPage, emailWords } from '../../../shared/wording/en/form/emails.ts';
import type { Block, Choice, Field } from '../../../shared/wording/form-page.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { aboutForm, renderPage } from '../render.ts';
import type { FormFields } from '../request.ts';
import { nameOfEmail } from './email-tasks.ts';
import { errorLinks, factsOf, versionOf, withForm, type FormContext } from './page-context.ts';
import { notFound } from './static.ts';

const TOGETHER = 'together';

/** Shows what an email left on the form: the words that nobody has placed, and what was not taken as own words. */
export function showEmail(context: FormContext): Promise<Reply> {
  return withEmail(context, ({ form, email }) => page({ form, email, chosen: new Map() }));
}

/** Puts the words of an email where the reader says that they belong. */
export function answerEmail(context: FormContext): Promise<Reply> {
  return withEmail(context, async ({ form, email }) => {
    if (!form.isOpen) return redirectTo('/form');
    const fields = await context.request.fields();
    const chosen = readChoices(fields, email);
    const places = readPlaces(chosen, { form, email });
    if (places.size === 0) return page({ form, email, chosen, problem: 'nothing' });
    const saved = await placeEmail(context.service, { form, email, places, version: versionOf(fields) });
    switch (saved.kind) {
      case 'saved':
        return redirectTo('/form');
      case 'conflict':
        return page({ form, email, chosen, problem: 'conflict' });
      case 'too-long':
        return page({ form, email, chosen, problem: 'tooLong' });
    }
  });
}

function withEmail(
  context: FormContext,
  answer: (opened: { form: Form; email: FormEmail }) => Promise<Reply>,
): Promise<Reply> {
  return withForm(context, async (form) => {
    const email = form.emails.find(({ mailId }) => mailId === context.params['id']);
    return email === undefined ? notFound() : answer({ form, email });
  });
}

/** Returns the indexes of the pieces whose place can still be chosen. */
function listOpen({ pieces }: FormEmail): number[] {
  return pieces.flatMap((piece, index) => (isUnplaced(piece) || piece.place === 'left-out' ? [index] : []));
}

/** Returns what was chosen for each piece that can still be placed, as the browser sent it. */
function readChoices(fields: FormFields, email: FormEmail): ReadonlyMap<number, string> {
  return new Map(listOpen(email).map((index) => [index, fields.one(nameOf(index))]));
}

/** Returns the place of each piece. A piece "together with the part above" goes where that part goes. */
function readPlaces(
  chosen: ReadonlyMap<number, string>,
  { form, email }: { form: Form; email: FormEmail },
): Map<number, PiecePlace> {
  const places = new Map<number, PiecePlace>();
  let above: PiecePlace | undefined;
  for (const index of listOpen(email)) {
    const choice = chosen.get(index) ?? '';
    const place = choice === TOGETHER ? above : readPlace(choice, form);
    if (place !== undefined) places.set(index, place);
    above = place;
  }
  return places;
}

function readPlace(choice: string, { asked }: Form): PiecePlace | undefined {
  if (choice === 'anything-else' || choice === 'left-out') return choice;
  return asked.find(({ number }) => String(number) === choice)?.number;
}

function nameOf(index: number): string {
  return `place-${index}`;
}

async function page({
  form,
  email,
  chosen,
  problem,
}: {
  form: Form;
  email: FormEmail;
  chosen: ReadonlyMap<number, string>;
  problem?: 'nothing' | 'tooLong' | 'conflict';
}): Promise<Reply> {
  const facts = factsOf(form, await form.details());
  const open = form.isOpen ? listOpen(email) : [];
  const error = problem === undefined || problem === 'conflict' ? undefined : emailWords.problems[problem];
  const fields = open.map((index, at) =>
    placeField({ form, email, chosen, index, at, of: open.length, error: at === 0 ? error : undefined }),
  );
  const body = renderPage({
    about: aboutForm(form),
    simulated: form.record.followUp.simulated,
    back: '/form',
    page: emailPage(facts, { email: nameOfEmail(email, form), unplaced: countUnplaced(email) }),
    errors: errorLinks(fields),
    notice:
      problem === 'conflict'
        ? { heading: conflictWords.heading, blocks: [{ kind: 'paragraph', text: conflictWords.whatToDo }] }
        : undefined,
    ...(fields.length === 0
      ? {}
      : {
          form: {
            action: `/form/email/${email.mailId}`,
            hidden: [{ name: 'version', value: String(email.version) }],
            fields,
            buttons: [{ text: buttons.save }],
          },
        }),
    after: [...placedBlocks(email), ...cutBlocks(email)],
  });
  return html(body, error !== undefined ? 400 : problem === 'conflict' ? 409 : 200);
}

function placeField({
  form,
  email,
  chosen,
  index,
  at,
  of,
  error,
}: {
  form: Form;
  email: FormEmail;
  chosen: ReadonlyMap<number, string>;
  index: number;
  at: number;
  of: number;
  error: string | undefined;
}): Field {
  const piece = email.pieces[index];
  const value = chosen.get(index) ?? (piece?.place === 'left-out' ? 'left-out' : at === 0 ? '' : TOGETHER);
  const choices: Choice[] = [
    { value: '', text: emailWords.choose },
    ...(at === 0 ? [] : [{ value: TOGETHER, text: emailWords.together }]),
    ...form.asked.map((asked) => ({
      value: String(asked.number),
      text: emailWords.recommendation(asked),
    })),
    { value: 'anything-else', text: emailWords.anythingElse },
    { value: 'left-out', text: emailWords.leaveOut },
  ];
  return {
    kind: 'choice',
    name: nameOf(index),
    label: emailWords.where({ index: at + 1, of }),
    quote: piece?.words ?? '',
    value,
    error,
    choices,
  };
}

function placedBlocks({ pieces }: FormEmail): Block[] {
  const rows = pieces.flatMap(({ words, place }) =>
    place === undefined || place === 'left-out' ? [] : [{ key: emailWords.placedIn(place), value: words }],
  );
  return rows.length === 0
    ? []
    : [{ kind: 'details', summary: emailWords.placedHeading, blocks: [{ kind: 'answers', rows }] }];
}

function cutBlocks({ cut }: FormEmail): Block[] {
  if (cut.length === 0) return [];
  const rows = cut.map(({ why, text }) => ({ key: cutReasons[why], value: text }));
  return [
    {
      kind: 'details',
      summary: emailWords.cutHeading,
      blocks: [
        { kind: 'paragraph', text: emailWords.cutNote },
        { kind: 'answers', rows },
      ],
    },
  ];
}
