/** Lists: rows that are picked, filters that fold on a phone, and addresses without what says nothing. */
function countPicks(): void {
  const picked = document.querySelectorAll('[data-pick]:checked').length;
  for (const button of document.querySelectorAll<HTMLElement>('[data-needs-pick]')) {
    button.classList.toggle('picked', picked > 0);
    const figure = button.querySelector('[data-picked]');
    if (figure) {
      figure.textContent = picked > 0 ? String(picked) : '';
    }
  }
}

function onChange(event: Event): void {
  if (!(event.target instanceof HTMLInputElement)) {
    return;
  }
  if (event.target.matches('[data-pick-all]')) {
    for (const pick of document.querySelectorAll<HTMLInputElement>('[data-pick]')) {
      pick.checked = event.target.checked;
    }
  }
  if (event.target.matches('[data-pick-all], [data-pick]')) {
    countPicks();
  }
}

/** An empty status is said: it means any, where no word at all means open. */
function tidy(event: Event): void {
  const { elt, parameters } = (event as CustomEvent).detail as { elt: Element; parameters: Record<string, unknown> };
  if (!elt.matches('[data-tidy]')) {
    return;
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (value === '' && name !== 'status') {
      delete parameters[name];
    }
  }
}

/** A part that is read again keeps the row that was chosen. */
function keepRow(): void {
  let chosen = '';
  document.addEventListener('htmx:beforeSwap', (event) => {
    const part = event.target instanceof Element ? event.target.closest('[data-keeps-row]') : null;
    chosen = part?.querySelector('[data-selected]')?.id ?? '';
  });
  document.addEventListener('htmx:afterSettle', () => {
    const row = chosen === '' ? null : document.getElementById(chosen);
    chosen = '';
    if (row) {
      row.setAttribute('data-selected', '');
      row.querySelector<HTMLElement>('[data-open]')?.focus({ preventScroll: true });
    }
  });
}

export function watchLists(): void {
  keepRow();
  if (window.matchMedia('(max-width: 767px)').matches) {
    document.querySelectorAll<HTMLDetailsElement>('details[data-folds]').forEach((folded) => { folded.open = false; });
  }
  document.addEventListener('change', onChange);
  document.addEventListener('htmx:configRequest', tidy);
  document.addEventListener('htmx:afterSettle', countPicks);
  countPicks();
}
