import { nameOfRole } from '../../../shared/domain/programme.ts';
import type { Contact } from '../../../shared/domain/contact.ts';
import { isInRole, isInsideBody } from '../../../shared/domain/people/contacts.ts';
import {
  LONGEST_ANSWER,
  LONGEST_TEXT,
  type FieldProblem,
} from '../../../shared/domain/returns/answer-problems.ts';
import { wholeFields, type WholeAnswer, type WholeField } from '../../../shared/domain/answer.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { saveWhole } from '../../../shared/use-cases/form/save-whole.ts';
import {
  buttons,
  conflictWords,
  emailedWords,
  wholePage,
  wholeWords,
} from '../../../shared/wording/en/form/journey.ts';
import { capitalise } from '../../../shared/wording/en/phrases.ts';
import type { Block, Field } from '../../../shared/wording/form-page.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { aboutForm, renderPage } from '../render.ts';
import type { FormFields } from '../request.ts';
import { codePath } from './code-step.ts';
import { checkSight, type Unseen } from './unseen.ts';
import { errorLinks, versionOf, withForm, withTypedForm, type FormContext } from './page-context.ts';

/** Shows the general questions: the officer responsible, anything else, and whether the contacts are right. */
export function showWhole(context: FormContext): Promise<Reply> {
  return withForm(context, (form) => Promise.resolve(showOrLeave(form)));
}

function showOrLeave(form: Form): Reply {
  if (!form.isOpen) return redirectTo('/form');
  if (form.whole !== undefined && !form.canSee(form.whole)) return redirectTo(codePath('/form/whole'));
  return page({ form, answer: form.whole?.answer ?? undefined, version: form.whole?.version ?? 0 });
}

export function answerWhole(context: FormContext): Promise<Reply> {
  return withTypedForm(context, async (form) => {
    if (!form.isOpen) return redirectTo('/form');
    const fields = await context.request.fields();
    const answer = typedAnswer(fields, form);
    const sight = await checkSight({ form, mark: form.whole, fields }, context.service);
    if (sight.kind === 'unseen') {
      return page({ form, answer, version: versionOf(fields), unseen: sight.unseen });
    }
    const saved = await saveWhole(context.service, { form, answer, version: versionOf(fields) });
    switch (saved.kind) {
      case 'saved':
        return redirectTo('/form/check');
      case 'invalid':
        return page({ form, answer, version: versionOf(fields), problems: saved.problems });
      case 'conflict':
        return page({ form, answer, version: saved.theirs?.version ?? 0, theirs: saved.theirs });
    }
  });
}

function typedAnswer(fields: FormFields, form: Form): WholeAnswer {
  const words: Partial<Record<WholeField, string>> = {};
  for (const name of wholeFields) if (fields.names.includes(name)) words[name] = fields.one(name);
  const differ = fields.one('officers-differ') === 'yes';
  const officers = (differ ? form.asked : []).flatMap(({ number }) => {
    const typed = fields.one(`officer-${number}`);
    return typed.trim() === '' ? [] : [[String(number), typed] as const];
  });
  return { words, officers: Object.fromEntries(officers) };
}

/** Fills in what Revisit knows: the officer of the last return, or else the lead who answers. Nobody types it again. */
function prefillAnswer(form: Form, contacts: readonly Contact[]): WholeAnswer {
  const { wholeBefore, session } = form;
  if (wholeBefore !== undefined && form.canSee(wholeBefore)) {
    return { words: { officer: wholeBefore.answer.words.officer }, officers: wholeBefore.answer.officers };
  }
  const contact = contacts.find(({ id }) => id === session.contactId);
  return { words: { officer: contact?.part === 'answers' ? contact.name : '' }, officers: {} };
}

function page(shown: {
  form: Form;
  /** The typed answer. Undefined if nothing was typed yet. */
  answer: WholeAnswer | undefined;
  version: number;
  problems?: readonly FieldProblem[];
  theirs?: Form['whole'];
  unseen?: Unseen;
}): Reply {
  const { form } = shown;
  const { contacts } = form;
  const text = wholePage({ bodyName: form.session.forceName, round: form.rule });
  const answer = shown.answer ?? prefillAnswer(form, contacts);
  const fields = [
    ...wholeFieldsFor(form, { answer, problems: shown.problems ?? [] }),
    ...(shown.unseen === undefined ? [] : [shown.unseen.field]),
  ];
  const notice =
    shown.unseen !== undefined
      ? shown.unseen.notice
      : shown.theirs === undefined
        ? undefined
        : {
            heading: conflictWords.heading,
            blocks: [
              { kind: 'paragraph', text: conflictWords.theirs(shown.theirs.savedAt) },
              { kind: 'paragraph', text: conflictWords.whatToDo },
            ] as const,
          };
  const body = renderPage({
    about: aboutForm(form),
    simulated: form.record.followUp.simulated,
    back: '/form',
    page: { ...text, blocks: [...contactBlocks(contacts, form), ...emailedBlocks(form)] },
    errors: errorLinks(fields),
    notice,
    form: {
      action: '/form/whole',
      hidden: [{ name: 'version', value: String(shown.version) }],
      fields,
      buttons: shown.unseen?.buttons ?? [{ text: buttons.save }],
    },
  });
  const isConflict = shown.theirs !== undefined || shown.unseen !== undefined;
  return html(body, (shown.problems ?? []).length > 0 ? 400 : isConflict ? 409 : 200);
}

