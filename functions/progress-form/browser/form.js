import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
} from 'govuk-frontend';

/** A radio button has no expanded state. The revealed fields follow it in the page, so a screen reader finds them there. */
class RevealingRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute('aria-expanded');
  }
}

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
const components = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  RevealingRadios,
  ServiceNavigation,
  SkipLink,
];
for (const component of components) createAll(component);
for (const button of document.querySelectorAll('[data-print]')) {
  button.addEventListener('click', () => window.print());
}
for (const form of document.querySelectorAll('form[data-largest]')) {
  form.addEventListener('submit', (event) => {
    const problems = [...problemsOfFiles(form), ...problemOfText(form)];
    clearProblems(form);
    if (problems.length === 0) return;
    event.preventDefault();
    showProblems(form, problems);
  });
}

/** Finds files that the server would refuse. People learn it before a long upload, and lose nothing that they typed. */
function problemsOfFiles(form) {
  return [...form.querySelectorAll('input[type="file"][data-largest]')].flatMap((input) => {
    const files = [...input.files];
    if (files.some(({ size }) => size === 0)) return [{ input, text: input.dataset.empty }];
    if (files.some(({ size }) => size > Number(input.dataset.largest))) {
      return [{ input, text: input.dataset.tooLarge }];
    }
    return [];
  });
}

function problemOfText(form) {
  if (form.enctype === 'multipart/form-data') return [];
  const { length } = new URLSearchParams(new FormData(form)).toString();
  return length > Number(form.dataset.largest) ? [{ text: form.dataset.tooLarge }] : [];
}

/** Shows the problems as the server does: in a summary above the page, and at each field. */
function showProblems(form, problems) {
  const list = document.createElement('ul');
  list.className = 'govuk-list govuk-error-summary__list';
  for (const { input, text } of problems) {
    const link = Object.assign(document.createElement(input ? 'a' : 'span'), { textContent: text });
    if (input) link.setAttribute('href', `#${input.id}`);
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
    if (input) tellAt(input, { text, prefix: form.dataset.errorPrefix });
  }
  const title = Object.assign(document.createElement('h2'), {
    className: 'govuk-error-summary__title',
    textContent: form.dataset.errorSummary,
  });
  const alert = document.createElement('div');
  alert.setAttribute('role', 'alert');
  alert.append(title, list);
  const summary = Object.assign(document.createElement('div'), { className: 'govuk-error-summary' });
  summary.append(alert);
  document.querySelector('main').prepend(summary);
  if (!document.title.startsWith(form.dataset.errorPrefix)) {
    document.title = `${form.dataset.errorPrefix}: ${document.title}`;
  }
  new ErrorSummary(summary);
}

function tellAt(input, { text, prefix }) {
  const message = Object.assign(document.createElement('p'), {
    id: `${input.id}-error`,
    className: 'govuk-error-message',
  });
  const hidden = Object.assign(document.createElement('span'), {
    className: 'govuk-visually-hidden',
    textContent: `${prefix}: `,
  });
  message.append(hidden, text);
  input.before(message);
  input.classList.add('govuk-file-upload--error');
  input.closest('.govuk-form-group').classList.add('govuk-form-group--error');
  const described = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id !== '');
  input.setAttribute('aria-describedby', [...new Set([...described, message.id])].join(' '));
}

/** Removes the messages about the previous try. */
function clearProblems(form) {
  document.querySelector('.govuk-error-summary')?.remove();
  for (const input of form.querySelectorAll('input[type="file"][data-largest]')) {
    document.getElementById(`${input.id}-error`)?.remove();
    input.classList.remove('govuk-file-upload--error');
    input.closest('.govuk-form-group').classList.remove('govuk-form-group--error');
  }
}
