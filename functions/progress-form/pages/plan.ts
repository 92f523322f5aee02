import {
  attachmentTypes,
  LARGEST_ATTACHMENT,
  LARGEST_BODY,
  type Attachment,
  type AttachmentProblem,
} from '../../../shared/domain/form/form.ts';
import { attachFile, readAttachment, removeAttachment } from '../../../shared/use-cases/form/attach-file.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { planPage, planWordsForFiles } from '../../../shared/wording/en/form/other-ways.ts';
import type { Block, Field } from '../../../shared/wording/form-page.ts';
import { download, html, redirectTo, type Reply } from '../reply.ts';
import { aboutForm, renderPage } from '../render.ts';
import { errorLinks, factsOf, withForm, type FormContext } from './page-context.ts';
import { TOO_LARGE } from '../front.ts';
import { notFound } from './static.ts';

/** Shows the page for attaching a plan, so nobody has to type an existing plan again. */
export function showPlan(context: FormContext): Promise<Reply> {
  return withForm(context, (form) =>
    form.isOpen ? page(form, problemOfLastTry(context)) : Promise.resolve(redirectTo('/form')),
  );
}

/** Returns the problem of a file that was too large. It never reaches the form, because CloudFront redirects here first. */
function problemOfLastTry({ request }: FormContext): AttachmentProblem | undefined {
  return request.query.has(TOO_LARGE) ? 'too-large' : undefined;
}

export function attachPlan(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    if (!form.isOpen) return redirectTo('/form');
    const fields = await context.request.fields();
    const file = fields.file('file');
    const goesOn = fields.one('next') === 'form';
    if (file === undefined && goesOn) return redirectTo('/form');
    const problem = await attachFile(context.service, { form, file });
    return problem === undefined ? redirectTo(goesOn ? '/form' : '/form/plan') : page(form, problem);
  });
}

export function removePlan(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const attachment = attachmentOf(form, context);
    if (attachment === undefined || !form.isOpen) return redirectTo('/form/plan');
    await removeAttachment(context.service, { form, id: attachment.id });
    return redirectTo('/form/plan');
  });
}

/** Downloads a file. The browser stores it and never shows it. */
export function downloadPlan(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const attachment = attachmentOf(form, context);
    if (attachment === undefined || attachment.bytes > LARGEST_BODY) return notFound();
    const content = await readAttachment(context.service, { form, attachment });
    return download({ name: attachment.name, contentType: 'application/octet-stream', content });
  });
}

/** Finds an attachment. Returns undefined if this browser may not show it. */
function attachmentOf(form: Form, { params }: FormContext): Attachment | undefined {
  return form.attachments.find((attachment) => attachment.id === params['id'] && form.canSee(attachment));
}

async function page(form: Form, problem: AttachmentProblem | undefined): Promise<Reply> {
  const {
    file,
    button,
    another,
    done,
    attached,
    remove,
    download: save,
    hidden,
    size,
    tooLargeToDownload,
    problems: say,
  } = planWordsForFiles;
  const visible = form.attachments.filter((attachment) => form.canSee(attachment));
  const field: Field = {
    kind: 'file',
    name: 'file',
    ...file,
    label: form.attachments.length === 0 ? file.label : another,
    accept: Object.keys(attachmentTypes)
      .map((extension) => `.${extension}`)
      .join(','),
    limit: { bytes: LARGEST_ATTACHMENT, tooLarge: say['too-large'], empty: say.empty },
    error: problem === undefined ? undefined : say[problem],
  };
  const list: Block[] =
    visible.length === 0
      ? []
      : [
          { kind: 'heading', text: attached },
          {
            kind: 'links',
            items: visible
              .filter(({ bytes }) => bytes <= LARGEST_BODY)
              .map(({ id, name, bytes }) => ({
                text: `${save(name)} (${size(bytes)})`,
                href: `/form/plan/${id}`,
              })),
          },
          ...visible
            .filter(({ bytes }) => bytes > LARGEST_BODY)
            .map(({ name, bytes }): Block => ({
              kind: 'paragraph',
              text: `${name} (${size(bytes)}) ${tooLargeToDownload}`,
            })),
        ];
  const others: Block[] = visible.length < form.attachments.length ? [{ kind: 'inset', text: hidden }] : [];
  const text = planPage(factsOf(form, await form.details()));
  const body = renderPage({
    about: aboutForm(form),
    back: '/form',
    simulated: form.record.followUp.simulated,
    page: { ...text, blocks: [...text.blocks, ...list, ...others] },
    errors: errorLinks([field]),
    form: {
      action: '/form/plan',
      multipart: true,
      fields: [field],
      // Every button sends the chosen file, so no file is left behind.
      buttons:
        form.attachments.length === 0
          ? [{ text: button }]
          : [
              { text: done, value: 'form' },
              { text: another, value: 'plan', secondary: true },
            ],
    },
    forms: visible.map(({ id, name }) => ({ action: `/form/plan/${id}/remove`, button: remove(name) })),
  });
  return html(body, problem === undefined ? 200 : 400);
}
