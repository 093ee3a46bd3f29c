/** The tables of the page are the one source of all charts and downloads. */
export interface Cell { readonly series: string; readonly value: number; readonly href: string }
export interface Row { readonly key: string; readonly name: string; readonly short: string; readonly note: string; readonly step: number; readonly cells: readonly Cell[] }
export interface FigureTable { readonly head: readonly string[]; readonly rows: readonly Row[] }

const text = (element: Element | null | undefined): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

export function readTable(card: HTMLElement): FigureTable {
  const table = card.querySelector('table')!;
  const named = [...table.querySelectorAll<HTMLElement>('thead th[data-series]')];
  const rows = [...table.querySelectorAll<HTMLElement>('tbody tr[data-key]')].map((row): Row => {
    const name = text(row.querySelector('th'));
    return {
      key: row.dataset.key!,
      name,
      short: row.dataset.short ?? name,
      note: row.dataset.note ?? '',
      step: Number(row.dataset.step ?? 0),
      cells: [...row.querySelectorAll<HTMLElement>('td[data-value]')].map((cell, i) => ({
        series: text(named[i]),
        value: Number(cell.dataset.value),
        href: cell.querySelector('a')?.href ?? '',
      })),
    };
  });
  return { head: [text(table.querySelector('thead th')), ...named.map(text)], rows };
}

/** A number as the reader of the page writes it. */
export const number = (value: number): string =>
  value.toLocaleString(document.documentElement.lang === 'id' ? 'id-ID' : 'en-GB');
