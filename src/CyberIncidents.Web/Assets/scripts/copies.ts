/** Buttons that copy what stands in a field: data-copy names the field, data-copied says what to read afterwards. */
export function watchCopies(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null;
    const field = button ? document.getElementById(button.dataset.copy ?? '') : null;
    if (!button || !(field instanceof HTMLInputElement)) {
      return;
    }
    field.select();
    void navigator.clipboard?.writeText(field.value).then(() => {
      const word = button.querySelector('span') ?? button;
      word.textContent = button.dataset.copied ?? word.textContent;
    });
  });
}
