/** Forms that send a file: says how far it is, and refuses what is too large before a byte goes. Without script the form is sent as it is. */
export function watchUploads(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.upload === undefined) {
      return;
    }
    const file = form.querySelector<HTMLInputElement>('input[type=file]')?.files?.[0];
    const place = form.querySelector<HTMLElement>('.upload-progress');
    const word = place?.querySelector('span');
    const bar = place?.querySelector('progress');
    if (!file || !place || !word || !bar) {
      return;
    }
    event.preventDefault();
    place.hidden = false;
    if (file.size > Number(form.dataset.max)) {
      word.textContent = form.dataset.tooLarge ?? '';
      return;
    }
    const button = form.querySelector('button');
    const call = new XMLHttpRequest();
    call.open('POST', form.action);
    call.setRequestHeader('X-Upload', '1');
    call.upload.addEventListener('progress', (step) => {
      bar.value = Math.floor((step.loaded / step.total) * 100);
      word.textContent = (form.dataset.progress ?? '{0}').replace('{0}', String(bar.value));
    });
    call.addEventListener('load', () => {
      const to = call.getResponseHeader('Location');
      if (call.status < 400 && to) {
        const here = location.pathname + location.search;
        location.assign(to);
        if (new URL(to, location.href).hash && here === new URL(to, location.href).pathname) {
          location.reload();
        }
        return;
      }
      const said = new DOMParser().parseFromString(call.responseText, 'text/html').querySelector('.form-errors');
      form.querySelector('.form-errors')?.remove();
      if (said) {
        form.prepend(document.importNode(said, true));
      }
      place.hidden = true;
      button?.removeAttribute('disabled');
    });
    call.addEventListener('error', () => {
      button?.removeAttribute('disabled');
      place.hidden = true;
      form.submit();
    });
    button?.setAttribute('disabled', '');
    call.send(new FormData(form));
  });
}
