/** Drafts that are kept on this device, one for each person, until they are sent, discarded or the person signs out. */
const prefix = 'draft:';

export interface Draft {
  at: number;
  /** It was sent by the browser itself: once the case opens it is done with. */
  sent?: boolean;
  fields: [string, string][];
}

export function readDraft(person: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(prefix + person) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}

/** Says whether it could be kept: a device may have no room, or allow none. */
export function keepDraft(person: string, draft: Draft): boolean {
  try {
    localStorage.setItem(prefix + person, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(person: string): void {
  localStorage.removeItem(prefix + person);
}

function all(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

/** Signing out leaves nothing on the device. */
export function forgetDrafts(): void {
  document.querySelector('[data-forget-drafts]')?.addEventListener('click', () => all().forEach((key) => localStorage.removeItem(key)));
}

/** A draft older than a day goes: until then the form knows whether it was sent. */
export function ageDrafts(): void {
  const day = 24 * 60 * 60 * 1000;
  for (const key of all()) {
    if (Date.now() - (readDraft(key.slice(prefix.length))?.at ?? 0) > day) {
      localStorage.removeItem(key);
    }
  }
}

/** The page of a case says that what was sent has been saved. */
export function settleDrafts(): void {
  if (!location.pathname.startsWith('/incidents/CI-')) {
    return;
  }
  for (const key of all()) {
    if (readDraft(key.slice(prefix.length))?.sent) {
      localStorage.removeItem(key);
    }
  }
}
