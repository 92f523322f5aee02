import nunjucks from 'nunjucks/browser/nunjucks-slim.js';
import { posix } from 'node:path';
import type { Block, Button, Field, PageText, Row } from '../../shared/wording/form-page.ts';
import { browserTitle, common } from '../../shared/wording/en/form/common.ts';
import { buttons } from '../../shared/wording/en/form/journey.ts';
import type { Organisation } from '../../shared/domain/organisation.ts';
import type { Form } from '../../shared/use-cases/form/open-form.ts';
import { LARGEST_FORM } from '../../shared/domain/form/form.ts';
import { assets, templates } from './dist/pages.js';

interface Hidden {
  readonly name: string;
  readonly value: string;
}

interface FormView {
  readonly action: string;
  readonly hidden?: readonly Hidden[];
  readonly fields: readonly Field[];
  /** Blocks between the fields and the buttons. */
  readonly before?: readonly Block[];
  readonly buttons: readonly Button[];
  readonly multipart?: boolean;
}

export interface TaskView {
  readonly title: string;
  readonly hint?: string;
  readonly href?: string;
  readonly state: string;
  readonly colour?: 'blue' | 'light-blue' | 'yellow';
}

/** What every page of a form has from it. */
export interface AboutForm {
  readonly followUpId: string;
  readonly organisation: Organisation;
}

export function aboutForm({ session, organisation }: Pick<Form, 'session' | 'organisation'>): AboutForm {
  return { followUpId: session.followUpId, organisation };
}

/** Everything that a page shows. The templates only lay it out. */
export interface PageView {
  readonly page: PageText;
  readonly simulated?: boolean;
  /** The form that the page belongs to. Each form on the page sends its follow-up back. */
  readonly about?: AboutForm;
  /** How a page that belongs to no form names the organisation. Without it, the header has general words. */
  readonly organisation?: Organisation;
  readonly back?: string;
  readonly errors?: readonly { readonly text: string; readonly href?: string }[];
  readonly notice?: { readonly heading: string; readonly blocks: readonly Block[] };
  readonly panel?: { readonly label: string; readonly reference: string };
  readonly form?: FormView;
  readonly after?: readonly Block[];
  /** More forms, each with one button. */
  readonly forms?: readonly {
    readonly action: string;
    readonly button: string;
    readonly hidden?: readonly Hidden[];
  }[];
  readonly groups?: readonly {
    readonly id: string;
    readonly heading: string;
    readonly tasks: readonly TaskView[];
  }[];
  readonly sections?: readonly {
    readonly heading: string;
    readonly note?: string;
    readonly rows: readonly Row[];
  }[];
  /** Shows a button to print, if the browser runs scripts. */
  readonly printable?: boolean;
}

export type TemplateName = 'page.njk' | 'task-list.njk' | 'answers.njk';

/** Finds precompiled templates, including those that a GOV.UK Frontend template names relative to itself. */
class TemplateLoader extends nunjucks.PrecompiledLoader {
  override isRelative(name: string): boolean {
    return name.startsWith('./') || name.startsWith('../');
  }

  override resolve(from: string, to: string): string {
    return posix.normalize(posix.join(posix.dirname(from), to));
  }
}

const environment = new nunjucks.Environment(new TemplateLoader(templates), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
});

/** The name of the hidden field with the follow-up of a form. */
export const ABOUT = 'about';

export function renderPage(view: PageView, template: TemplateName = 'page.njk'): string {
  return environment.render(template, {
    ...view,
    language: 'en',
    common,
    about: view.about?.followUpId,
    organisation: (view.about?.organisation ?? view.organisation)?.name ?? common.organisation,
    warning: common.warning,
    assets,
    largestForm: LARGEST_FORM,
    // People who are answering stay in the form when they click the name of the service.
    home: view.about === undefined ? '/' : '/form',
    aboutName: ABOUT,
    print: view.printable === true ? buttons.print : undefined,
    title: browserTitle(view.page.title, { hasErrors: (view.errors ?? []).length > 0 }),
    back: view.back === undefined ? undefined : { href: view.back, text: common.back },
  });
}