function wholeFieldsFor(
  form: Form,
  { answer, problems }: { answer: WholeAnswer; problems: readonly FieldProblem[] },
): Field[] {
  const { words, officers } = answer;
  const isWrong = (field: string): boolean => problems.some((problem) => problem.field === field);
  const isLong = (field: string): boolean =>
    problems.some((problem) => problem.field === field && problem.kind === 'too-long');
  const asked = wholeWords(form.programme.terms);
  const { problems: say } = asked;
  const otherOfficers = otherOfficersField(form, { officers, isWrong });
  return [
    {
      kind: 'line',
      name: 'officer',
      ...asked.officer,
      value: words.officer ?? '',
      error: isWrong('officer') ? (isLong('officer') ? say.officerLong : say.officer) : undefined,
    },
    ...(form.asked.length > 1 ? [otherOfficers] : []),
    {
      kind: 'text',
      name: 'anything-else',
      ...asked.anythingElse,
      hint: form.programme.care,
      value: words['anything-else'] ?? '',
      rows: 4,
      longest: LONGEST_ANSWER,
      error: isWrong('anything-else') ? say.anythingElse : undefined,
    },
    {
      kind: 'one',
      name: 'contacts-right',
      ...asked.contactsRight,
      error: isWrong('contacts-right') ? say.contactsRight : undefined,
      options: [
        { value: 'yes', text: asked.contactsYes, checked: words['contacts-right'] === 'yes' },
        {
          value: 'no',
          text: asked.contactsNo,
          checked: words['contacts-right'] === 'no',
          fields: [
            {
              kind: 'text',
              name: 'contacts-change',
              ...asked.contactsChange,
              value: words['contacts-change'] ?? '',
              rows: 3,
              longest: LONGEST_TEXT,
              error: isWrong('contacts-change')
                ? isLong('contacts-change')
                  ? say.contactsChangeLong
                  : say.contactsChange
                : undefined,
            },
          ],
        },
      ],
    },
  ];
}

/** Returns the question whether another person is responsible for some recommendations, with a field for each. */
function otherOfficersField(
  form: Form,
  { officers, isWrong }: Pick<WholeAnswer, 'officers'> & { isWrong: (field: string) => boolean },
): Field {
  const asked = wholeWords(form.programme.terms);
  const others: Field[] = form.asked.map((recommendation) => ({
    kind: 'line',
    name: `officer-${recommendation.number}`,
    label: asked.otherOfficer(recommendation),
    value: officers[String(recommendation.number)] ?? '',
    error: isWrong(`officer-${recommendation.number}`) ? asked.problems.officerLong : undefined,
  }));
  return {
    kind: 'several',
    name: 'officers-differ',
    label: asked.othersQuestion,
    options: [
      {
        value: 'yes',
        text: asked.others,
        hint: asked.othersHint,
        checked: Object.keys(officers).length > 0,
        fields: others,
      },
    ],
  };
}

function contactBlocks(contacts: readonly Contact[], { today, programme }: Form): Block[] {
  const rows = contacts
    .filter((contact) => isInsideBody(contact) && isInRole(contact, today))
    .map((contact) => ({ key: capitalise(nameOfRole(programme, contact.role)), value: contact.name }));
  return rows.length === 0
    ? []
    : [
        {
          kind: 'details',
          summary: wholeWords(programme.terms).contactsHeading,
          blocks: [{ kind: 'answers', rows }],
        },
      ];
}

function emailedBlocks(form: Form): Block[] {
  const { whole } = form;
  if (whole === undefined || !form.canSee(whole)) return [];
  return (whole.emailed ?? []).map((emailed) => ({
    kind: 'inset',
    heading: emailedWords.heading(emailed.receivedAt),
    text: emailed.words,
  }));
}
