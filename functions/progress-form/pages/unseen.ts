import type { DraftMark } from '../../../shared/domain/form/form.ts';
import { verifyForm, type Form } from '../../../shared/use-cases/form/open-form.ts';
import { checkCode, sendCode } from '../../../shared/use-cases/form/send-code.ts';
import { conflictWords } from '../../../shared/wording/en/form/journey.ts';
import { codeProblem, codeWords } from '../../../shared/wording/en/form/code.ts';
import type { Button, Field } from '../../../shared/wording/form-page.ts';
import type { PageView } from '../render.ts';
import type { FormFields } from '../request.ts';
import type { FormService } from './page-context.ts';

/** The parts of a page that asks for a code, because someone else saved the same answer in another browser. */
export interface Unseen {
  readonly notice: PageView['notice'];
  readonly field: Field;
  readonly buttons: readonly Button[];
}

export type Sight =
  { readonly kind: 'seen'; readonly form: Form } | { readonly kind: 'unseen'; readonly unseen: Unseen };

/**
 * Tells whether the reader may see, and so replace, what someone else saved meanwhile. If not, the same page asks for the code
 * and keeps what was typed in its fields.
 */
export async function checkSight(
  { form, mark, fields }: { form: Form; mark: DraftMark | undefined; fields: FormFields },
  service: FormService,
): Promise<Sight> {
  if (mark === undefined || form.canSee(mark)) return { kind: 'seen', form };
  if (fields.one('next') === 'send-code') {
    return { kind: 'unseen', unseen: askForCode(codeProblem(await sendCode(service, form))) };
  }
  const code = fields.one('code');
  if (code.trim() === '') return { kind: 'unseen', unseen: askForCode(undefined) };
  const outcome = await checkCode(service, { form, code });
  if (outcome !== 'right') return { kind: 'unseen', unseen: askForCode(codeWords.problems[outcome]) };
  return { kind: 'seen', form: verifyForm(form) };
}

function askForCode(error: string | undefined): Unseen {
  return {
    notice: {
      heading: conflictWords.heading,
      blocks: [{ kind: 'paragraph', text: conflictWords.hidden }],
    },
    field: {
      kind: 'line',
      name: 'code',
      ...codeWords.code,
      width: 'code',
      numeric: true,
      autocomplete: 'one-time-code',
      error,
    },
    buttons: [
      { text: codeWords.showTheirs, value: 'show' },
      { text: codeWords.send, value: 'send-code', secondary: true },
    ],
  };
}
