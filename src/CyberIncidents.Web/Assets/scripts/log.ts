/** The form that logs an incident: drafts, sending that loses nothing, pickers by word. Without script it is a plain form. */
import TomSelect from 'tom-select/base';
import { countryField, type CountryField } from './countries';
import { dropDraft, keepDraft, readDraft, type Draft } from './drafts';

const notKept = /^__RequestVerificationToken$/;
const partner = /^Input\.Partners\[(\d+)\]\.(Country|Role)$/;

class LogPage {
  private readonly person: string;
  private readonly state: HTMLElement;
  private readonly trouble: HTMLElement;
  private readonly countries: CountryField;
  private readonly classes: TomSelect;
  private timer = 0;
  private sending = false;

  constructor(private readonly form: HTMLFormElement) {
    this.person = form.dataset.draft ?? '';
    this.state = form.querySelector<HTMLElement>('[data-draft-state]')!;
    this.trouble = form.querySelector<HTMLElement>('[data-trouble]')!;
    this.countries = countryField(form, () => this.keepSoon());
    this.classes = pickClass(form.querySelector<HTMLSelectElement>('[data-pick-class]')!);
    this.restore();
    sayTlp(form);
    followUps(form);
    form.addEventListener('input', () => this.keepSoon());
    form.addEventListener('change', () => { sayTlp(form); this.keepSoon(); });
    form.addEventListener('submit', (event) => { event.preventDefault(); void this.send(event.submitter); });
    form.querySelector('[data-discard]')?.addEventListener('click', () => { clearTimeout(this.timer); dropDraft(this.person); });
    window.addEventListener('pagehide', () => { if (this.timer !== 0) { this.keep(); } });
    document.addEventListener('keydown', (event) => this.onKey(event));
  }

  private time(at: number): string {
    const timeZone = document.querySelector<HTMLElement>('[data-clock-zone]')?.dataset.clockZone;
    return new Intl.DateTimeFormat(document.documentElement.lang === 'id' ? 'id-ID' : 'en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
  }

  private say(text: string | undefined, at: number): void {
    this.state.textContent = (text ?? '').replace('{0}', this.time(at));
  }

  private keepSoon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), 400);
  }

  private keep(sent = false): void {
    clearTimeout(this.timer);
    this.timer = 0;
    const fields = [...new FormData(this.form)].filter(([name, value]) => typeof value === 'string' && !notKept.test(name)) as [string, string][];
    if (fields.some(([name, value]) => name === 'Input.Tlp' && value === 'Red')) {
      // RED is for named persons only, and a device has no names.
      dropDraft(this.person);
      return;
    }
    const draft: Draft = { at: Date.now(), fields, sent };
    if (!sent && keepDraft(this.person, draft)) {
      this.say(this.form.dataset.kept, draft.at);
    } else if (sent) {
      keepDraft(this.person, draft);
    }
  }

  private restore(): void {
    if (this.form.dataset.cameBack) {
      // The page brings what was typed; from now on that is the draft, and it has not been saved.
      this.keepSoon();
      return;
    }
    const draft = readDraft(this.person);
    if (!draft || !draft.fields.some(([name, value]) => /Title|Summary/.test(name) && name.indexOf('FollowUp') < 0 && value !== '')) {
      return;
    }
    const controls = [...this.form.elements].filter((control) => control instanceof HTMLInputElement || control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement);
    for (const control of controls.filter((c) => c.name !== '' && !notKept.test(c.name))) {
      const values = draft.fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control instanceof HTMLInputElement && /radio|checkbox/.test(control.type)) {
        control.checked = values.includes(control.value);
      } else if (values[0] !== undefined) {
        control.value = values[0];
      }
    }
    this.classes.sync();
    this.countries.clear();
    const byRow = new Map<string, { country: string; role: string }>();
    for (const [name, value] of draft.fields) {
      const found = partner.exec(name);
      if (found) {
        const row = byRow.get(found[1]!) ?? { country: '', role: '' };
        byRow.set(found[1]!, found[2] === 'Country' ? { ...row, country: value } : { ...row, role: value });
      }
    }
    [...byRow.values()].filter((row) => row.country !== '').forEach((row) => this.countries.add(row.country, row.role));
    this.say(this.form.dataset.restored, draft.at);
    this.form.querySelector('#Input_Title')?.dispatchEvent(new Event('input', { bubbles: false }));
  }

  private complain(text: string | undefined): void {
    this.trouble.textContent = text ?? '';
    this.trouble.hidden = false;
    this.trouble.scrollIntoView({ block: 'nearest' });
  }

  private async send(submitter: HTMLElement | null): Promise<void> {
    if (this.sending) {
      return;
    }
    this.sending = true;
    this.trouble.hidden = true;
    this.countries.commit();
    this.keep();
    const button = submitter instanceof HTMLButtonElement ? submitter : null;
    const address = button?.hasAttribute('formaction') ? button.formAction : this.form.action;
    try {
      const answer = await fetch(address, { method: 'POST', body: new FormData(this.form, button), headers: { 'X-Sent-By-Script': 'true' } });
      const to = answer.headers.get('Location');
      if (answer.status === 201 && to) {
        clearTimeout(this.timer);
        dropDraft(this.person);
        location.assign(to);
        return;
      }
      if (answer.redirected) {
        this.complain(this.form.dataset.signedOut);
      } else if (answer.status >= 500) {
        this.complain(this.form.dataset.failed);
      } else {
        this.sendPlainly(button, address);
      }
    } catch {
      this.complain(this.form.dataset.lost);
    }
    this.sending = false;
  }

  /** It was refused: the browser sends it again and shows the server's page, with everything that was typed. */
  private sendPlainly(button: HTMLButtonElement | null, address: string): void {
    this.keep(true);
    if (button?.name) {
      this.form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: button.name, value: button.value }));
    }
    this.form.action = address;
    this.form.submit();
  }

  private onKey(event: KeyboardEvent): void {
    if (!event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const key = event.key.toLowerCase();
    const box = this.form.querySelector<HTMLInputElement>('[data-follows-up]')!;
    if (key === 'f') {
      event.preventDefault();
      box.checked = true;
      box.dispatchEvent(new Event('change', { bubbles: true }));
      this.form.querySelector<HTMLInputElement>('#Input_FollowUpTitle')?.select();
    } else if (key === 'l') {
      event.preventDefault();
      document.querySelector<HTMLElement>('#alike a')?.focus();
    }
  }
}

