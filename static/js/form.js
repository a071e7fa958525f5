// Form enhancements: remaining characters, a list filter, Enter on a field, focus on errors, unsaved-changes warning.
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

for (const counter of document.querySelectorAll('[data-counter]')) {
  const field = document.getElementById(counter.dataset.counter);
  // Announced once when the text becomes too long, and once when it fits again, not at each keystroke.
  const status = document.createElement('span');
  status.className = 'vh';
  status.setAttribute('role', 'status');
  counter.after(status);
  let isOver = false;
  const update = () => {
    const left = Number(counter.dataset.max) - [...field.value].length;
    const words = left < 0 ? counter.dataset.overLimit : counter.dataset.remaining;
    counter.textContent = words.replace('%', Math.abs(left).toLocaleString('fr'));
    counter.classList.toggle('err', left < 0);
    if (isOver !== left < 0) status.textContent = counter.textContent;
    isOver = left < 0;
  };
  field.addEventListener('input', update);
  update();
}

for (const box of document.querySelectorAll('[data-filter]')) {
  const list = document.getElementById(box.dataset.filter);
  const status = box.querySelector('[data-none]');
  const filter = box.querySelector('input');
  box.hidden = false;
  // Enter in the filter does not submit the form.
  filter.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
  filter.addEventListener('input', (event) => {
    const words = fold(event.target.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const group of list.children) {
      let here = 0;
      for (const choice of group.querySelectorAll('.choice')) {
        const text = fold(choice.textContent);
        choice.hidden = !words.every((word) => text.includes(word));
        here += choice.hidden ? 0 : 1;
      }
      group.hidden = here === 0;
      if (words.length) group.open = true;
      shown += here;
    }
    const { none, one, many } = status.dataset;
    status.textContent = !words.length ? '' : shown === 0 ? none : shown === 1 ? one : many.replace('%', shown);
  });
}

for (const field of document.querySelectorAll('[data-enter]')) {
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    document.getElementById(field.dataset.enter).click();
  });
}

(document.getElementById('erreurs') ?? document.getElementById('trouve'))?.focus();

// Only the buttons of the form save what was typed.
for (const form of document.querySelectorAll('[data-unsaved]')) {
  const warn = (event) => event.preventDefault();
  form.addEventListener('input', ({ target }) => target.name && addEventListener('beforeunload', warn));
  form.addEventListener('submit', () => removeEventListener('beforeunload', warn));
}
