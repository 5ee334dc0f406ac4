import { asSentence } from './page-state.js';
import { Failed } from './graph.js';

/** @param {string} id */
export function fromTemplate(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/**
 * Sends a form by `submit`; shows what went wrong as a sentence, and at the field where it is one field's fault.
 * @param {ParentNode} place
 * @param {(values: Record<string, string>) => Promise<void>} submit
 */
export function bindForm(place, submit) {
  const form = /** @type {HTMLFormElement} */ (place.querySelector('form'));
  const fault = /** @type {HTMLElement} */ (form.querySelector('.fault'));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button[type=submit]'));
  const send = async () => {
    fault.hidden = true;
    for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
    button.disabled = true;
    try {
      await submit(/** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form))));
    } catch (error) {
      showFault(form, fault, error);
    } finally {
      button.disabled = false;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} fault
 * @param {unknown} error
 */
function showFault(form, fault, error) {
  const failure =
    error instanceof Failed
      ? error.failure
      : { sentence: 'Something went wrong in this page: reload it and try again.', code: '', fields: {} };
  const sentences = Object.entries(failure.fields).map(([name, message]) => {
    form.querySelector(`[name="${CSS.escape(name)}"]`)?.setAttribute('aria-invalid', 'true');
    return asSentence(message);
  });
  fault.textContent = sentences.length > 0 ? [...new Set(sentences)].join(' ') : failure.sentence;
  fault.hidden = false;
  /** @type {HTMLElement | null} */ (form.querySelector('[aria-invalid]'))?.focus();
}

/**
 * @param {ParentNode} place
 * @param {string} what `data-when` of the part
 * @param {boolean} isShown
 */
export function showWhen(place, what, isShown) {
  const part = place.querySelector(`[data-when="${what}"]`);
  if (part !== null && !isShown) part.remove();
}
