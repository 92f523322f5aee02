import type { Draft, DraftMark } from '../../../shared/domain/form/form.ts';
import { questionIds } from '../../../shared/domain/returns/questions.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { conflictWords } from '../../../shared/wording/en/form/journey.ts';
import type { Block } from '../../../shared/wording/form-page.ts';
import type { PageView } from '../render.ts';
import { answerRows } from './answer-fields.ts';

/** Returns a notice that someone else saved an answer meanwhile. It shows the answer if the reader may see it. */
export function conflictNotice(theirs: Draft, form: Form): PageView['notice'] {
  return {
    heading: conflictWords.heading,
    blocks: [
      { kind: 'paragraph', text: conflictWords.theirs(theirs.savedAt) },
      ...theirAnswer(theirs, form),
      { kind: 'paragraph', text: conflictWords.whatToDo },
    ],
  };
}

function theirAnswer(theirs: Draft & DraftMark, form: Form): Block[] {
  const { status } = theirs.answer;
  if (!form.canSee(theirs)) return [{ kind: 'paragraph', text: conflictWords.hidden }];
  if (status === undefined || status === 'unchanged') return [];
  return [
    {
      kind: 'answers',
      rows: answerRows({ ...theirs.answer, status, terms: form.programme.terms }, questionIds),
    },
  ];
}
