/**
 * A partner answers in a sheet over the page. One sheet serves all cards of a page: the link that opens it names the
 * request, and the card lends its words. Without script the same link leads to the form on the request's own page.
 */
function lend(sheet: HTMLDialogElement, opener: HTMLElement): void {
  const address = opener.dataset.address;
  if (!address) {
    return;
  }
  const forms = [...sheet.querySelectorAll<HTMLFormElement>('form[data-handler]')];
  if (sheet.dataset.address !== address) {
    // What was typed for another request must not go to this one.
    forms.forEach((form) => form.reset());
    sheet.dataset.address = address;
  }
  forms.forEach((form) => form.setAttribute('action', `${address}?handler=${form.dataset.handler}`));
  const card = opener.closest('[data-case]');
  for (const slot of sheet.querySelectorAll<HTMLElement>('[data-slot]')) {
    const part = card?.querySelector(`[data-part="${slot.dataset.slot}"]`);
    slot.replaceChildren(...[...(part?.childNodes ?? [])].map((node) => node.cloneNode(true)));
  }
  for (const part of sheet.querySelectorAll<HTMLDetailsElement>('details[data-slot-if]')) {
    part.hidden = opener.dataset.ask === 'false';
    part.open = false;
  }
}

function show(sheet: HTMLDialogElement): void {
  if (!sheet.open) {
    sheet.showModal();
    const wrong = sheet.querySelector<HTMLElement>('[aria-invalid=true]');
    (wrong ?? sheet.querySelector<HTMLElement>('details[open] textarea') ?? sheet.querySelector<HTMLElement>('input[type=radio]:checked'))?.focus();
  }
}

export function watchSheets(): void {
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest<HTMLElement>('[data-sheet]');
    const sheet = opener && document.getElementById(opener.dataset.sheet ?? '');
    if (opener && sheet instanceof HTMLDialogElement && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      lend(sheet, opener);
      show(sheet);
    } else if (target?.closest('[data-close]')) {
      target.closest('dialog')?.close();
    }
  });
  const now = document.querySelector<HTMLDialogElement>('dialog[data-open-now=true]')
    ?? (location.hash === '#answer' ? document.querySelector<HTMLDialogElement>('dialog#answer.in-page') : null);
  if (now) {
    show(now);
  }
}
