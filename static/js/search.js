// Place box and search box: suggestions while typing (ARIA 1.2 combobox); search by geolocation.
const WAIT_MS = 150;
const TIMEOUT_MS = 10_000;

function combobox(form, number) {
  const input = form.querySelector('.combo input');
  const status = form.querySelector('[role=status]');
  const list = document.createElement('ul');
  list.id = `lieux-${number}`;
  list.hidden = true;
  // A scrollable list would be an extra Tab stop between the box and its button.
  list.tabIndex = -1;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', form.dataset.list);
  input.after(list);
  for (const [name, value] of Object.entries({
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false',
  })) input.setAttribute(name, value);
  let active = -1;
  let timer;
  let request;

  const options = () => [...list.children];
  const isOpen = () => !list.hidden;

  function show(open) {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    if (!open) choose(-1);
  }

  function choose(at) {
    active = at;
    options().forEach((option, place) => option.setAttribute('aria-selected', String(place === at)));
    const option = options()[at];
    if (option) {
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  }

  function go(option) {
    show(false);
    location.assign(option.dataset.href);
  }

  function offer(items) {
    list.replaceChildren(...items.map(({ name, what, url }, at) => {
      const option = document.createElement('li');
      const title = document.createElement('b');
      const { pathname, search, hash } = new URL(url);
      title.textContent = name;
      option.append(title, ` ${what}`);
      option.id = `${list.id}-${at}`;
      option.setAttribute('role', 'option');
      option.dataset.href = pathname + search + hash;
      return option;
    }));
    show(items.length > 0);
    choose(-1);
    const { none, one, many } = form.dataset;
    status.textContent = items.length === 0 ? none : items.length === 1 ? one : `${items.length} ${many}`;
  }

  async function ask() {
    request?.abort();
    const text = input.value.trim();
    if (text.length < 2) {
      status.textContent = '';
      show(false);
      return;
    }
    request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.places}?q=${encodeURIComponent(text)}`, { signal: request.signal });
      if (!answer.ok) throw new Error(answer.status);
      const { items } = await answer.json();
      if (document.activeElement === input) offer(items);
    } catch (error) {
      // Without network the box works as a plain form.
      if (error.name !== 'AbortError') show(false);
    }
  }

  function stop() {
    clearTimeout(timer);
    request?.abort();
    show(false);
  }

  const moves = {
    ArrowDown: () => (active + 1) % options().length,
    ArrowUp: () => (active <= 0 ? options().length : active) - 1,
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener('keydown', (event) => {
    const { key } = event;
    if (key === 'Escape' && isOpen()) {
      event.preventDefault();
      stop();
    } else if (moves[key] && !event.altKey) {
      if (isOpen()) {
        event.preventDefault();
        choose(moves[key]());
      } else if (key === 'ArrowDown') ask();
    } else if (key === 'Enter' && active >= 0) {
      event.preventDefault();
      go(options()[active]);
    } else if (['Home', 'End'].includes(key)) choose(-1);
  });
  input.addEventListener('blur', stop);
  // Prevents a blur of the box when a suggestion is tapped.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) go(option);
  });
  form.addEventListener('submit', stop);
  addEventListener('pageshow', () => show(false));
}

function around(form) {
  const part = form.querySelector('.around');
  if (!part || !navigator.geolocation) return;
  const button = part.querySelector('button');
  const input = form.querySelector('input');
  const status = form.querySelector('[role=status]');
  const failed = ['unavailable', 'refused', 'unavailable', 'slow'];
  let waiting;
  part.hidden = false;

  function end(message) {
    clearTimeout(waiting);
    waiting = undefined;
    button.removeAttribute('aria-disabled');
    status.textContent = message ?? '';
    if (message) input.focus();
  }

  button.addEventListener('click', () => {
    if (waiting) return;
    button.setAttribute('aria-disabled', 'true');
    status.textContent = part.dataset.waiting;
    // Own timeout too: some browsers never call back while the permission prompt stays unanswered.
    waiting = setTimeout(() => end(part.dataset.slow), TIMEOUT_MS);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!waiting) return;
        end();
        location.assign(`${form.action}?lat=${coords.latitude.toFixed(4)}&lon=${coords.longitude.toFixed(4)}`);
      },
      ({ code }) => waiting && end(part.dataset[failed[code] ?? 'unavailable']),
      { timeout: TIMEOUT_MS, maximumAge: 60_000 },
    );
  });
}

document.querySelectorAll('[data-places]').forEach((form, number) => {
  combobox(form, number);
  around(form);
});

// Filters: after Back, what is ticked is what is shown; the button tells how many initiatives it shows.
const COUNT_WAIT_MS = 400;
const forms = document.querySelectorAll('[data-filters]');

addEventListener('pageshow', ({ persisted }) => {
  if (persisted) forms.forEach((form) => form.reset());
});

function counted(form) {
  const button = form.querySelector('[data-several]');
  const plain = button.textContent;
  let timer;
  let request;

  const words = (total) => {
    if (total < 2) return total ? button.dataset.one : button.dataset.none;
    // The message holds the number 1234, however the language groups its digits.
    return button.dataset.several.replace(/1\D?234/, total);
  };

  async function count() {
    request?.abort();
    request = new AbortController();
    const chosen = new URLSearchParams(new FormData(form));
    const place = chosen.get('lieu');
    chosen.delete('lieu');
    try {
      const answer = await fetch(`${form.dataset.filters}?${chosen}`, { signal: request.signal });
      const { total } = await answer.json();
      button.textContent = place || !answer.ok ? plain : words(total);
    } catch (error) {
      if (error.name !== 'AbortError') button.textContent = plain;
    }
  }

  form.addEventListener('change', () => {
    clearTimeout(timer);
    timer = setTimeout(count, COUNT_WAIT_MS);
  });
  form.addEventListener('reset', () => { button.textContent = plain; });
}

// The link that opens a filter keeps what is ticked but not sent yet.
function opening(form) {
  form.addEventListener('click', (event) => {
    const link = event.target.closest('[data-filter]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const { searchParams, hash } = new URL(link.href);
    searchParams.getAll('filtres').forEach((name) => chosen.append('filtres', name));
    event.preventDefault();
    location.assign(`${form.action}?${chosen}${hash}`);
  });
}

forms.forEach((form) => form.dataset.filters && counted(form));
forms.forEach(opening);
