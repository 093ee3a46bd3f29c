/** Countries by name in either language or by code: what is chosen becomes a chip with its role. Without script there are plain rows. */
interface Country {
  code: string;
  name: string;
  words: string[];
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

function readCountries(): Country[] {
  return [...document.querySelectorAll<HTMLOptionElement>('#countries option')].map((option) => ({
    code: option.dataset.code ?? '',
    name: option.value,
    words: [option.dataset.code ?? '', option.value, option.dataset.other ?? ''].map(plain),
  }));
}

/** Code first, then whole names, names that begin so (the shortest first), and words inside names. */
function find(countries: Country[], typed: string): Country[] {
  const text = plain(typed);
  const fit = (word: string) => (word === text ? 0 : word.startsWith(text) ? 100 + word.length : word.includes(` ${text}`) ? 10_000 + word.length : Infinity);
  const rank = (country: Country) => (country.words[0] === text ? -1 : Math.min(...country.words.slice(1).filter((word) => word !== '').map(fit)));
  return text === '' ? [] : countries.map((country) => ({ country, at: rank(country) })).filter((found) => found.at < Infinity)
    .sort((x, y) => x.at - y.at).slice(0, 7).map((found) => found.country);
}

export interface CountryField {
  add(code: string, role: string): void;
  clear(): void;
  /** What is typed and not chosen yet is chosen, or goes as it is and is refused by name. */
  commit(): void;
}

export function countryField(form: HTMLFormElement, changed: () => void): CountryField {
  const box = form.querySelector<HTMLElement>('[data-countries]')!;
  const countries = readCountries();
  const rows = [...box.querySelectorAll<HTMLElement>('[data-country]')];
  const roles = rows[0]!.querySelector('select')!;
  const given = rows.map((row) => ({ typed: row.querySelector('input')!.value, role: row.querySelector('select')!.value })).filter((row) => row.typed !== '');
  const input = document.createElement('input');
  const list = document.createElement('ul');
  let found: Country[] = [];
  let at = 0;

  function rename(): void {
    box.querySelectorAll<HTMLElement>('.country-chip').forEach((chip, i) => {
      chip.querySelector('input')!.name = `Input.Partners[${i}].Country`;
      chip.querySelector('select')!.name = `Input.Partners[${i}].Role`;
    });
  }

  function chip(value: string, name: string, role: string): void {
    const part = document.createElement('div');
    part.className = 'country-chip';
    const hidden = Object.assign(document.createElement('input'), { type: 'hidden', value });
    const word = Object.assign(document.createElement('b'), { textContent: name });
    const choice = roles.cloneNode(true) as HTMLSelectElement;
    choice.removeAttribute('id');
    choice.setAttribute('aria-label', `${name}: ${roles.labels[0]?.textContent ?? ''}`);
    choice.value = role || roles.options[0]!.value;
    choice.addEventListener('change', changed);
    const remove = Object.assign(document.createElement('button'), { type: 'button', className: 'chip-remove', textContent: '×' });
    remove.setAttribute('aria-label', (form.dataset.remove ?? '{0}').replace('{0}', name));
    remove.addEventListener('click', () => { part.remove(); rename(); changed(); input.focus(); });
    if (/^[A-Z]{2}$/.test(value)) {
      const flag = Object.assign(document.createElement('img'), { className: 'flag', src: `/assets/flags/${value.toLowerCase()}.svg`, alt: '', width: 18, height: 13 });
      flag.addEventListener('error', () => flag.remove());
      part.append(flag);
    }
    part.append(hidden, word, choice, remove);
    box.insertBefore(part, holder);
    rename();
  }

  function add(typed: string, role: string): void {
    const country = find(countries, typed)[0];
    const known = country && country.words.includes(plain(typed)) ? country : undefined;
    chip(known?.code ?? typed, known?.name ?? typed, role);
  }

  function draw(): void {
    list.replaceChildren(...found.map((country, i) => {
      const option = Object.assign(document.createElement('li'), { id: `country-option-${i}`, textContent: `${country.name} (${country.code})` });
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', String(i === at));
      option.addEventListener('mousedown', (event) => { event.preventDefault(); choose(country); });
      return option;
    }));
    if (found.length === 0 && input.value.trim() !== '') {
      list.append(Object.assign(document.createElement('li'), { textContent: form.dataset.noCountry ?? '', className: 'muted' }));
    }
    list.hidden = list.childElementCount === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (found.length > 0) {
      input.setAttribute('aria-activedescendant', `country-option-${at}`);
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  function show(countriesNow: Country[]): void {
    found = countriesNow;
    at = 0;
    draw();
  }

  function choose(country: Country): void {
    chip(country.code, country.name, '');
    input.value = '';
    show([]);
    changed();
  }

  function commit(): void {
    const typed = input.value.trim();
    if (typed !== '') {
      const first = find(countries, typed)[0];
      if (first) {
        choose(first);
      } else {
        chip(typed, typed, '');
        input.value = '';
        show([]);
      }
    }
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (found[at]) {
        choose(found[at]);
      }
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length > 0) {
      event.preventDefault();
      at = (at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
      draw();
    } else if (event.key === 'Escape') {
      show([]);
    } else if (event.key === 'Backspace' && input.value === '') {
      box.querySelector<HTMLElement>('.country-chip:last-of-type .chip-remove')?.click();
    }
  }

  const holder = document.createElement('div');
  holder.className = 'country-adder';
  input.placeholder = rows[0]!.querySelector('input')!.placeholder;
  Object.assign(input, { type: 'text', autocomplete: 'off', id: 'country-adder', maxLength: 100 });
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'country-options',
    'aria-label': input.placeholder, 'aria-describedby': 'Input_Partners-hint Input_Partners-error' })) {
    input.setAttribute(name, value);
  }
  list.id = 'country-options';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.placeholder);
  list.hidden = true;
  input.addEventListener('input', () => show(find(countries, input.value)));
  input.addEventListener('keydown', onKey);
  input.addEventListener('blur', () => { if (found.length === 1 || found.some((country) => country.words.includes(plain(input.value)))) { commit(); } else { show([]); } });
  holder.append(input, list);
  box.replaceChildren(holder);
  box.classList.add('countries-chips');
  given.forEach((row) => add(row.typed, row.role));
  return { add, commit, clear: () => { box.querySelectorAll('.country-chip').forEach((part) => part.remove()); } };
}
