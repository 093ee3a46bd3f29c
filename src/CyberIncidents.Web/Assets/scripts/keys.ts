/** The keys of lists and of the page: j k Enter x move and open rows, Ctrl K or / jumps to the search, ? shows them all. */
const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => row.checkVisibility());
}

function select(step: number): void {
  const all = rows();
  if (all.length === 0) {
    return;
  }
  const at = all.findIndex((row) => row.hasAttribute('data-selected'));
  const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
  all.forEach((row) => row.removeAttribute('data-selected'));
  next?.setAttribute('data-selected', '');
  next?.querySelector<HTMLElement>('[data-open]')?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function jump(): void {
  document.querySelector<HTMLInputElement>('.jump input')?.select();
}

function onPlainKey(event: KeyboardEvent): void {
  switch (event.key) {
    case 'j': select(1); break;
    case 'k': select(-1); break;
    case 'x': document.querySelector<HTMLInputElement>('[data-selected] [data-pick]')?.click(); break;
    case '/': jump(); break;
    case '?': document.querySelector<HTMLDialogElement>('#keys')?.showModal(); break;
    case 'n': document.querySelector<HTMLAnchorElement>('[data-new]')?.click(); break;
    default: return;
  }
  event.preventDefault();
}

export function watchKeys(): void {
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      jump();
    } else if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      const form = event.target instanceof HTMLElement ? event.target.closest('form') : null;
      if (form?.hasAttribute('data-quick-send')) {
        event.preventDefault();
        form.requestSubmit(form.querySelector<HTMLButtonElement>('[data-main]'));
      }
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target) && !document.querySelector('dialog[open]')) {
      onPlainKey(event);
    }
  });
}
