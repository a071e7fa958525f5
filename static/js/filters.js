// Filters: after Back, what is ticked is what is shown; the button tells how many initiatives it shows.
const WAIT_MS = 400;
const forms = document.querySelectorAll('[data-filters]');

addEventListener('pageshow', ({ persisted }) => {
  if (persisted) forms.forEach((form) => form.reset());
});

function counted(form) {
  const button = form.querySelector('[data-several]');
  const plain = button.textContent;
  let timer;
  let asked;

  const words = (total) => {
    if (total < 2) return total ? button.dataset.one : button.dataset.none;
    // The message holds the number 1234, however the language groups its digits.
    return button.dataset.several.replace(/1\D?234/, total);
  };

  async function count() {
    asked?.abort();
    asked = new AbortController();
    const chosen = new URLSearchParams(new FormData(form));
    const place = chosen.get('lieu');
    chosen.delete('lieu');
    try {
      const answer = await fetch(`${form.dataset.filters}?${chosen}`, { signal: asked.signal });
      const { total } = await answer.json();
      button.textContent = place || !answer.ok ? plain : words(total);
    } catch (error) {
      if (error.name !== 'AbortError') button.textContent = plain;
    }
  }

  form.addEventListener('change', () => {
    clearTimeout(timer);
    timer = setTimeout(count, WAIT_MS);
  });
  form.addEventListener('reset', () => { button.textContent = plain; });
}

forms.forEach((form) => form.dataset.filters && counted(form));