/** A class or type by a word of its name, its group or what it means. */
function pickClass(select: HTMLSelectElement): TomSelect {
  const picker = new TomSelect(select, {
    searchField: ['text', 'words'],
    maxOptions: undefined,
    hidePlaceholder: true,
    closeAfterSelect: true,
    placeholder: select.options[0]?.text,
    allowEmptyOption: false,
    openOnFocus: true,
    // At once: Enter takes what was typed, and nothing opens again after it.
    refreshThrottle: 0,
    render: {
      item: (data: { lead?: string; text: string }, escape: (text: string) => string) => `<div>${data.lead ? `${escape(data.lead)} › ` : ''}${escape(data.text)}</div>`,
      no_results: (_: unknown, escape: (text: string) => string) => `<div class="no-results">${escape(select.dataset.none ?? '–')}</div>`,
    },
  });
  picker.on('item_add', () => { picker.setTextboxValue(''); picker.close(); });
  picker.control_input.setAttribute('aria-describedby', select.getAttribute('aria-describedby') ?? '');
  // The list itself is behind the picker, and out of everybody's way.
  select.setAttribute('aria-hidden', 'true');
  return picker;
}

/** The line under the markings says what the chosen one permits. */
function sayTlp(form: HTMLFormElement): void {
  const chosen = form.querySelector<HTMLInputElement>('[name="Input.Tlp"]:checked');
  const line = form.querySelector<HTMLElement>('[data-tlp-says]');
  if (chosen && line) {
    line.textContent = chosen.dataset.says ?? '';
  }
}

/** Whoever changes the follow-up wants it. */
function followUps(form: HTMLFormElement): void {
  const box = form.querySelector<HTMLInputElement>('[data-follows-up]')!;
  box.removeAttribute('accesskey');
  form.querySelector('[data-follow-up]')?.addEventListener('input', () => { box.checked = true; });
}

export function start(): void {
  const form = document.querySelector<HTMLFormElement>('[data-log-form]');
  if (form) {
    new LogPage(form);
  }
}
