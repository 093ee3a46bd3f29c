/** The case page: reads live parts again while nobody types, says for whom a message is, copies the reference. */
const typing = 'input:not([type=hidden]), textarea, select';

/** Nothing is read again while a form is open, something is typed or the page is not looked at. */
function busy(): boolean {
  const focused = document.activeElement;
  const written = document.querySelector<HTMLTextAreaElement>('[data-composer] textarea')?.value.trim();
  return document.hidden || Boolean(written)
    || (focused instanceof HTMLElement && focused.matches(typing))
    || document.querySelector('.case details[open]') !== null;
}

function watchLive(): void {
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (event.target instanceof HTMLElement && event.target.hasAttribute('data-live') && busy()) {
      event.preventDefault();
    }
  });
}

function watchComposer(composer: HTMLFormElement): void {
  const say = composer.querySelector<HTMLElement>('[data-say]');
  const show = () => {
    const picked = composer.querySelector<HTMLInputElement>('input[name="Comment.Audience"]:checked');
    if (picked && say) {
      say.textContent = picked.dataset.says ?? '';
      composer.classList.toggle('composer-leaves', picked.dataset.leaves === 'yes');
    }
  };
  composer.addEventListener('change', show);
  show();
}

function watchDrawer(): void {
  const messages = document.querySelector<HTMLElement>('.talk-scroll');
  const toNewest = () => messages?.scrollTo({ top: messages.scrollHeight });
  toNewest();
  window.addEventListener('hashchange', () => {
    if (location.hash === '#talk') {
      toNewest();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && location.hash === '#talk' && !document.querySelector('details.menu[open]')) {
      location.hash = '#case-main';
    }
  });
}

function watchCopy(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy-text]')) {
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(button.dataset.copyText ?? '').then(() => {
        const use = button.querySelector('use');
        use?.setAttribute('href', (use.getAttribute('href') ?? '').replace(/#.*$/, '#check'));
      });
    });
  }
}

/** A law's box ticks all its first stages, which may then be ticked one by one; without script the box itself says so. */
function watchLaws(form: HTMLFormElement): void {
  for (const law of form.querySelectorAll<HTMLElement>('.law')) {
    const all = law.querySelector<HTMLInputElement>('[data-law-all]');
    const first = [...law.querySelectorAll<HTMLInputElement>('.law-first:not(:disabled)')];
    if (!all) {
      continue;
    }
    const say = () => {
      const ticked = first.filter((stage) => stage.checked).length;
      all.checked = ticked > 0 && ticked === first.length;
      all.indeterminate = ticked > 0 && ticked < first.length;
    };
    if (all.checked) {
      first.forEach((stage) => { stage.checked = true; });
    }
    all.removeAttribute('name');
    all.addEventListener('change', () => { first.forEach((stage) => { stage.checked = all.checked; }); });
    first.forEach((stage) => { stage.addEventListener('change', say); });
    say();
  }
}

/** On a phone the tabs are wider than the window: the one that is open comes into view. */
function showOpenTab(): void {
  const tabs = document.querySelector<HTMLElement>('.case-tabs');
  const open = tabs?.querySelector<HTMLElement>('[aria-current]');
  if (tabs && open) {
    tabs.scrollLeft = open.offsetLeft - (tabs.clientWidth - open.offsetWidth) / 2;
  }
}

export function watchCase(): void {
  watchCopy();
  showOpenTab();
  document.querySelectorAll<HTMLFormElement>('form[data-laws]').forEach(watchLaws);
  if (document.querySelector('[data-live]')) {
    watchLive();
    watchDrawer();
  }
  const composer = document.querySelector<HTMLFormElement>('[data-composer]');
  if (composer) {
    watchComposer(composer);
  }
}
