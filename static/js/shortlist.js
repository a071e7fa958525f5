// Shortlist (« Ma liste »): kept in this browser, until the end of the day unless its owner keeps it longer. The page of
// a list is its address; without this script, or without storage, the links of the pages carry the list on.
const KEY = 'ma-liste';
const PATH = '/ma-liste';
const entry = document.querySelector('[data-list]');

/** Local date: `2026-11-30`. */
const today = () => new Date().toLocaleDateString('sv');

/** List of this browser: items in order, day of their last change, heading of the sheet, and whether to keep it. */
function read() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY));
    if (Array.isArray(stored?.items) && (stored.keep || stored.day === today())) return stored;
    localStorage.removeItem(KEY);
  } catch {
    // Storage refused, or a text that is no list.
  }
  return { items: [], day: today(), heading: '', keep: false };
}

/** Stores `list`; false if the browser refuses. */
function write(list) {
  try {
    if (list.items.length || list.heading) localStorage.setItem(KEY, JSON.stringify(list));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

const address = ({ items, day }) => (items.length ? `${PATH}?l=${items.join(',')}&du=${day}` : PATH);
const split = (text) => (text ? text.split(',') : []);
const same = (one, other) => one.join() === other.join();

const status = document.createElement('p');
status.className = 'vh';
status.setAttribute('role', 'status');

/** Tells `text` to screen readers: they hear a change of an element that is there already. */
function say(text) {
  if (!status.isConnected) document.body.append(status);
  setTimeout(() => (status.textContent = text), 100);
}

/** Shows the number of items in the menu, and marks the links of those in the list. */
function show(list) {
  const { length } = list.items;
  entry.hidden = length === 0;
  const link = entry.querySelector('a');
  link.href = address(list);
  entry.querySelector('b').textContent = length;
  for (const add of document.querySelectorAll('[data-add]')) {
    const label = add.querySelector('span:not(.vh)') ?? add.firstChild;
    add.dataset.label ??= label.textContent;
    const inside = list.items.includes(add.dataset.add);
    label.textContent = inside ? entry.dataset.in : add.dataset.label;
    add.dataset.href ??= add.getAttribute('href');
    add.setAttribute('href', inside ? address(list) : add.dataset.href);
  }
}

function add(event) {
  const link = event.target.closest('[data-add]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const list = read();
  // A list that came with the address is the start of that of this browser.
  if (list.items.length === 0) list.items = split(new URLSearchParams(location.search).get('l'));
  if (list.items.includes(link.dataset.add)) return;
  if (list.items.length >= Number(entry.dataset.list)) {
    event.preventDefault();
    say(entry.dataset.full);
    (link.querySelector('span:not(.vh)') ?? link.firstChild).textContent = entry.dataset.full;
    return;
  }
  list.items.push(link.dataset.add);
  list.day = today();
  if (!write(list)) return;
  event.preventDefault();
  show(list);
  say(`${entry.dataset.in} : ${list.items.length}`);
}

/** The page of a list: keeps it if it was changed here, and tells it apart from the list of this browser. */
function openPage(part) {
  const shown = split(part.dataset.items);
  const params = new URLSearchParams(location.search);
  let list = read();

  function own() {
    const { heading, keep } = read();
    list = { items: shown, day: today(), heading: shown.length ? heading : '', keep: keep && shown.length > 0 };
    write(list);
    part.querySelector('[data-other]').hidden = true;
    history.replaceState({ own: true }, '', address(list) + location.hash);
  }

  const differs = () => !same(read().items, shown);
  if (params.has('avant')) own();
  else if (differs() && list.items.length && (history.state?.own || !params.has('l'))) {
    location.replace(address(list));
    return;
  } else if (differs() && list.items.length && shown.length) {
    const other = part.querySelector('[data-other]');
    other.hidden = false;
    other.querySelector('[data-own]').href = address(list);
    other.querySelector('[data-take]').addEventListener('click', () => {
      own();
      show(list);
      settings();
    });
  }

  function settings() {
    const isOwn = !differs();
    const heading = part.querySelector('[data-heading]');
    if (!heading) return;
    const free = isOwn || read().items.length === 0;
    heading.hidden = !free;
    heading.querySelector('input').value = isOwn ? (list.heading ?? '') : '';
    for (const until of part.querySelectorAll('[data-until]')) {
      until.hidden = !isOwn || (until.dataset.until === 'kept') !== Boolean(list.keep);
    }
  }

  part.querySelector('[data-heading] input')?.addEventListener('input', ({ target }) => {
    if (differs()) own();
    list = { ...read(), heading: target.value };
    write(list);
    show(list);
  });
  for (const until of part.querySelectorAll('[data-until]')) {
    until.querySelector('button').addEventListener('click', () => {
      const keep = until.dataset.until === 'today';
      list = { ...read(), keep, day: keep ? list.day : today() };
      write(list);
      settings();
      part.querySelector('[data-until]:not([hidden]) button').focus();
    });
  }
  settings();
  give(part);
  for (const grip of part.querySelectorAll('[data-grip]')) drag(grip, shown);
}

/** Buttons that only a script can offer: copy the text, and the share sheet of the system. */
function give(part) {
  const text = part.querySelector('textarea');
  if (!text) return;
  const copy = part.querySelector('[data-copy]');
  copy.hidden = false;
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      // Without a secure origin there is no clipboard: the text is selected, to be copied by hand.
      text.select();
      if (!document.execCommand('copy')) return;
    }
    say(copy.dataset.copy);
    copy.lastChild.textContent = copy.dataset.copy;
  });
  const share = part.querySelector('[data-share]');
  if (!navigator.share) return;
  share.hidden = false;
  share.addEventListener('click', () => navigator.share({ text: text.value }).catch(() => {}));
}

/** Lets an item be dragged by its grip; the links beside it do the same by keyboard. */
function drag(grip, before) {
  const item = grip.closest('li');
  const list = item.parentElement;
  const move = ({ clientY }) => {
    const next = [...list.children].find((it) => {
      const { top, height } = it.getBoundingClientRect();
      return it !== item && clientY < top + height / 2;
    });
    if (next !== item.nextElementSibling) list.insertBefore(item, next ?? null);
  };
  const drop = () => {
    // The window listens, not the grip: an element that moves in the document loses the pointer.
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', drop);
    removeEventListener('pointercancel', drop);
    item.classList.remove('moving');
    const items = [...list.children].map((it) => it.dataset.item);
    if (same(items, before)) return;
    location.assign(`${address({ items, day: today() })}&avant=${before.join(',')}#${item.id}`);
  };
  grip.hidden = false;
  grip.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    item.classList.add('moving');
    addEventListener('pointermove', move);
    addEventListener('pointerup', drop);
    addEventListener('pointercancel', drop);
  });
}

if (entry) {
  addEventListener('click', add);
  const refresh = () => {
    const list = read();
    // Without a list of its own, the menu keeps that of the address.
    if (list.items.length || !new URLSearchParams(location.search).has('l')) show(list);
  };
  addEventListener('pageshow', ({ persisted }) => persisted && refresh());
  addEventListener('storage', ({ key }) => key === KEY && show(read()));
  // A page left open over midnight forgets the list of the day before.
  document.addEventListener('visibilitychange', () => document.hidden || refresh());
  const page = document.querySelector('[data-items]');
  if (page) openPage(page);
  refresh();
  const sheet = document.querySelector('[data-sheet]');
  const { items, heading } = read();
  if (sheet && heading && same(split(sheet.dataset.sheet), items)) sheet.querySelector('h1').textContent = heading;
}
