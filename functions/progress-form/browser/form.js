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

/** A radio button has no expanded state: what it reveals is announced by following it in the page. */
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
