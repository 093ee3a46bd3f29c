const everySeconds = 60;

/** The clock of the bar goes on by the minute, in the zone that the page names. */
export function watchClocks(): void {
  const clock = document.querySelector<HTMLElement>('[data-clock-zone]');
  if (!clock) {
    return;
  }
  const format = new Intl.DateTimeFormat(document.documentElement.lang === 'id' ? 'id-ID' : 'en-GB', {
    hour: '2-digit', minute: '2-digit', timeZone: clock.dataset.clockZone,
  });
  const label = clock.dataset.clockLabel ?? '';
  setInterval(() => {
    clock.textContent = `${format.format(new Date())} ${label}`;
  }, everySeconds * 1000);
}
